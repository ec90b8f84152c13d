// The conversation: asks the emulator for the state of this chat, waits until it differs, draws it.

import {choosePeople, drawFaults} from "/people.js";
import {body, element, fold, keys, payloadOf} from "/render.js";

const RETRY_MS = 1500;
const TOAST_MS = 4000;
const PRESS_PATIENCE_MS = 15000; // then Telegram's clients let a button go as well
const by = (id) => document.getElementById(id);
const wanted = new URLSearchParams(location.search);
const person = wanted.get("user") ?? "Proefpersoon";
const group = wanted.get("group") ?? "";
const THUMBS = [["👍", "Klopt"], ["👎", "Klopt niet"]];
const LATE_SECONDS = 20 * 60;
const LONGEST_QUOTE = 80;
const NEAR_PIXELS = 40; // so far from its end a log counts as read to the end
const NOTICES = {
  starting: "De bot start nog op. Wat u nu vraagt, beantwoordt hij zo.",
  stopping: "De bot stopt en neemt geen vragen meer aan.",
  gone: "De proefchat is gestopt. Start hem opnieuw met “make demo”; deze pagina gaat dan verder.",
  left: "De bot heeft deze groep verlaten.",
};
const drawn = new Map(); // message id -> {element, as: what was drawn}
const waiting = new Map(); // press id -> the button that waits for an answer
let chat = null;
let self = null;
let editing = null; // the message that is being changed
let answering = null; // the message that is being answered, in a group
let secondsAgo = 0;
let typingTimer = 0;
let lastState = null;
const dismissed = new Set(); // broken rules that the visitor has seen

