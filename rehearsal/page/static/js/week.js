// What the next seven days will send, each with its reason.

import { byId, h } from "./dom.js";
import { seldom } from "./often.js";
import { get } from "./server.js";
import { emit, openChat, store } from "./store.js";
import { clockOf, currentLanguage, dayOf, isoDay, t } from "./words.js";

let known = [];

/** Ask anew, if anybody is looking. */
export const refreshWeek = seldom(1000, async () => {
  if (byId("panel-week").hidden) return;
  known = await get(["/preview?language", currentLanguage()].join("="));
  drawWeek();
});

function drawWeek() {
  const days = Map.groupBy(known, (one) => isoDay(one.at));
  const nodes = [...days.values()].map((items) => h("section", { class: "week-day" }, h("h3", {}, dayOf(items[0].at)), items.map(item)));
  byId("panel-week").replaceChildren(h("p", { class: "hint" }, t("page.week.about")), ...(nodes.length ? nodes : [h("p", { class: "hint" }, t(store.trouble.killed ? "page.week.gone" : "page.week.nothing"))]));
}

function item(one) {
  const tasks = one.tasks.map((task) => h("span", { class: "task" }, task));
  const go = () => { if (store.chats.has(one.chat)) { openChat(one.chat); emit("pane", "talk"); } };
  return h("button", { class: "sending", type: "button", onclick: go },
    h("span", { class: "sending-head" }, h("b", {}, one.unit || (store.chats.get(one.chat)?.title ?? "")), h("time", {}, clockOf(one.at))),
    h("span", { class: "sending-kind" }, one.kind),
    tasks.length ? h("span", { class: "tasks" }, tasks) : null,
    one.why.map((why) => h("span", { class: "sending-why" }, why)));
}
