// The page's own words in the language of its reader.

let catalogues = {};
let language = "zh-Hans";
let zone = "UTC";
let rules = new Intl.PluralRules(language);
const formats = new Map();

export async function loadWords() {
  const answer = await fetch("/words");
  catalogues = await answer.json();
}

export const languages = () => Object.entries(catalogues).map(([code, { name }]) => [code, name]);
export const currentLanguage = () => language;
export const setZone = (name) => { zone = name; formats.clear(); };

/** Speak another language; what is marked in the page is put into it at once. */
export function setLanguage(code) {
  if (!catalogues[code]) return;
  language = code;
  rules = new Intl.PluralRules(code);
  formats.clear();
  document.documentElement.lang = code;
  document.title = t("page.title");
  translate(document);
}

/** The message of a key with its values; `n` chooses the plural. An unknown key shows itself. */
export function t(key, values = {}) {
  let entry = catalogues[language]?.words[key] ?? key;
  if (typeof entry !== "string") entry = entry[rules.select(values.n)] ?? entry.other;
  return entry.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
}

export function translate(root) {
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", t(node.dataset.tLabel));
    if (node.matches("button, select")) node.title = t(node.dataset.tLabel);
  }
  for (const node of root.querySelectorAll("[data-t-placeholder]")) {
    node.placeholder = t(node.dataset.tPlaceholder);
  }
}

const SHAPES = {
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { month: "long", day: "numeric", weekday: "short" },
  short: { month: "numeric", day: "numeric" },
  month: { month: "short" },
  brief: { year: "numeric", month: "short", day: "numeric", weekday: "short" },
  full: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
};

function format(shape, place) {
  const name = `${shape} ${place}`;
  if (!formats.has(name)) {
    formats.set(name, new Intl.DateTimeFormat(language, { ...SHAPES[shape], timeZone: place }));
  }
  return formats.get(name);
}

/** An instant in seconds as the plan's clock shows it. */
export const clockOf = (seconds) => format("clock", zone).format(seconds * 1000);
export const dayOf = (seconds) => format("day", zone).format(seconds * 1000);
export const shortDayOf = (seconds) => format("short", zone).format(seconds * 1000);
export const briefDayOf = (seconds) => format("brief", zone).format(seconds * 1000);
export const fullDayOf = (seconds) => format("full", zone).format(seconds * 1000);

/** A date of the plan, 2012-11-16, in words. */
export const dateText = (iso) => format("day", "UTC").format(Date.parse(iso));
export const monthText = (iso) => format("month", "UTC").format(Date.parse(iso));

const ISO = { year: "numeric", month: "2-digit", day: "2-digit" };

/** The plan's date of an instant, as 2012-11-16. */
export function isoDay(seconds) {
  const name = `iso ${zone}`;
  if (!formats.has(name)) {
    formats.set(name, new Intl.DateTimeFormat("en-CA", { ...ISO, timeZone: zone }));
  }
  return formats.get(name).format(seconds * 1000);
}

export function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