async function call(path, content) {
  const answer = await fetch(path, content && {
    method: "POST",
    headers: {"Content-Type": "application/json"},
    body: JSON.stringify(content),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function join() {
  const joined = await call("/chat/join", {
    name: person, language: wanted.get("language") ?? "nl", role: wanted.get("role") ?? "", group,
  });
  chat = joined.chat;
  self = joined.person;
  document.body.dataset.person = self;
}

async function say(text) {
  const trimmed = text.trim();
  if (!trimmed) return;
  const content = {chat, person: self, text: trimmed, seconds_ago: secondsAgo};
  if (answering) content.message = answering.id;
  secondsAgo = 0;
  answering = null;
  await call("/chat/say", content);
}

// An address of the bot opens here what Telegram would open in the app: the private chat.
async function open(payload) {
  if (!group) return say(`/start ${payload}`);
  const there = new URLSearchParams(wanted);
  there.delete("group");
  there.set("start", payload);
  location.search = there;
}

async function change(message, text) {
  await call("/chat/edit", {chat, message: message.id, text});
}

async function react(message, emoji) {
  const given = message.reaction === emoji ? "" : emoji;
  await call("/chat/react", {chat, person: self, message: message.id, emoji: given});
}

async function send(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let signs = "";
  for (const byte of bytes) signs += String.fromCharCode(byte);
  await call("/chat/send", {chat, person: self, name: file.name, file: btoa(signs)});
}

async function press(message, button, key) {
  key.classList.add("waiting");
  const {press: id} = await call("/chat/press", {chat, message: message.id, data: button.callback_data});
  waiting.set(id, key);
  setTimeout(() => letGo(id), PRESS_PATIENCE_MS);
  if (lastState) settle(lastState.presses);
}

function letGo(id) {
  waiting.get(id)?.classList.remove("waiting");
  waiting.delete(id);
}

function settle(presses) {
  for (const id of [...waiting.keys()]) {
    const answer = presses[id];
    if (answer === null || answer === undefined) continue;
    letGo(id);
    if (answer) toast(answer);
  }
}

function toast(text) {
  by("toast").textContent = text;
  by("toast").hidden = false;
  setTimeout(() => { by("toast").hidden = true; }, TOAST_MS);
}

function draw(state) {
  const added = drawMessages(state.messages);
  by("name").textContent = state.group ? `${state.bot} in ${state.group}` : state.bot;
  by("status").dataset.idle = `bot · @${state.username}`;
  by("description").textContent = state.group ? inGroup(state.username) : state.description;
  by("start").hidden = Boolean(state.group);
  by("question").placeholder = state.group ? `@${state.username} …` : "Stel uw vraag";
  by("intro").hidden = state.messages.length > 0;
  drawCommands(state.commands);
  drawNotice(state.is_left ? "left" : state.phase);
  drawViolations(state.violations);
  drawTyping(state.typing_ms);
  settle(state.presses);
  if (added) requestAnimationFrame(scroll);
}

function inGroup(username) {
  return `In een groep leest de bot alleen wat aan hem is gericht: een bericht met @${username} erin, een `
    + "opdracht, of een antwoord op een bericht van hem.";
}

// Draws what is new or changed and takes away what is gone; returns whether something was added.
function drawMessages(messages) {
  const present = new Set(messages.map((message) => message.id));
  for (const [id, old] of drawn) {
    if (present.has(id)) continue;
    old.element.remove();
    drawn.delete(id);
  }
  let added = false;
  const log = by("log");
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PIXELS;
  for (const [place, message] of messages.entries()) {
    const as = JSON.stringify(message);
    const old = drawn.get(message.id);
    if (old?.as === as) continue;
    const isApart = message.answers && messages[place - 1]?.id !== message.answers;
    const made = messageOf(message, isApart ? messages.find(({id}) => id === message.answers) : null);
    const held = old?.element.contains(document.activeElement);
    if (old) old.element.replaceWith(made);
    else by("messages").append(made);
    fold(made);
    if (held) { // who uses keys stays here
      (made.querySelector(".key") ?? made.querySelector(".tool"))?.focus({preventScroll: true});
    }
    drawn.set(message.id, {element: made, as});
    added ||= !old;
    if (old && wasAtEnd && place === messages.length - 1) requestAnimationFrame(() => reveal(made));
  }
  return added;
}

// A document, which can be saved.
function enclosed(file) {
  const link = element("a", "", file.name);
  link.href = `/chat/file?chat=${chat}&id=${file.id}`;
  link.download = file.name;
  return element("p", "file", "Document: ", link);
}

// Shows a message to its end, or from its top when it is longer than the log.
function reveal(message) {
  const log = by("log");
  log.scrollTop = Math.min(log.scrollHeight - log.clientHeight, message.offsetTop - log.offsetTop - 12);
}

// `answered`: what it answers, where that does not stand right above it.
function messageOf(message, answered) {
  const time = new Date(message.date * 1000).toLocaleTimeString("nl-NL", {hour: "2-digit", minute: "2-digit"});
  const name = message.own ? "U" : message.sender;
  const speaker = element("span", group && !message.own ? "speaker" : "hidden", `${name}: `);
  const file = message.file ? enclosed(message.file) : "";
  const meta = element("div", "meta", message.edited ? `bewerkt ${time}` : time);
  const made = element("li", message.own ? "message own" : "message",
    element("div", "bubble", speaker, answered ? quoting(answered) : "", file, body(message, say),
      element("div", "foot", tools(message), meta)));
  if (message.rows.length) {
    made.append(keys(message, (button, key) => press(message, button, key), () => toast("Gekopieerd")));
  }
  return made;
}

function quoting(answered) {
  const text = answered.text || answered.file?.name || "";
  const shown = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE).trimEnd()}…` : text;
  return element("p", "answers", element("span", "hidden", "Antwoord op: "), shown);
}

// What one does with a message: change one's own, put a thumb below one of the bot.
function tools(message) {
  const made = element("div", "tools");
  if (message.own && message.text) made.append(tool("Wijzig", "Wijzig dit bericht", () => edit(message)));
  if (message.bot && group) made.append(tool("Antwoord", "Antwoord op dit bericht", () => reply(message)));
  if (message.bot && !group) {
    for (const [emoji, label] of THUMBS) {
      const thumb = tool(emoji, label, () => react(message, emoji));
      thumb.setAttribute("aria-pressed", String(message.reaction === emoji));
      made.append(thumb);
    }
  }
  return made;
}

function tool(text, label, act) {
  const made = element("button", "tool", text);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function reply(message) {
  answering = message;
  by("question").focus();
  toast("Uw volgende bericht is een antwoord hierop. Escape: toch niet.");
}

function edit(message) {
  editing = message;
  by("question").value = message.text;
  by("question").focus();
  grow();
  toast("Wijzig uw bericht en verstuur het. Escape: niet wijzigen.");
}

// A turn that does not fit is shown from its question on, so that reading starts at the top.
function scroll() {
  const log = by("log");
  const questions = document.querySelectorAll(".message.own");
  const asked = questions[questions.length - 1];
  // What a press added below the answer is looked at first.
  const later = document.querySelector(".message:last-child:not(.own)");
  const isFirst = !later || later.previousElementSibling === asked;
  const first = isFirst ? asked : later;
  if (first) reveal(first);
  else log.scrollTop = log.scrollHeight - log.clientHeight;
}

function drawCommands(commands) {
  by("menu").hidden = commands.length === 0;
  by("commands").replaceChildren(...commands.map(({command, description}) => {
    const made = element("button", "", element("b", "", `/${command}`), description);
    made.type = "button";
    made.addEventListener("click", () => {
      showCommands(false);
      by("question").focus();
      say(`/${command}`);
    });
    return made;
  }));
}

function showCommands(shown) {
  by("commands").hidden = !shown;
  by("menu").setAttribute("aria-expanded", String(shown));
}

// What the visitor must know of the bot: it starts, stops, is gone, or has left the group.
function drawNotice(state) {
  if (by("notice").dataset.state === state) return; // said once, not at each change in the chat
  by("notice").dataset.state = state;
  by("notice").hidden = !NOTICES[state];
  by("notice-text").textContent = NOTICES[state] ?? "";
  by("bring").hidden = state !== "left";
  by("form").dataset.closed = state === "stopping" || state === "gone";
  grow();
}

// Each broken rule once, until the visitor closes the bar; one of another kind opens it again.
function drawViolations(violations) {
  const kind = (violation) => violation.replaceAll(/\d+/g, "n");
  const fresh = [...new Map(violations.map((each) => [kind(each), each]))]
    .filter(([each]) => !dismissed.has(each));
  const shown = JSON.stringify(fresh);
  if (by("rules").dataset.shown === shown) return;
  by("rules").dataset.shown = shown;
  by("violations").hidden = fresh.length === 0;
  by("rules").replaceChildren(...fresh.map(([, each]) => element("li", "", each)));
  by("dismiss").onclick = () => {
    for (const [each] of fresh) dismissed.add(each);
    drawViolations(violations);
    by("question").focus();
  };
}

function drawTyping(milliseconds) {
  const typing = milliseconds > 0;
  by("typing").hidden = !typing;
  by("status").textContent = typing ? "is aan het typen…" : by("status").dataset.idle;
  by("status").classList.toggle("busy", typing);
  clearTimeout(typingTimer);
  if (typing) {
    typingTimer = setTimeout(() => drawTyping(0), milliseconds);
    requestAnimationFrame(scroll);
  }
}

async function follow() {
  let seen = -1;
  for (;;) {
    try {
      lastState = await call(`/chat/state?chat=${chat}&seen=${seen}`);
      seen = lastState.revision;
      draw(lastState);
    } catch {
      by("status").textContent = "geen verbinding";
      drawNotice("gone");
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MS); });
      seen = -1;
      await join().catch(() => null);
    }
  }
}

function grow() {
  const box = by("question");
  by("send").disabled = !box.value.trim() || isClosed();
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

const isClosed = () => by("form").dataset.closed === "true";

async function submit(event) {
  event.preventDefault();
  const box = by("question");
  const text = box.value;
  if (!text.trim() || isClosed()) return;
  box.value = "";
  grow();
  const changed = editing;
  editing = null;
  const sent = changed ? change(changed, text.trim()) : say(text);
  await sent.catch(() => { box.value = text; editing = changed; grow(); });
}

by("form").addEventListener("submit", submit);
by("question").addEventListener("input", grow);
by("question").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
});
by("bring").addEventListener("click", () => { by("question").focus(); join(); });
by("start").addEventListener("click", () => { by("question").focus(); say("/start"); });
by("menu").addEventListener("click", () => {
  showCommands(by("commands").hidden);
  if (!by("commands").hidden) by("commands").querySelector("button")?.focus();
});
by("log").addEventListener("click", (event) => {
  const payload = payloadOf(event.target.closest("a")?.href ?? "");
  if (!payload) return;
  event.preventDefault();
  open(payload);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!by("commands").hidden) by("menu").focus();
  showCommands(false);
  if (!by("faults").hidden) by("trouble").click();
  answering = null;
  if (editing) {
    editing = null;
    by("question").value = "";
    grow();
  }
});

by("file").addEventListener("change", async () => {
  const [file] = by("file").files;
  by("file").value = "";
  if (file) await send(file).catch(() => toast("Dit bestand kan niet worden verstuurd."));
});
choosePeople(by("who"), wanted);
drawFaults(by("faults"), by("trouble"), async (name, label) => {
  await call("/chat/fault", {fault: name});
  toast(`Komt eraan: ${label}`);
}, () => {
  secondsAgo = LATE_SECONDS;
  toast("Uw volgende bericht komt 20 minuten te laat aan.");
  by("question").focus();
});

await join();
const asked = wanted.get("start") ? `/start ${wanted.get("start")}` : wanted.get("question");
if (asked) {
  for (const name of ["start", "question"]) wanted.delete(name);
  history.replaceState(null, "", `?${wanted}`); // a page that is loaded again does not ask again
  await say(asked);
}
// On a phone the focus would open the keyboard over the first answer.
if (matchMedia("(pointer: fine)").matches) by("question").focus({preventScroll: true});
await follow();
