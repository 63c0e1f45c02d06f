// Writing: words, an answer, a correction, a file; and, for who is outside, the way in.

import { byId, h, icon } from "./dom.js";
import { post, upload } from "./server.js";
import { chatOpen, emit, isMember, on, person, store } from "./store.js";
import { sizeText, t } from "./words.js";

const PICTURES = ["image/png", "image/jpeg", "image/webp", "image/gif"];
const drafts = new Map();
let stretch;
let form;
let field;
let about = null; // { kind: "reply" | "edit" | "topic", message }
let file = null;
let asPhoto = false;

export function startCompose(messages) {
  stretch = messages;
  form = byId("compose");
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  on("chat", () => { about = file = null; });
  on("player", drawCompose);
  const talk = byId("talk");
  talk.addEventListener("dragover", (event) => event.preventDefault());
  talk.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) choose(event.dataTransfer.files[0]);
  });
}

/** Draw what the one who is played can write with. */
export function drawCompose() {
  const chat = chatOpen();
  form.hidden = !chat;
  if (!chat) return;
  if (!isMember(chat, store.player.user)) form.replaceChildren(outside(chat));
  else if (chat.kind === "private" && !chat.last) form.replaceChildren(begin());
  else form.replaceChildren(aboutBar(), fileBar(), line());
}

function outside(chat) {
  const name = person(store.player.user)?.name ?? "";
  const join = () => post("/do/join", { chat: chat.id, user: store.player.user });
  return h("div", { class: "outside" }, h("p", {}, t("page.compose.outside", { name })), h("button", { class: "main", type: "button", onclick: join }, t("page.compose.join")));
}

function begin() {
  const start = () => post("/do/start", { chat: store.chat, user: store.player.user });
  return h("div", { class: "outside" }, h("button", { class: "main", type: "button", onclick: start }, t("page.compose.start")));
}

function aboutBar() {
  if (!about) return h("div", { hidden: true });
  const { kind, message } = about;
  if (kind === "topic") return h("div", { class: "about" }, h("span", { class: "about-text" }, h("b", {}, t("page.compose.in_topic", { topic: message.topic.name }))), cancelButton(() => { about = null; }));
  const title = kind === "reply" ? t("page.compose.reply_to", { name: message.name }) : t("page.compose.editing");
  return h("div", { class: "about" }, icon(kind), h("span", { class: "about-text" }, h("b", {}, title), h("span", {}, message.text.split("\n")[0])), cancelButton(() => { about = null; }));
}

function fileBar() {
  if (!file) return h("div", { hidden: true });
  const photo = h("input", { type: "checkbox", id: "as-photo" });
  photo.checked = asPhoto;
  photo.disabled = !PICTURES.includes(file.type);
  photo.addEventListener("change", () => { asPhoto = photo.checked; });
  return h("div", { class: "about" }, icon("file"), h("span", { class: "about-text" }, h("b", {}, file.name), h("span", {}, sizeText(file.size))), h("label", { class: "as-photo" }, photo, t("page.compose.as_photo")), cancelButton(() => { file = null; }));
}

function cancelButton(clear) {
  const cancel = () => { clear(); drawCompose(); field.focus(); };
  return h("button", { class: "quiet round", type: "button", "aria-label": t("page.compose.cancel"), onclick: cancel }, icon("close"));
}

function line() {
  const who = person(store.player.user);
  const name = store.player.anonymous ? t("page.part.anonymous") : (who?.name ?? "");
  const input = h("input", { type: "file", class: "hidden-file", tabindex: "-1", "aria-hidden": "true" });
  input.addEventListener("change", () => input.files.length && choose(input.files[0]));
  field = h("textarea", { class: "field", rows: "1", placeholder: t("page.compose.write", { name }), "aria-label": t("page.compose.write", { name }) });
  field.value = about?.kind === "edit" ? about.message.text : (drafts.get(store.chat) ?? "");
  field.addEventListener("input", () => { if (about?.kind !== "edit") drafts.set(store.chat, field.value); grow(); });
  field.addEventListener("keydown", keys);
  field.addEventListener("paste", (event) => { if (event.clipboardData.files.length) choose(event.clipboardData.files[0]); });
  const attach = h("button", { class: "quiet round", type: "button", "aria-label": t("page.compose.attach"), title: t("page.compose.attach"), onclick: () => input.click() }, icon("attach"));
  const who_ = h("button", { class: "as", type: "button", "aria-label": t("page.compose.as", { name }), title: t("page.compose.as", { name }), onclick: () => emit("pane", "side") }, [...name][0] ?? "");
  const send = h("button", { class: "send round", type: "submit", "aria-label": t("page.compose.send"), title: t("page.compose.send") }, icon("send"));
  queueMicrotask(grow);
  return h("div", { class: "line" }, who_, h("div", { class: "box" }, field, attach, input), send);
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
}

function keys(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape" && (about || file)) {
    about = file = null;
    drawCompose();
    field.focus();
  } else if (event.key === "ArrowUp" && !field.value) {
    const mine = stretch.messages.findLast((one) => one.sender === store.player.user && !one.file && !one.service);
    if (!mine) return;
    event.preventDefault();
    editMessage(mine);
  }
}

function choose(chosen) {
  file = chosen;
  asPhoto = PICTURES.includes(chosen.type);
  drawCompose();
  field.focus();
}

/** Answer a message. */
export function replyTo(message, focus = true) {
  about = { kind: "reply", message };
  drawCompose();
  if (focus) { emit("pane", "talk"); field?.focus(); }
}

/** Write into the topic a message stands in. */
export function writeIn(message) {
  about = { kind: "topic", message };
  drawCompose();
  field?.focus();
}

/** Change one's own words. */
export function editMessage(message) {
  about = { kind: "edit", message };
  drawCompose();
  field?.focus();
}

/** The message or the topic that is written to. */
function where() {
  if (about?.kind === "reply") return { reply_to: about.message.id };
  return about?.kind === "topic" ? { topic: about.message.topic.id } : {};
}

async function submit() {
  const text = field.value.trim();
  const role = { chat: store.chat, user: store.player.user };
  if (!text && !file) return;
  const done = file
    ? await upload(file, { ...role, ...where(), text, as_photo: asPhoto })
    : about?.kind === "edit"
      ? await post("/do/edit", { ...role, message: about.message.id, text })
      : await post("/do/say", { ...role, ...where(), text, anonymous: store.player.anonymous });
  if (!done) return;
  if (about?.kind !== "edit") drafts.delete(role.chat);
  about = file = null;
  drawCompose();
  field.focus();
}
