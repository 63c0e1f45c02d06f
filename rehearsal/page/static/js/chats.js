// The list of chats: sections in the order of the plan, unread marks, a search.

import { byId, face, h, roving } from "./dom.js";
import { fileWord, serviceText } from "./bubble.js";
import { emit, on, openChat, person, store } from "./store.js";
import { clockOf, isoDay, shortDayOf, t } from "./words.js";

const SECTIONS = ["office", "leaders", "departments", "towns", "communities", "private"];
const rows = new Map();
let list;
let search;

export function startChats() {
  list = byId("chat-list");
  search = byId("search");
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { search.value = ""; filter(); }
    if (event.key === "ArrowDown" || event.key === "Enter") {
      const first = list.querySelector(".chat:not([hidden])");
      event.preventDefault();
      if (event.key === "Enter") first?.click();
      else first?.focus();
    }
  });
  roving(list, ".chat:not([hidden])");
  document.addEventListener("keydown", shortcut);
  on("chat", showCurrent);
}

function shortcut(event) {
  if ((event.ctrlKey || event.metaKey) && event.key === "k") {
    event.preventDefault();
    emit("pane", "chats");
    search.focus();
  }
  if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const shown = [...list.querySelectorAll(".chat:not([hidden])")];
    const at = shown.findIndex((row) => Number(row.dataset.id) === store.chat);
    const next = shown[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.click();
  }
}

/** Draw the whole list. */
export function drawChats() {
  rows.clear();
  const byName = new Map(SECTIONS.map((name) => [name, []]));
  for (const chat of store.chats.values()) byName.get(chat.section)?.push(chat);
  const groups = SECTIONS.filter((name) => byName.get(name).length).map((name) => section(name, byName.get(name)));
  list.replaceChildren(...groups);
  filter();
  showCurrent();
}

function section(name, chats) {
  const title = h("h2", { class: "section", id: `section-${name}` }, t(`page.section.${name}`));
  return h("section", { "aria-labelledby": title.id }, title, chats.map(row));
}

function row(chat) {
  const node = h("button", { class: "chat", type: "button", tabindex: "-1", data: { id: chat.id }, onclick: () => { openChat(chat.id); emit("pane", "talk"); } });
  rows.set(chat.id, node);
  fill(node, chat);
  return node;
}

function fill(node, chat) {
  const { last } = chat;
  const count = store.unread.get(chat.id);
  const out = chat.kind !== "private" && ["kicked", "left"].includes(chat.bot);
  const marks = [out && h("span", { class: "tag warn" }, t("page.chats.no_bot")), count && badge(count)].filter(Boolean);
  node.replaceChildren(
    face(chat.id, chat.title),
    h("span", { class: "chat-text" },
      h("span", { class: "chat-line" }, h("span", { class: "chat-title" }, titleOf(chat)), h("span", { class: "chat-time" }, last ? timeOf(last.at) : "")),
      h("span", { class: "chat-line" }, h("span", { class: "chat-last" }, last ? lastWords(chat, last) : t("page.chats.nothing")), marks)),
  );
}

export function titleOf(chat) {
  return chat.kind === "private" ? t("page.chats.private", { name: chat.title, bot: store.bot.name }) : chat.title;
}

function badge({ count, loud }) {
  return h("span", { class: `badge${loud ? "" : " silent"}`, "aria-label": t("page.chats.unread", { n: count }) }, count > 99 ? "99+" : count);
}

function timeOf(at) {
  return isoDay(at) === isoDay(store.clock.now) ? clockOf(at) : shortDayOf(at);
}

function lastWords(chat, last) {
  if (last.service) return serviceText(last.service, last.name);
  const words = [fileWord(last.file), last.text.replace(/\s+/g, " ")].filter(Boolean).join(" ");
  if (chat.kind === "private") return words;
  return [h("span", { class: "chat-who" }, `${last.name}: `), words];
}

/** Draw one chat's line again, or the list when the chat is new in it. */
export function drawChat(id) {
  const chat = store.chats.get(id);
  const node = rows.get(id);
  if (chat && node) fill(node, chat);
  else drawChats();
}

function filter() {
  const wanted = search.value.trim().toLocaleLowerCase();
  for (const [id, node] of rows) node.hidden = !matches(store.chats.get(id), wanted);
  for (const part of list.children) part.hidden = !part.querySelector(".chat:not([hidden])");
  settleTab();
}

function matches(chat, wanted) {
  if (!wanted) return true;
  const names = chat.members.map((member) => person(member.id)?.name ?? "");
  return [chat.title, chat.unit, ...names].some((name) => name.toLocaleLowerCase().includes(wanted));
}

function showCurrent() {
  for (const [id, node] of rows) {
    if (id === store.chat) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }
  const current = rows.get(store.chat);
  if (current) {
    fill(current, store.chats.get(store.chat));
    current.scrollIntoView({ block: "nearest" });
  }
  settleTab();
}

/** Exactly one line is reached by Tab: the open chat's, or the first. */
function settleTab() {
  const shown = [...list.querySelectorAll(".chat:not([hidden])")];
  const home = shown.find((node) => Number(node.dataset.id) === store.chat) ?? shown[0];
  for (const node of shown) node.tabIndex = node === home ? 0 : -1;
}
