// Whom you play: the people of the open chat first, then everybody else.

import { byId, face, h, icon, renew, roving } from "./dom.js";
import { post } from "./server.js";
import { setting, switchOf } from "./setting.js";
import { chatOpen, emit, isAdmin, isMember, membersOf, on, openChat, person, play, sideOf, store } from "./store.js";
import { t } from "./words.js";

const FOUND = 60;
let wanted = "";

export function startRole() {
  roving(byId("panel-role"), ".person");
  on("player", drawRole);
}

export function drawRole() {
  const panel = byId("panel-role");
  const chat = chatOpen();
  const inList = panel.contains(document.activeElement) && document.activeElement.matches(".person");
  if (!chat) {
    panel.replaceChildren(h("p", { class: "hint" }, t("page.role.choose_chat")));
    return;
  }
  renew(panel, self(chat), ...script(), search(chat), h("div", { class: "people", id: "people", role: "radiogroup", "aria-label": t("page.role.label") }));
  list(chat);
  if (inList) panel.querySelector('.person[aria-checked="true"]')?.focus({ preventScroll: true });
}

function self(chat) {
  const one = person(store.player.user);
  if (!one) return h("p", { class: "hint" }, t("page.role.nobody"));
  const name = store.player.anonymous ? t("page.part.anonymous") : one.name;
  return h("div", { class: "self" },
    face(one.id, name, "large"),
    h("div", { class: "self-names" }, h("span", { class: "self-you" }, t("page.role.you_are")), h("strong", {}, name), h("span", { class: "self-part" }, partText(one))),
    h("div", { class: "self-acts" },
      chat.id === one.id ? null : h("button", { class: "soft", type: "button", onclick: () => privately(one.id) }, icon("chat"), t("page.role.privately")),
      chat.kind === "private" ? null : away(chat, one)));
}

function away(chat, one) {
  const inside = isMember(chat, one.id);
  const act = () => post(inside ? "/do/leave" : "/do/join", { chat: chat.id, user: one.id });
  return h("button", { class: "soft", type: "button", onclick: act }, t(inside ? "page.role.leave" : "page.role.join"));
}

/** Who answers by itself: everybody, and whoever the one that is played speaks for. */
function script() {
  const { on: isOn, by_hand: byHand } = store.script;
  const all = switchOf("script", t("page.script.all"), isOn, () => post("/script", { on: !isOn }));
  const settings = [setting([t("page.script.all"), t("page.script.all_about")], all)];
  const side = sideOf(person(store.player.user));
  if (isOn && side !== null) {
    const mine = byHand.includes(side);
    const name = t(side ? "page.script.unit" : "page.script.office", { unit: side });
    const act = () => post("/script", { user: store.player.user, by_hand: !mine });
    settings.push(setting([name, t(mine ? "page.script.by_hand" : "page.script.by_script")], switchOf("by-hand", name, mine, act)));
  }
  return settings;
}

function privately(user) {
  if (!store.chats.has(user)) {
    const { name } = person(user);
    store.chats.set(user, { id: user, title: name, section: "private", unit: "", kind: "private", members: [{ id: user, admin: false }], bot: "member", pinned: [], last: null });
    emit("chats");
  }
  openChat(user);
  emit("pane", "talk");
}

function search() {
  const field = h("input", { class: "find", type: "search", autocomplete: "off", placeholder: t("page.role.find"), "aria-label": t("page.role.find") });
  field.value = wanted;
  field.addEventListener("input", () => { wanted = field.value.trim().toLocaleLowerCase(); list(chatOpen()); });
  return field;
}

function list(chat) {
  const here = chat.kind === "private" ? [person(chat.id)] : membersOf(chat);
  const others = [...store.people.values()].filter((one) => !one.bot && !here.includes(one));
  const found = others.filter((one) => wanted ? named(one) : ["office", "leader", "stranger"].includes(one.part)).slice(0, FOUND);
  const groups = [[t("page.role.here"), here.filter(named)], [t("page.role.elsewhere"), found]];
  const admin = here.find((one) => isAdmin(chat, one.id));
  const nodes = groups.filter(([, people]) => people.length).flatMap(([title, people], n) => [
    h("h3", {}, title),
    ...people.map((one) => option(one)),
    ...(n === 0 && admin && chat.kind !== "private" && !wanted ? [option(admin, true)] : []),
  ]);
  byId("people").replaceChildren(...nodes);
  const options = [...byId("people").querySelectorAll(".person")];
  const home = options.find((node) => node.getAttribute("aria-checked") === "true") ?? options[0];
  if (home) home.tabIndex = 0;
}

const named = (one) => !wanted || `${one.name} ${one.unit} ${partText(one)}`.toLocaleLowerCase().includes(wanted);

function option(one, anonymous = false) {
  const on_ = store.player.user === one.id && store.player.anonymous === anonymous;
  const name = anonymous ? t("page.part.anonymous") : one.name;
  const note = anonymous ? t("page.role.anonymous") : partText(one);
  const leave = store.trouble.leave.includes(one.id) && !anonymous;
  return h("button", { class: "person", type: "button", role: "radio", tabindex: "-1", "aria-checked": on_ ? "true" : "false", data: { user: one.id, anonymous: anonymous ? "1" : "" }, onclick: () => choose(one, anonymous) },
    face(anonymous ? store.chat : one.id, name, "small"),
    h("span", { class: "person-names" }, h("span", { class: "person-name" }, name), h("span", { class: "person-part" }, note)),
    leave ? h("span", { class: "tag" }, t("page.role.on_leave")) : null);
}

/** Play somebody; whoever is chosen by hand is not played by the script. */
function choose(one, anonymous) {
  play(one.id, anonymous);
  if (sideOf(one) !== null) post("/script", { user: one.id, by_hand: true });
}

function partText(one) {
  return [one.part ? t(`page.part.${one.part}`) : "", one.unit].filter(Boolean).join(" · ");
}
