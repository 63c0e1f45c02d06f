// Talking to the rehearsal: what it asks for, does and is told.

import { toast } from "./toast.js";
import { t } from "./words.js";

const token = document.querySelector('meta[name="rehearsal"]').content;

export async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function send(path, init) {
  let answer;
  try {
    answer = await fetch(path, { method: "POST", ...init, headers: { ...init.headers, "X-Rehearsal": token } });
  } catch {
    toast(t("page.refused.unreachable"));
    return false;
  }
  if (answer.ok) return answer.status === 204 ? true : answer.json();
  const why = answer.status === 409 ? (await answer.json()).why : reasonOf(answer.status);
  toast(t(why));
  return false;
}

function reasonOf(status) {
  if (status === 403) return "page.refused.reload";
  return status === 413 ? "page.refused.too_large" : "page.refused.failed";
}

/** Do something; false, with a toast that says why, when it was refused. What it answers, if anything. */
export const post = (path, body) =>
  send(path, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });

export function upload(file, words) {
  const form = new FormData();
  for (const [name, value] of Object.entries(words)) form.append(name, value);
  form.append("file", file, file.name);
  return send("/attach", { body: form, headers: {} });
}

const KINDS = ["state", "message", "gone", "chat", "moved", "toast", "call", "clock", "trouble", "script"];

/** Hear everything that happens, a frame's worth at a time: one call with a list of [kind, data]. */
export function listen(handle) {
  let waiting = [];
  const flush = () => {
    const events = waiting;
    waiting = [];
    handle(events);
  };
  const source = new EventSource("/events");
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => {
      waiting.push([kind, JSON.parse(event.data)]);
      if (waiting.length > 1) return;
      // A hidden page gets no frames, but must not fall behind.
      if (document.hidden) setTimeout(flush, 50);
      else requestAnimationFrame(flush);
    });
  }
  return source;
}
