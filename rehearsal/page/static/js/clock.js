// The clock of the plan: what it shows, how fast it goes, where it is sent.

import { byId, h, icon } from "./dom.js";
import { post } from "./server.js";
import { on, store } from "./store.js";
import { briefDayOf, clockOf, fullDayOf, isoDay, t } from "./words.js";

const PACES = [["rest", "rest"], ["minute", "play"], ["hour", "play"], ["day", "play"]];

const narrow = matchMedia("(max-width: 520px)");

export function startClock() {
  narrow.addEventListener("change", drawClock);
  byId("paces").addEventListener("keydown", arrows);
  byId("step").addEventListener("click", () => post("/clock", store.clock.busy ? { pace: "rest" } : { step: true }));
  byId("jump").addEventListener("submit", (event) => {
    event.preventDefault();
    jumpTo(byId("jump-day").value);
  });
  byId("jump-day").addEventListener("change", (event) => {
    // Where there is no room for the button, choosing a day is enough.
    if (!byId("jump").querySelector("button").offsetParent && event.target.value) jumpTo(event.target.value);
  });
  on("clock", drawClock);
}

/** Send the clock to nine in the morning of a day. */
export function jumpTo(day) {
  return post("/clock", { to: `${day}T09:00:00` });
}

export function drawPaces() {
  byId("paces").replaceChildren(...PACES.map(([pace, picture]) => h(
    "button",
    { type: "button", role: "radio", class: "pace", "aria-checked": "false", tabindex: "-1", title: t(`page.pace.${pace}_long`), "aria-label": t(`page.pace.${pace}_long`), data: { pace }, onclick: () => post("/clock", { pace }) },
    icon(picture), h("span", {}, t(`page.pace.${pace}`)),
  )));
  drawClock();
}

export function drawClock() {
  const { now, pace, busy } = store.clock;
  byId("now").replaceChildren(h("b", {}, clockOf(now)), h("span", {}, (narrow.matches ? briefDayOf : fullDayOf)(now)));
  byId("now").dateTime = new Date(now * 1000).toISOString();
  const day = byId("jump-day");
  day.min = isoDay(now);
  if (document.activeElement !== day && day.value < day.min) day.value = day.min;
  for (const button of byId("paces").children) {
    const chosen = button.dataset.pace === pace && !busy;
    button.setAttribute("aria-checked", chosen ? "true" : "false");
    button.tabIndex = button.dataset.pace === pace ? 0 : -1;
  }
  byId("step").classList.toggle("busy", busy);
  byId("step").lastChild.textContent = t(busy ? "page.clock.stop" : "page.clock.step");
}

function arrows(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...byId("paces").children];
  const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
  event.preventDefault();
  next.focus();
  next.click();
}
