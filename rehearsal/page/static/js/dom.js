// Elements without markup: text is always set as text, never parsed.

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties and children; `on*` are listeners, `data` its dataset, others attributes. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** One of the page's own pictograms. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export const byId = (id) => document.getElementById(id);

/** The round face of a chat or a person: a colour of its own and its first character. */
export function face(id, name, extra = "") {
  const tint = Math.abs(Number(id)) % 7;
  return h("span", { class: `face tint-${tint} ${extra}`, "aria-hidden": "true" }, initial(name));
}

export function paintFace(element, id, name) {
  element.className = `face tint-${Math.abs(Number(id)) % 7}`;
  element.textContent = initial(name);
}

function initial(name) {
  const letters = [...name.replace(/^市(?=.)/u, "")];
  return letters[0] ?? "·";
}

/** Put other children into a box; it stays scrolled as it was, and the keyboard where it was. */
export function renew(box, ...children) {
  const controls = () => [...box.querySelectorAll("button, input, select")];
  const { scrollTop } = box;
  const at = controls().indexOf(document.activeElement);
  const name = document.activeElement.dataset.switch;
  box.replaceChildren(...children);
  box.scrollTop = scrollTop;
  if (at < 0) return;
  const fresh = controls();
  (fresh.find((one) => name && one.dataset.switch === name) ?? fresh[at])?.focus({ preventScroll: true });
}

/** Let the arrow keys move among the items of a list, one of which is reached by Tab. */
export function roving(list, selector, keys = ["ArrowUp", "ArrowDown"]) {
  list.addEventListener("keydown", (event) => {
    const step = keys.indexOf(event.key);
    if (step < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const items = [...list.querySelectorAll(selector)];
    const at = items.indexOf(document.activeElement);
    const next = items[at + (step ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    items[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
