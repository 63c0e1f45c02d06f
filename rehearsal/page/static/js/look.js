// Light or dark, which pane is in front, which panel of the side is open.

import { byId, h, icon } from "./dom.js";
import { on } from "./store.js";
import { toast } from "./toast.js";
import { t } from "./words.js";

const THEMES = ["auto", "light", "dark"];
const HOMES = { chats: '.chat[tabindex="0"]', talk: "#scroller", side: '.tab[tabindex="0"]' };
const PANELS = ["role", "week", "trouble"];

export function startLook(onPanel) {
  setTheme(localStorage.getItem("theme") ?? "auto");
  byId("theme").addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
    setTheme(next);
    toast(t(`page.themes.${next}`));
  });
  on("pane", showPane);
  on("panel", (name) => { showPanel(name); onPanel(name); });
  byId("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...byId("tabs").querySelectorAll("[role=tab]")];
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });
}

/** Bring a pane to the front where only one has room; the keyboard goes along. */
function showPane(name) {
  document.body.dataset.pane = name;
  if (!document.activeElement.checkVisibility()) document.querySelector(HOMES[name])?.focus({ preventScroll: true });
}

function setTheme(name) {
  document.documentElement.dataset.theme = THEMES.includes(name) ? name : "auto";
  localStorage.setItem("theme", name);
}

export function drawTabs(onPanel) {
  const back = h("button", { class: "quiet round back", type: "button", "aria-label": t("page.talk.back"), onclick: () => showPane("talk") }, icon("back"));
  const tabs = PANELS.map((name) => h("button", { class: "tab", type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, onclick: () => { showPanel(name); onPanel(name); } }, t(`page.side.${name}`)));
  const current = PANELS.find((name) => !byId(`panel-${name}`).hidden);
  byId("tabs").replaceChildren(...tabs);
  byId("tabs").before(back);
  for (const old of byId("tabs").parentElement.querySelectorAll(":scope > .back")) if (old !== back) old.remove();
  showPanel(current);
}

function showPanel(name) {
  for (const each of PANELS) {
    const chosen = each === name;
    const tab = byId(`tab-${each}`);
    byId(`panel-${each}`).hidden = !chosen;
    tab.setAttribute("aria-selected", chosen ? "true" : "false");
    tab.tabIndex = chosen ? 0 : -1;
  }
}
