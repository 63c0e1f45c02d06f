// The switchboard: press a trouble and watch what Duban does about it.

import { byId, h, renew } from "./dom.js";
import { post } from "./server.js";
import { setting, switchOf } from "./setting.js";
import { on, person, store } from "./store.js";
import { clockOf, t } from "./words.js";

const KEPT = 80;
const OF_GROUPS = ["removed", "busy", "upgraded"];
const calls = [];
let group = 0;
let liaison = 0;

export function startTrouble() {
  on("trouble", drawTrouble);
}

export function drawTrouble() {
  const chats = groups();
  if (!chats.some((chat) => chat.id === group)) group = chats.find((chat) => chat.id === store.chat)?.id ?? chats[0]?.id ?? 0;
  renew(
    byId("panel-trouble"),
    h("p", { class: "hint" }, t("page.trouble.about")),
    h("label", { class: "choice" }, h("span", {}, t("page.trouble.group")), groupChoice(chats)),
    ...OF_GROUPS.map(ofGroup),
    h("h3", {}, t("page.trouble.everywhere")),
    ofOne("network", store.trouble.network !== null, 0, store.trouble.network ? t("page.trouble.until", { at: clockOf(store.trouble.network) }) : ""),
    ofOne("killed", store.trouble.killed, 0),
    h("h3", {}, t("page.trouble.people")),
    h("label", { class: "choice" }, h("span", {}, t("page.trouble.liaison")), liaisonChoice()),
    ofOne("leave", store.trouble.leave.includes(liaison), liaison, leaveNote()),
    h("h3", { id: "calls-title" }, t("page.trouble.calls")),
    h("ol", { class: "calls", id: "calls", "aria-labelledby": "calls-title" }),
  );
  drawCalls();
}

const groups = () => [...store.chats.values()].filter((chat) => chat.kind !== "private" && chat.unit);

function groupChoice(chats) {
  return choice(chats.map((chat) => [chat.id, chat.title]), group, (value) => { group = value; });
}

function liaisonChoice() {
  const people = [...store.people.values()].filter((one) => one.part === "liaison");
  if (!people.some((one) => one.id === liaison)) liaison = people[0]?.id ?? 0;
  return choice(people.map((one) => [one.id, `${one.name} · ${one.unit}`]), liaison, (value) => { liaison = value; });
}

function choice(options, value, take) {
  const select = h("select", {}, options.map(([id, text]) => h("option", { value: id }, text)));
  select.value = value;
  select.addEventListener("change", () => { take(Number(select.value)); drawTrouble(); });
  return select;
}

function ofGroup(name) {
  if (name !== "upgraded") return ofOne(name, store.trouble[name].includes(group), group);
  const can = store.trouble.upgradable;
  const act = () => post("/trouble", { trouble: name, on: true, subject: can.includes(group) ? group : can[0] });
  const subject = can.length && !can.includes(group) ? store.chats.get(can[0])?.title : "";
  const button = h("button", { class: "soft", type: "button", disabled: !can.length, onclick: act, "aria-label": t(`page.trouble.${name}`) }, t("page.trouble.do"));
  return setting([...wordsOf(name), subject ? t("page.trouble.only", { group: subject }) : ""], button);
}

/** A trouble that is switched on and off; `note` says what to watch for. */
function ofOne(name, isOn, subject, note = "") {
  const act = () => post("/trouble", { trouble: name, on: !isOn, subject });
  return setting([...wordsOf(name), note], switchOf(name, t(`page.trouble.${name}`), isOn, act), isOn);
}

const wordsOf = (name) => [t(`page.trouble.${name}`), t(`page.trouble.${name}_about`)];

/** Who answers for the unit while its liaison is away, or that nobody does. */
function leaveNote() {
  const { unit } = person(liaison) ?? {};
  const deputy = [...store.people.values()].find((one) => one.part === "deputy" && one.unit === unit);
  return deputy ? t("page.trouble.leave_deputy", { name: deputy.name }) : t("page.trouble.leave_nobody", { unit });
}

/** What the bot called, the newest first. */
export function takeCalls(fresh) {
  for (const call of fresh) calls.unshift(call);
  calls.length = Math.min(calls.length, KEPT);
  if (!byId("panel-trouble").hidden) drawCalls();
}

function drawCalls() {
  byId("calls")?.replaceChildren(...calls.map((call) => h("li", { class: call.error ? "failed" : "" },
    h("time", {}, clockOf(call.at)), h("code", {}, call.method), h("span", {}, store.chats.get(call.chat)?.title ?? person(call.chat)?.name ?? ""),
    call.error ? h("span", { class: "error" }, call.error) : null)));
}
