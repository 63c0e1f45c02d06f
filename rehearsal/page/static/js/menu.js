// The menu of a message: reactions, and what may be done with it.

import { byId, h, icon, roving } from "./dom.js";
import { t } from "./words.js";

const EMOJI = ["👌", "👍", "✍", "❤", "🔥", "🎉", "🤔", "👀"];
let opener = null;

export function startMenu() {
  const menu = byId("menu");
  roving(menu, "button", ["ArrowUp", "ArrowDown"]);
  roving(menu, "button", ["ArrowLeft", "ArrowRight"]);
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab") closeMenu();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !menu.contains(event.target)) closeMenu(false);
  });
}

export function closeMenu(giveBack = true) {
  const menu = byId("menu");
  if (menu.hidden) return;
  menu.hidden = true;
  if (giveBack) opener?.focus({ preventScroll: true });
}

/** Show what may be done: `items` are [pictogram, words, what to do]; `onEmoji` puts a reaction. */
export function openMenu(anchor, point, items, onEmoji) {
  opener = anchor;
  const menu = byId("menu");
  const pick = (what) => () => { closeMenu(); what(); };
  menu.replaceChildren(
    h("div", { class: "emoji-row", role: "group", "aria-label": t("page.talk.reactions") },
      EMOJI.map((emoji) => h("button", { type: "button", role: "menuitem", class: "emoji", tabindex: "-1", onclick: pick(() => onEmoji(emoji)) }, emoji))),
    ...items.map(([name, words, what]) => h("button", { type: "button", role: "menuitem", class: "menu-item", tabindex: "-1", onclick: pick(what) }, icon(name), words)),
  );
  menu.hidden = false;
  put(menu, anchor, point);
  menu.querySelector("button").focus({ preventScroll: true });
}

function put(menu, anchor, point) {
  const box = anchor.getBoundingClientRect();
  const [x, y] = point ? [point.clientX, point.clientY] : [box.right, box.bottom];
  const { offsetWidth: width, offsetHeight: height } = menu;
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, y + height > innerHeight - 8 ? y - height : y)}px`;
}
