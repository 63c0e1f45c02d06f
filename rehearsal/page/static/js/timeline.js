// The plan from its first day to its goal: phases, deadlines with their lamps, and today.

import { jumpTo } from "./clock.js";
import { byId, h, roving } from "./dom.js";
import { seldom } from "./often.js";
import { get } from "./server.js";
import { on, store } from "./store.js";
import { dateText, isoDay, monthText, t } from "./words.js";

const DAY = 86400000;
const WORST = ["red", "yellow", "blue", "green", "grey", "history"];
let plan = null;
let shownDay = "";
let open = null;

export function startTimeline() {
  on("clock", () => {
    if (isoDay(store.clock.now) !== shownDay) refreshTimeline();
    drawToday();
  });
  document.addEventListener("pointerdown", (event) => {
    if (open !== null && !event.target.closest(".timeline")) { open = null; draw(); }
  });
  byId("timeline").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open !== null) close();
  });
  roving(byId("timeline"), ".due", ["ArrowLeft", "ArrowRight"]);
}

/** Put the card of a deadline away and give the keyboard back to its mark. */
function close() {
  const day = open;
  open = null;
  draw();
  mark(day)?.focus();
}

const mark = (day) => byId("timeline").querySelector(`[data-due="${day}"]`);

/** Ask for the plan as it stands, at most once a second. */
export const refreshTimeline = seldom(1000, async () => {
  shownDay = isoDay(store.clock.now);
  const fresh = await get("/timeline");
  if (fresh.phases.length) plan = fresh;
  draw();
});

export function draw() {
  if (!plan) return;
  const track = h("div", { class: "track" }, months(), plan.phases.map(phase), plan.deadlines.map(deadline), goal(), h("div", { class: "today", id: "today" }));
  const focused = document.activeElement?.dataset?.due;
  byId("timeline").replaceChildren(track);
  drawToday();
  const home = (focused && mark(focused)) || byId("timeline").querySelector(".due");
  if (home) home.tabIndex = 0;
  if (focused) home?.focus();
}

function span() {
  const starts = plan.phases.map((one) => one.start ?? one.end);
  const ends = [...plan.phases.map((one) => one.end), ...plan.deadlines.map((one) => one.day), plan.goal ?? ""];
  const first = Date.parse(starts.reduce((a, b) => (a < b ? a : b)));
  const last = Date.parse(ends.reduce((a, b) => (a > b ? a : b)));
  return [first, Math.max(last, first + DAY)];
}

function share(time) {
  const [first, last] = span();
  return `${Math.max(0, Math.min(1, (time - first) / (last - first))) * 100}%`;
}

function place(node, from, to = null) {
  node.style.left = share(Date.parse(from));
  if (to) node.style.width = `calc(${share(Date.parse(to))} - ${share(Date.parse(from))})`;
  return node;
}

function months() {
  const [first, last] = span();
  const marks = [];
  const day = new Date(first);
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + 1);
  for (; day.getTime() <= last; day.setUTCMonth(day.getUTCMonth() + 1)) {
    const iso = day.toISOString().slice(0, 10);
    marks.push(place(h("span", { class: "month", "aria-hidden": "true" }, monthText(iso)), iso));
  }
  return marks;
}

function phase(one, n) {
  const text = t("page.timeline.phase", { name: one.name, end: dateText(one.end) });
  return place(h("div", { class: `phase row-${n % 2}`, title: text, role: "img", "aria-label": text }, h("span", {}, one.name)), one.start ?? one.end, one.end);
}

const worst = (lamps) => WORST.find((lamp) => lamps[lamp] > 0) ?? "closed";

function deadline(one) {
  const lamp = worst(one.lamps);
  const lit = Object.entries(one.lamps).filter(([, n]) => n);
  const counts = lit.map(([name, n]) => [t(`page.lamp.${name}`), n].join(" "));
  if (one.closed) counts.push([t("page.lamp.closed"), one.closed].join(" "));
  const text = t("page.timeline.deadline", { day: dateText(one.day), counts: counts.join(", ") });
  const shown = open === one.day;
  const button = h("button", { class: `due lamp-${lamp}`, type: "button", tabindex: "-1", "aria-label": text, title: text, "aria-expanded": shown ? "true" : "false", data: { due: one.day }, onclick: () => { open = shown ? null : one.day; draw(); } });
  const holder = h("div", { class: "due-place" }, button, shown ? details(one, counts) : null);
  return place(holder, one.day);
}

function details(one, counts) {
  const ahead = one.day > isoDay(store.clock.now);
  const go = () => { close(); jumpTo(one.day); };
  const right = Number.parseFloat(share(Date.parse(one.day))) > 60;
  return h("div", { class: `due-card${right ? " left" : ""}` }, h("b", {}, dateText(one.day)), counts.map((count) => h("span", {}, count)), ahead ? h("button", { class: "main", type: "button", onclick: go }, t("page.timeline.go")) : null);
}

function goal() {
  if (!plan.goal) return null;
  const text = t("page.timeline.goal", { day: dateText(plan.goal) });
  return place(h("div", { class: "goal", role: "img", "aria-label": text, title: text }), plan.goal);
}

function drawToday() {
  const today = byId("today");
  if (today && plan) today.style.left = share(Date.parse(isoDay(store.clock.now)) + secondsOfDay());
}

const secondsOfDay = () => ((store.clock.now * 1000) % DAY);
