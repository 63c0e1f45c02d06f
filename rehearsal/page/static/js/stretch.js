// The window on a chat's history: at most a few pages of messages stand in the document at a time.

import { byId, h } from "./dom.js";
import { get } from "./server.js";
import { dayOf, isoDay } from "./words.js";

const MOST = 160;
const NEAR = 600; // pixels from an end at which the next page is fetched
const AT_END = 48;
const RESTS = 1000; // milliseconds without a scroll after which nobody scrolls any more
const GROUPED = 10 * 60; // seconds within which messages of one sender stand together

export class Stretch {
  /** `draw` makes the node of a message; `onEnd` is told whether the newest message is in sight. */
  constructor(draw, onEnd) {
    this.draw = draw;
    this.onEnd = onEnd;
    this.list = byId("messages");
    this.scroller = byId("scroller");
    this.reset(null);
    // What is at the end stays there when the room or a message changes its size.
    const sizes = new ResizeObserver(() => { if (this.stuck) this.toEnd(); });
    sizes.observe(this.scroller);
    sizes.observe(this.list);
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
  }

  reset(chat) {
    this.chat = chat;
    this.messages = []; // in their order
    this.nodes = new Map();
    this.older = this.newer = this.loading = this.stuck = false;
    this.early = null;
    this.top = 0;
    this.list.replaceChildren();
  }

