// Short words at the edge of the page, and alerts that wait for an OK.

import { byId, h } from "./dom.js";

const LASTS = 3500;

export function toast(text) {
  if (!text) return;
  const note = h("div", { class: "toast" }, text);
  const box = byId("toasts");
  box.append(note);
  while (box.children.length > 3) box.firstChild.remove();
  setTimeout(() => note.classList.add("going"), LASTS);
  setTimeout(() => note.remove(), LASTS + 300);
}

export function alertBox(text) {
  byId("alert-text").textContent = text;
  const box = byId("alert");
  if (!box.open) box.showModal();
}
