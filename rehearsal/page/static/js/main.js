// Puts the page together: words, state, and everything that happens from then on.

import { drawChat, drawChats, startChats } from "./chats.js";
import { drawClock, drawPaces, startClock } from "./clock.js";
import { drawCompose } from "./compose.js";
import { byId, h } from "./dom.js";
import { drawTabs, startLook } from "./look.js";
import { drawRole, startRole } from "./role.js";
import { listen } from "./server.js";
import { emit, on, openChat, store, takeState } from "./store.js";
import { answered, drawHead, forget, redrawTalk, reopen, startTalk, takeMessages } from "./talk.js";
import { draw as drawTimeline, refreshTimeline, startTimeline } from "./timeline.js";
import { startTour, drawTour } from "./tour.js";
import { drawTrouble, startTrouble, takeCalls } from "./trouble.js";
import { currentLanguage, languages, loadWords, setLanguage, setZone } from "./words.js";
import { refreshWeek } from "./week.js";

let begun = false;

async function start() {
  await loadWords();
  for (const part of [startChats, startTalk, startRole, startClock, startTimeline, startTrouble, startTour]) part();
  startLook(onPanel);
  on("chats", drawChats);
  byId("language").append(...languages().map(([code, name]) => h("option", { value: code }, name)));
  byId("language").addEventListener("change", () => speak(byId("language").value, true));
  listen(take);
}

function onPanel(name) {
  if (name === "week") refreshWeek();
  if (name === "trouble") drawTrouble();
}

function speak(language, remember = false) {
  setLanguage(language);
  if (remember) localStorage.setItem("language", language);
  byId("language").value = currentLanguage();
  drawPaces();
  drawTabs(onPanel);
  drawChats();
  drawCompose();
  drawRole();
  drawTrouble();
  refreshWeek();
  drawTimeline();
  drawTour();
  redrawTalk();
}

/** Everything that happened within a frame. */
function take(events) {
  const here = [];
  const called = [];
  const touched = new Set();
  for (const [kind, data] of events) {
    if (kind === "state") begin(data);
    else if (kind === "message") takeMessage(data, here, touched);
    else if (kind === "call") called.push(data);
    else one(kind, data, touched);
  }
  if (here.length) takeMessages(here);
  if (called.length) takeCalls(called);
  for (const id of touched) drawChat(id);
  if (touched.size) { refreshTimeline(); refreshWeek(); }
}

function begin(state) {
  takeState(state);
  setZone(state.zone);
  if (!begun) {
    begun = true;
    speak(localStorage.getItem("language") ?? state.language);
    const first = [...store.chats.values()].find((chat) => chat.section === "office");
    if (first) openChat(first.id);
    document.body.classList.add("ready");
  } else {
    drawChats();
    drawClock();
    drawRole();
    reopen();
  }
  drawTrouble();
  refreshTimeline();
}

function takeMessage(message, here, touched) {
  const chat = store.chats.get(message.chat);
  if (!chat) return;
  const isNew = !chat.last || message.id > chat.last.id;
  if (isNew || message.id === chat.last.id) chat.last = { ...message, file: message.file?.kind ?? null };
  if (message.chat === store.chat) here.push(message);
  if (isNew && (message.chat !== store.chat || document.hidden) && message.sender !== store.player.user) {
    const { count = 0, loud = false } = store.unread.get(message.chat) ?? {};
    store.unread.set(message.chat, { count: count + 1, loud: loud || !message.silent });
  }
  touched.add(message.chat);
}

function one(kind, data, touched) {
  switch (kind) {
    case "chat":
      store.chats.set(data.id, data);
      touched.add(data.id);
      if (data.id === store.chat) { drawHead(); drawCompose(); drawRole(); }
      break;
    case "moved":
      store.chats.delete(data.old);
      drawChats();
      if (store.chat === data.old) openChat(data.new);
      break;
    case "gone":
      if (data.chat === store.chat) forget(data.id);
      break;
    case "toast":
      answered(data);
      break;
    case "clock":
      store.clock = data;
      emit("clock");
      refreshWeek();
      break;
    case "trouble":
      store.trouble = data;
      emit("trouble");
      drawRole();
      break;
    case "script":
      store.script = data;
      drawRole();
      break;
    default:
  }
}

start();
