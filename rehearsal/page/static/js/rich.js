// Formatted text as nodes: pieces between the borders of its entities, each in its tags.

import { h } from "./dom.js";

const TAGS = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};
const SAFE = /^https?:\/\//i;

/** The nodes of a text; `onCommand` is called for a /command that is pressed. */
export function rich(text, entities, onCommand) {
  const borders = [0, text.length];
  for (const { offset, length } of entities) borders.push(offset, offset + length);
  const cuts = [...new Set(borders.filter((at) => at >= 0 && at <= text.length))].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, n) => {
    const end = cuts[n + 1];
    const around = entities.filter((one) => one.offset <= start && end <= one.offset + one.length);
    const piece = text.slice(start, end);
    return around.reduceRight((node, entity) => wrap(entity, node, piece, onCommand), piece);
  });
}

function wrap(entity, node, piece, onCommand) {
  switch (entity.kind) {
    case "text_link":
    case "url":
      return link(entity.kind === "url" ? piece : entity.url, node);
    case "text_mention":
    case "mention":
      return h("span", { class: "mention" }, node);
    case "bot_command":
      return h("button", { class: "command", type: "button", onclick: () => onCommand(piece) }, node);
    case "spoiler":
      return spoiler(node);
    default:
      return TAGS[entity.kind] ? h(TAGS[entity.kind], {}, node) : node;
  }
}

function link(url, node) {
  if (!SAFE.test(url)) return node;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, node);
}

function spoiler(node) {
  const hidden = h("span", { class: "spoiler", tabindex: "0", role: "button" }, node);
  hidden.addEventListener("click", () => hidden.classList.add("shown"));
  return hidden;
}
