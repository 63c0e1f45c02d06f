// A setting with what it means, and its switch.

import { h } from "./dom.js";

/** `words` are [name, meaning, note]; what is wrong stands out as a warning. */
export function setting([name, meaning, note], control, warn = false) {
  return h("div", { class: "setting" }, h("div", { class: "setting-text" }, h("b", {}, name), h("span", {}, meaning), note ? h("span", { class: warn ? "note warn" : "note" }, note) : null), control);
}

export function switchOf(id, label, isOn, act) {
  return h("button", { class: "switch", type: "button", role: "switch", "aria-checked": isOn ? "true" : "false", "aria-label": label, data: { switch: id }, onclick: act }, h("span", {}));
}