  get atEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return !this.newer && scrollHeight - scrollTop - clientHeight < AT_END;
  }

  message(id) {
    return this.messages.find((one) => one.id === id);
  }

  /** Show the end of a chat, or what is around one of its messages. */
  async open(chat, around = null) {
    this.reset(chat);
    const { messages } = this;
    const early = this.early = []; // what comes meanwhile; alone it would leave a hole in the history
    const page = await get(`/chats/${chat}/messages${around ? `?around=${around}` : ""}`);
    if (this.messages !== messages) return;
    this.early = null;
    this.older = page.older;
    this.newer = page.newer;
    this.merge(page.messages);
    if (around) this.mark(around);
    else this.toEnd();
    this.tellEnd();
    if (early.length) this.take(early);
  }

  /** Scroll to a message, fetching what is around it when it is far away. */
  async jump(id) {
    if (this.nodes.has(id)) this.mark(id);
    else await this.open(this.chat, id);
  }

  mark(id) {
    const node = this.nodes.get(id);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("marked");
    requestAnimationFrame(() => node.classList.add("marked"));
    node.addEventListener("animationend", () => node.classList.remove("marked"), { once: true });
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** Take in messages that are new or have changed; those beyond the window are left out. */
  take(messages) {
    if (this.early) {
      this.early.push(...messages);
      return;
    }
    const stick = this.stuck;
    const last = this.messages.at(-1)?.id ?? 0;
    const fitting = messages.filter((one) => one.id <= last || !this.newer);
    const known = fitting.filter((one) => one.id >= (this.messages[0]?.id ?? 0) || !this.older);
    const anchor = stick ? null : this.anchor();
    this.merge(known);
    this.trim(stick ? "older" : "newer");
    if (stick) this.toEnd();
    else this.restore(anchor);
    this.tellEnd();
  }

  remove(id) {
    const at = this.messages.findIndex((one) => one.id === id);
    if (at < 0) return;
    this.messages.splice(at, 1);
    this.nodes.get(id).remove();
    this.nodes.delete(id);
    this.arrange();
  }

  /** Draw everything anew, after the language or the player has changed. */
  redraw() {
    const stick = this.stuck;
    const anchor = this.anchor();
    for (const message of this.messages) this.put(message);
    this.arrange();
    if (stick) this.toEnd();
    else this.restore(anchor);
  }

  merge(messages) {
    for (const message of messages) {
      const at = this.place(message.id);
      const known = this.messages[at]?.id === message.id;
      if (known && this.messages[at].rev > message.rev) continue;
      if (known) this.messages[at] = message;
      else this.messages.splice(at, 0, message);
      this.put(message);
    }
    this.arrange();
  }

  place(id) {
    let at = this.messages.length;
    while (at > 0 && this.messages[at - 1].id >= id) at -= 1;
    return at;
  }

  put(message) {
    const node = this.draw(message);
    const old = this.nodes.get(message.id);
    this.nodes.set(message.id, node);
    if (old) {
      const focused = focusWithin(old);
      old.replaceWith(node);
      focused?.(node);
      return;
    }
    const after = this.messages[this.place(message.id) + 1];
    this.list.insertBefore(node, (after && this.nodes.get(after.id)) ?? null);
  }

  /** Say where a day begins and which messages of one sender stand together. */
  arrange() {
    for (const old of this.list.querySelectorAll(".day")) old.remove();
    let before = null;
    for (const message of this.messages) {
      const node = this.nodes.get(message.id);
      const newDay = !before || isoDay(before.at) !== isoDay(message.at);
      if (newDay) node.before(h("li", { class: "day" }, h("span", {}, dayOf(message.at))));
      const joined = !newDay && before.sender === message.sender && !before.service && message.at - before.at < GROUPED;
      node.classList.toggle("joined", joined);
      before = message;
    }
  }

  scrolled() {
    this.scroller.classList.add("scrolling");
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.scroller.classList.remove("scrolling"), RESTS);
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (scrollTop < NEAR && this.older) this.page("older");
    else if (scrollHeight - scrollTop - clientHeight < NEAR && this.newer) this.page("newer");
    this.tellEnd();
  }

  async page(side) {
    if (this.loading || !this.messages.length) return;
    this.loading = true;
    const { chat, messages } = this;
    const query = side === "older" ? `before=${this.messages[0].id}` : `after=${this.messages.at(-1).id}`;
    const page = await get(`/chats/${chat}/messages?${query}`);
    if (this.messages !== messages) return;
    this.loading = false;
    const anchor = this.anchor();
    this[side] = page[side];
    this.merge(page.messages);
    this.trim(side === "older" ? "newer" : "older");
    this.restore(anchor);
  }

  trim(side) {
    const over = this.messages.length - MOST;
    if (over <= 0) return;
    const gone = side === "older" ? this.messages.splice(0, over) : this.messages.splice(-over);
    for (const { id } of gone) {
      this.nodes.get(id).remove();
      this.nodes.delete(id);
    }
    this[side] = true;
    this.arrange();
  }

  anchor() {
    const top = this.scroller.getBoundingClientRect().top;
    for (const { id } of this.messages) {
      const box = this.nodes.get(id).getBoundingClientRect();
      if (box.bottom > top) return { id, at: box.top - top };
    }
    return null;
  }

  restore(anchor) {
    const node = anchor && this.nodes.get(anchor.id);
    if (!node) return;
    const top = this.scroller.getBoundingClientRect().top;
    this.scroller.scrollTop += node.getBoundingClientRect().top - top - anchor.at;
  }

  /** Only somebody who scrolls back leaves the end; a room that has become smaller does not. */
  tellEnd() {
    const { scrollTop } = this.scroller;
    const back = scrollTop < this.top;
    this.top = scrollTop;
    this.stuck = this.atEnd || (this.stuck && !back && !this.newer);
    this.onEnd(this.stuck);
  }
}

/** How to give the keyboard back to the same place of a message that is drawn anew. */
function focusWithin(node) {
  if (!node.contains(document.activeElement)) return null;
  if (node === document.activeElement) return (fresh) => fresh.focus({ preventScroll: true });
  const at = [...node.querySelectorAll("button, a")].indexOf(document.activeElement);
  return (fresh) => {
    const all = fresh.querySelectorAll("button, a");
    (all[Math.min(at, all.length - 1)] ?? fresh).focus({ preventScroll: true });
  };
}
