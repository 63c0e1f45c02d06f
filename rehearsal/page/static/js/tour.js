// The tour: ten steps from a reminder to the summary, each played by the rehearsal itself.

import { byId, h, icon } from "./dom.js";
import { post } from "./server.js";
import { emit, openChat, play, store } from "./store.js";
import { showMessage } from "./talk.js";
import { t } from "./words.js";

const STEPS = ["hello", "remind", "role", "receipt", "reply", "taps", "unsure", "stranger", "digest", "summary"];
const PLACES = { clock: ".clock", side: ".self" };
let at = -1;
let busy = false;

export function startTour() {
  byId("tour-start").addEventListener("click", () => enter(0));
  byId("tour").addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
  });
}

/** The card of the present step, in the reader's language. */
export function drawTour() {
  const box = byId("tour");
  box.hidden = at < 0;
  document.body.classList.toggle("touring", at >= 0);
  if (at < 0) return;
  const name = STEPS[at];
  const last = at === STEPS.length - 1;
  box.replaceChildren(
    h("p", { class: "tour-step" }, t("page.tour.step", { at: at + 1, all: STEPS.length })),
    h("h2", { id: "tour-title" }, t(`page.tour.${name}_title`)),
    h("p", { id: "tour-text" }, t(`page.tour.${name}_text`)),
    h("div", { class: "tour-foot" },
      h("div", { class: "tour-dots", "aria-hidden": "true" }, STEPS.map((_, n) => h("i", { class: n <= at ? "done" : "" }))),
      last ? null : h("button", { class: "quiet", type: "button", id: "tour-skip", onclick: end }, t("page.tour.skip")),
      h("button", { class: "main", type: "button", id: "tour-next", onclick: () => (last ? end() : enter(at + 1)) }, t(last ? "page.tour.end" : "page.tour.next"))),
  );
}

async function enter(step) {
  if (busy) return;
  busy = true;
  byId("tour").classList.add("busy");
  const focus = await post("/tour", { step: STEPS[step] });
  busy = false;
  byId("tour").classList.remove("busy");
  if (!focus) return end();
  at = step;
  drawTour();
  await show(focus);
  byId("tour-next")?.focus({ preventScroll: true });
}

async function show({ chat, message, user, at: place }) {
  unpoint();
  if (store.chat !== chat) await openChat(chat);
  play(user);
  emit("pane", place === "side" ? "side" : "talk");
  emit("panel", "role");
  if (message) await showMessage(message);
  const target = PLACES[place] ? document.querySelector(PLACES[place]) : message ? document.querySelector(`.message[data-id="${message}"] .bubble`) : null;
  target?.classList.add("pointed");
}

function unpoint() {
  for (const old of document.querySelectorAll(".pointed")) old.classList.remove("pointed");
}

function end() {
  unpoint();
  at = -1;
  drawTour();
  byId("tour-start").focus();
}
