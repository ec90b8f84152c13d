// The conversation: asks the emulator for the state of this chat, waits until it differs, draws it.

import {body, element, fold, keys} from "/render.js";

const RETRY_MS = 1500;
const TOAST_MS = 4000;
const PRESS_PATIENCE_MS = 15000; // then Telegram's clients let a button go as well
const by = (id) => document.getElementById(id);
const wanted = new URLSearchParams(location.search);
const person = wanted.get("user") ?? "Proefpersoon";
const drawn = new Map(); // message id -> {element, as: what was drawn}
const waiting = new Map(); // press id -> the button that waits for an answer
let chat = null;
let typingTimer = 0;
let lastState = null;

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
  const known = sessionStorage.getItem(`chat of ${person}`);
  const joined = await call("/chat/join", {
    name: person, language: wanted.get("language") ?? "nl", known: known ?? "",
  });
  chat = joined.chat;
  sessionStorage.setItem(`chat of ${person}`, chat);
  return joined.fresh;
}

async function say(text) {
  const trimmed = text.trim();
  if (trimmed) await call("/chat/say", {chat, text: trimmed});
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
  by("name").textContent = state.bot;
  by("description").textContent = state.description;
  by("intro").hidden = state.messages.length > 0;
  drawCommands(state.commands);
  drawViolations(state.violations);
  drawTyping(state.typing_ms);
  settle(state.presses);
  if (added) requestAnimationFrame(scroll);
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
  for (const message of messages) {
    const as = JSON.stringify(message);
    const old = drawn.get(message.id);
    if (old?.as === as) continue;
    const made = messageOf(message);
    if (old) old.element.replaceWith(made);
    else by("messages").append(made);
    fold(made);
    drawn.set(message.id, {element: made, as});
    added ||= !old;
  }
  return added;
}

function messageOf(message) {
  const time = new Date(message.date * 1000).toLocaleTimeString("nl-NL", {hour: "2-digit", minute: "2-digit"});
  const speaker = element("span", "hidden", message.own ? "U: " : "VrijWijzer: ");
  const meta = element("div", "meta", message.edited ? `bewerkt ${time}` : time);
  const made = element("li", message.own ? "message own" : "message",
    element("div", "bubble", speaker, body(message, say), meta));
  if (message.rows.length) {
    made.append(keys(message, (button, key) => press(message, button, key), () => toast("Gekopieerd")));
  }
  return made;
}

// A turn that does not fit is shown from its question on, so that reading starts at the top.
function scroll() {
  const log = by("log");
  const questions = document.querySelectorAll(".message.own");
  const question = questions[questions.length - 1];
  const bottom = log.scrollHeight - log.clientHeight;
  log.scrollTop = question ? Math.min(bottom, question.offsetTop - log.offsetTop - 12) : bottom;
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

function drawViolations(violations) {
  const bar = by("violations");
  bar.hidden = violations.length === 0;
  if (bar.hidden || bar.childElementCount && bar.dataset.number === String(violations.length)) return;
  bar.dataset.number = violations.length;
  bar.replaceChildren(
    element("strong", "", "De bot houdt zich niet aan een regel van Telegram:"),
    element("ul", "", ...violations.map((violation) => element("li", "", violation))));
}

function drawTyping(milliseconds) {
  const typing = milliseconds > 0;
  by("typing").hidden = !typing;
  by("status").textContent = typing ? "is aan het typen…" : "bot";
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
      by("status").textContent = "geen verbinding; de proefchat is gestopt";
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MS); });
      seen = -1;
      await join().catch(() => null);
    }
  }
}

function grow() {
  const box = by("question");
  by("send").disabled = !box.value.trim();
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

async function submit(event) {
  event.preventDefault();
  const box = by("question");
  const text = box.value;
  if (!text.trim()) return;
  box.value = "";
  grow();
  await say(text).catch(() => { box.value = text; grow(); });
}

by("form").addEventListener("submit", submit);
by("question").addEventListener("input", grow);
by("question").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
});
by("start").addEventListener("click", () => { by("question").focus(); say("/start"); });
by("menu").addEventListener("click", () => showCommands(by("commands").hidden));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") showCommands(false);
});

const fresh = await join();
if (fresh && wanted.get("question")) await say(wanted.get("question"));
// On a phone the focus would open the keyboard over the first answer.
if (matchMedia("(pointer: fine)").matches) by("question").focus({preventScroll: true});
await follow();
