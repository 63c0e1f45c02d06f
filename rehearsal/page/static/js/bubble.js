// One message as Telegram shows it.

import { face, h, icon } from "./dom.js";
import { rich } from "./rich.js";
import { person, store } from "./store.js";
import { clockOf, sizeText, t } from "./words.js";

const STYLES = new Set(["primary", "success", "danger"]);

/** The node of a message. `act` holds what may be done: press, react, jump, menu, command, topic. */
export function bubble(message, act) {
  if (message.service) return service(message, act);
  const body = h("div", { class: "bubble" }, name(message), topic(message, act), quote(message.reply, act), file(message), words(message, act), foot(message, act));
  const keys = keyboard(message, act);
  const more = h(
    "button",
    { class: "quiet round more", type: "button", "aria-haspopup": "menu", "aria-label": t("page.talk.more"), onclick: (event) => act.menu(message, event.currentTarget) },
    icon("more"),
  );
  const node = h(
    "li",
    { class: "message", tabindex: "-1", data: { id: message.id, sender: message.sender }, "aria-label": label(message) },
    face(message.sender, message.name, "small"),
    h("div", { class: "body" }, body, keys),
    more,
  );
  node.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img")) return;
    event.preventDefault();
    act.menu(message, node, event);
  });
  node.addEventListener("dblclick", (event) => {
    if (!event.target.closest("button, a")) act.reply(message);
  });
  return node;
}

function label(message) {
  return t("page.talk.message", { name: message.name, at: clockOf(message.at) });
}

function name(message) {
  const tint = Math.abs(message.sender) % 7;
  const part = message.anonymous ? t("page.part.anonymous") : partOf(message);
  return h("div", { class: `name ink-${tint}` }, message.name, part && h("span", { class: "part" }, part));
}

/** The topic of a forum, which one may write in by pressing it. */
function topic(message, act) {
  if (!message.topic) return null;
  return h("button", { class: "topic", type: "button", title: t("page.compose.in_topic", { topic: message.topic.name }), onclick: () => act.topic(message) }, `# ${message.topic.name}`);
}

function partOf(message) {
  if (message.bot) return null;
  const one = person(message.sender);
  return one?.part ? t(`page.part.${one.part}`) : null;
}

function quote(reply, act) {
  if (!reply) return null;
  if (reply.gone) return h("div", { class: "quote" }, h("span", { class: "quote-text" }, t("page.talk.gone")));
  return h(
    "button",
    { class: "quote", type: "button", onclick: () => act.jump(reply.id), "aria-label": t("page.talk.quoted", { name: reply.name }) },
    h("span", { class: "quote-name" }, reply.name),
    h("span", { class: "quote-text" }, reply.text || fileWord(reply.file)),
  );
}

export function fileWord(kind) {
  return kind ? t(`page.file.${kind}`) : "";
}

function file(message) {
  const it = message.file;
  if (!it) return null;
  const url = `/files/${encodeURIComponent(it.id)}`;
  if (it.kind === "photo") {
    return h("a", { class: "photo", href: url, target: "_blank", rel: "noopener" }, h("img", { src: url, alt: t("page.file.photo"), width: 260, height: 195, loading: "lazy" }));
  }
  return h(
    "a",
    { class: "file", href: url, download: it.name },
    h("span", { class: "file-icon" }, icon("file")),
    h("span", { class: "file-names" }, h("span", { class: "file-name" }, it.name), h("span", { class: "file-size" }, sizeText(it.size))),
  );
}

function words(message, act) {
  if (!message.text) return null;
  return h("div", { class: "words", dir: "auto" }, rich(message.text, message.entities, act.command));
}

function foot(message, act) {
  const marks = [message.pinned && icon("pin"), message.edited && t("page.talk.edited"), clockOf(message.at)].filter(Boolean);
  const time = h("span", { class: "time" }, marks.flatMap((mark) => [mark, " "]));
  return h("div", { class: "foot" }, h("div", { class: "reactions" }, message.reactions.map((one) => reaction(message, one, act))), time);
}

function reaction(message, { emoji, users }, act) {
  const mine = users.includes(store.player.user);
  const names = users.map((user) => person(user)?.name ?? "").join(", ");
  return h(
    "button",
    { class: "reaction", type: "button", "aria-pressed": mine ? "true" : "false", title: names, "aria-label": `${emoji} ${names}`, onclick: () => act.react(message, mine ? null : emoji) },
    h("span", { class: "emoji" }, emoji),
    users.length > 1 ? h("span", {}, users.length) : h("span", { class: "reactor" }, [...(person(users[0])?.name ?? "")][0] ?? ""),
  );
}

function keyboard(message, act) {
  if (!message.keyboard.length) return null;
  const rows = message.keyboard.map((row) => h("div", { class: "keys-row" }, row.map((key) => keyOf(message, key, act))));
  return h("div", { class: "keys", role: "group", "aria-label": t("page.talk.buttons") }, rows);
}

function keyOf(message, key, act) {
  const style = STYLES.has(key.style) ? ` ${key.style}` : "";
  if (key.url) {
    const safe = /^https?:\/\//i.test(key.url) ? key.url : null;
    return h("a", { class: `key${style}`, href: safe, target: "_blank", rel: "noopener noreferrer" }, key.label, icon("link"));
  }
  return h("button", { class: `key${style}`, type: "button", onclick: (event) => act.press(message, key, event.currentTarget) }, key.label);
}

function service(message, act) {
  const { kind, users, title } = message.service;
  const text = t(`page.service.${kind}`, { who: message.name, users: users.join(", "), title });
  return h("li", { class: "service", tabindex: "-1", data: { id: message.id } }, h("span", {}, text), topic(message, act));
}

export function serviceText(it, name) {
  return t(`page.service.${it.kind}`, { who: name, users: it.users.join(", "), title: it.title });
}
