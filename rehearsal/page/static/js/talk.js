// The open chat: its head, what is pinned, its messages and what is done with them.

import { bubble, fileWord } from "./bubble.js";
import { titleOf } from "./chats.js";
import { editMessage, replyTo, startCompose, writeIn } from "./compose.js";
import { byId, h, icon, paintFace } from "./dom.js";
import { openMenu, startMenu } from "./menu.js";
import { post } from "./server.js";
import { chatOpen, emit, on, person, store } from "./store.js";
import { Stretch } from "./stretch.js";
import { alertBox, toast } from "./toast.js";
import { t } from "./words.js";

const SPINS = 4000;
let stretch;
let below = 0;
let reached = null;

export function startTalk() {
  stretch = new Stretch((message) => drawn(message), showEnd);
  startMenu();
  startCompose(stretch);
  byId("back").addEventListener("click", () => emit("pane", "chats"));
  byId("to-side").addEventListener("click", () => emit("pane", "side"));
  byId("to-end").addEventListener("click", toNewest);
  byId("pinned").addEventListener("click", () => stretch.jump(chatOpen().pinned.at(-1).id));
  byId("scroller").addEventListener("keydown", walk);
  byId("messages").addEventListener("focusin", reach);
  on("chat", open);
  on("player", drawPlayer);
}

/** Who acts, in the open chat. */
export const role = () => ({ chat: store.chat, user: store.player.user, anonymous: store.player.anonymous });

const act = {
  press: async (message, key, button) => {
    button.classList.add("waiting");
    button.setAttribute("aria-busy", "true");
    const rest = () => { button.classList.remove("waiting"); button.removeAttribute("aria-busy"); };
    setTimeout(rest, SPINS);
    if (!(await post("/do/press", { ...role(), message: message.id, data: key.data }))) rest();
  },
  react: (message, emoji) => post("/do/react", { ...role(), message: message.id, emoji }),
  jump: (id) => stretch.jump(id),
  reply: (message) => replyTo(message),
  topic: (message) => writeIn(message),
  command: (text) => post("/do/say", { ...role(), text }),
  menu: (message, anchor, point = null) => openMenu(anchor, point, choices(message), (emoji) => act.react(message, emoji)),
};

function choices(message) {
  const mine = message.sender === store.player.user;
  const items = [["reply", t("page.talk.reply"), () => replyTo(message)]];
  if (mine) items.push(["edit", t("page.talk.edit"), () => editMessage(message)]);
  if (mine) items.push(["bin", t("page.talk.delete"), () => post("/do/delete", { ...role(), message: message.id })]);
  return items;
}

function drawn(message) {
  const node = bubble(message, act);
  node.classList.toggle("own", isOwn(message));
  // A message drawn anew stays the one whose buttons Tab goes through, wherever the keyboard is by then.
  const stays = reached?.dataset.id === node.dataset.id;
  if (stays) reached = node;
  for (const control of controls(node)) control.tabIndex = stays ? 0 : -1;
  return node;
}

const controls = (node) => node?.querySelectorAll("a, button, .spoiler") ?? [];

/** Tab goes through the buttons of one message only, the one the keyboard is at. */
function reach(event) {
  const here = event.target.closest(".message");
  if (here === reached) return;
  for (const control of controls(reached)) control.tabIndex = -1;
  for (const control of controls(here)) control.tabIndex = 0;
  reached = here;
}

function isOwn(message) {
  const { user, anonymous } = store.player;
  return anonymous ? message.anonymous : message.sender === user;
}

async function open() {
  const chat = chatOpen();
  byId("empty").hidden = Boolean(chat);
  byId("talk-head").hidden = !chat;
  below = 0;
  reached = null;
  drawHead();
  if (chat) await stretch.open(chat.id);
}

/** Open a chat at one of its messages. */
export async function showMessage(id) {
  await stretch.jump(id);
}

export function drawHead() {
  const chat = chatOpen();
  if (!chat) return;
  paintFace(byId("talk-face"), chat.id, chat.title);
  byId("talk-title").textContent = titleOf(chat);
  byId("talk-about").textContent = about(chat);
  const pinned = chat.pinned.at(-1);
  byId("pinned").hidden = !pinned;
  if (pinned) {
    byId("pinned").replaceChildren(
      icon("pin"),
      h("span", { class: "pinned-text" }, h("b", {}, t("page.talk.pinned")), h("span", {}, pinned.text || fileWord(pinned.file))),
    );
  }
}

function about(chat) {
  if (chat.kind === "private") return t("page.talk.private");
  const people = chat.members.filter((member) => !person(member.id)?.bot).length;
  const key = { kicked: "page.talk.bot_out", left: "page.talk.bot_out", administrator: "page.talk.bot_admin" }[chat.bot];
  return `${t("page.talk.members", { n: people })} · ${t(key ?? "page.talk.bot_in")}`;
}

function drawPlayer() {
  if (stretch.chat !== null && stretch.chat === store.chat) stretch.redraw();
}

export function redrawTalk() {
  drawHead();
  stretch.redraw();
}

/** Read the open chat again, after the connection was lost. */
export function reopen() {
  if (store.chat !== null) open();
  else byId("talk-head").hidden = true;
}

/** Messages of one frame that belong to the open chat. */
export function takeMessages(messages) {
  const { atEnd } = stretch;
  const newest = stretch.messages.at(-1)?.id ?? 0;
  stretch.take(messages);
  const fresh = messages.filter((one) => one.id > newest && !isOwn(one));
  if (!atEnd) below += fresh.length;
  showEnd(stretch.atEnd);
  const asks = fresh.find((one) => one.ask);
  if (asks) replyTo(asks, false);
}

export const forget = (id) => stretch.remove(id);

/** The bot's answer to a press. */
export function answered({ chat, message, user, text, alert }) {
  if (chat === store.chat) {
    for (const button of byId("messages").querySelectorAll(`[data-id="${message}"] .waiting`)) button.classList.remove("waiting");
  }
  if (!text || user !== store.player.user) return;
  if (alert) alertBox(text);
  else toast(text);
}

function showEnd(atEnd) {
  if (atEnd) below = 0;
  byId("to-end").hidden = atEnd || store.chat === null;
  byId("to-end-count").hidden = !below;
  byId("to-end-count").textContent = below;
}

async function toNewest() {
  if (stretch.newer) await stretch.open(store.chat);
  stretch.toEnd();
  showEnd(true);
}

/** Arrow keys among the messages, Enter for what may be done with one. */
function walk(event) {
  const nodes = [...byId("messages").querySelectorAll(".message")];
  const here = document.activeElement.closest(".message");
  if (event.target.closest("button, a") && event.key === "Enter") return;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const at = nodes.indexOf(here);
    const next = at < 0 ? nodes.at(-1) : nodes[at + (event.key === "ArrowUp" ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && here) {
    event.preventDefault();
    act.menu(stretch.message(Number(here.dataset.id)), here);
  } else if (event.key === "End") {
    event.preventDefault();
    toNewest();
  }
}
