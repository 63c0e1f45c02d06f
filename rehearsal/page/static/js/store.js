// What the page knows: people, chats, the hour, who is played. Parts of the page listen for changes.

const listeners = new Map();

export const store = {
  bot: { id: 0, name: "", username: "" },
  people: new Map(),
  chats: new Map(),
  unread: new Map(),
  clock: { now: 0, pace: "rest", busy: false },
  trouble: { removed: [], upgradable: [], busy: [], network: null, killed: false, leave: [] },
  script: { on: true, by_hand: [] }, // do units answer by themselves, and which are played
  chat: null, // the id of the open chat
  player: { user: 0, anonymous: false },
  played: new Map(), // who was played last in each chat
};

/** Be told when something of this name has changed. */
export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, []);
  listeners.get(name).push(listener);
}

export function emit(name, ...values) {
  return Promise.all((listeners.get(name) ?? []).map((listener) => listener(...values)));
}

export const chatOpen = () => store.chats.get(store.chat);
/** For whom somebody speaks, as the script names it; null for who answers for nothing. */
export const sideOf = (one) => (!one || ["stranger", "leader", null].includes(one.part) ? null : one.unit);
export const person = (id) => store.people.get(id);
export const isMember = (chat, user) => chat.members.some((member) => member.id === user);
export const isAdmin = (chat, user) => chat.members.some((member) => member.id === user && member.admin);

/** Take in the whole state, at the start and after the connection was lost. */
export function takeState(state) {
  store.bot = state.bot;
  store.people = new Map(state.people.map((one) => [one.id, one]));
  store.chats = new Map(state.chats.map((chat) => [chat.id, chat]));
  store.clock = state.clock;
  store.trouble = state.trouble;
  store.script = state.script;
  if (!store.chats.has(store.chat)) store.chat = null;
}

/** Play somebody from now on. */
export function play(user, anonymous = false) {
  store.player = { user, anonymous };
  if (store.chat !== null) store.played.set(store.chat, store.player);
  emit("player");
}

/** Open a chat, in the role of who was played there last or of who is most likely to speak there.
 *  Resolves once its messages are shown. */
export async function openChat(id) {
  const chat = store.chats.get(id);
  if (!chat) return;
  store.chat = id;
  store.unread.delete(id);
  store.player = store.played.get(id) ?? { user: likely(chat), anonymous: false };
  const shown = emit("chat");
  emit("player");
  await shown;
}

const ORDER = ["liaison", "deputy", "office", "in_charge", "accountable", "leader", "stranger"];

/** The members of a chat with their standing, those that answer for it first. */
export function membersOf(chat) {
  const members = chat.members.map((member) => person(member.id)).filter((one) => one && !one.bot);
  return members.sort((one, other) => rank(chat, one) - rank(chat, other));
}

function rank(chat, one) {
  const at = ORDER.indexOf(one.part);
  return (at < 0 ? ORDER.length : at) + (one.unit === chat.unit ? 0 : ORDER.length);
}

function likely(chat) {
  if (chat.kind === "private") return chat.id;
  const members = membersOf(chat);
  const there = members.find((one) => !store.trouble.leave.includes(one.id));
  return (there ?? members[0])?.id ?? 0;
}
