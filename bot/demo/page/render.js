// A message as elements: text and entities as the emulator accepted them, and the buttons below.
// Only createElement and textContent: nothing that the bot says is ever read as markup.
// Entity offsets count UTF-16 units, which is how JavaScript indexes a string.

const INLINE = {bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code"};
const QUOTES = ["blockquote", "expandable_blockquote"];
const START = /^https:\/\/t\.me\/\w+\?start=([\w-]{1,64})$/;
const COMMAND = /(^|\s)(\/[a-z0-9_]{1,32})(?![a-z0-9_/])/g;
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

// Returns what an address that opens the bot itself sends with /start; null for any other.
export function payloadOf(url) {
  return START.exec(url)?.[1] ?? null;
}

// Returns the body of a message; `say` sends a command that the reader taps.
export function body(message, say) {
  const {text, entities} = message;
  const made = element("div", "body");
  const blocks = entities.filter((e) => QUOTES.includes(e.type) || e.type === "pre");
  let at = 0;
  for (const block of blocks) {
    if (block.offset < at) continue; // a block inside a block: Telegram keeps the outer one
    const end = block.offset + block.length;
    made.append(inline(text, entities, at, beforeBlock(text, at, block.offset), say));
    made.append(blockOf(block, inline(text, entities, block.offset, end, say)));
    at = text[end] === "\n" ? end + 1 : end; // the block itself ends the line
  }
  made.append(inline(text, entities, at, text.length, say));
  return made;
}

function beforeBlock(text, from, offset) {
  return offset > from && text[offset - 1] === "\n" ? offset - 1 : offset;
}

function blockOf(block, content) {
  if (block.type === "pre") return element("pre", "", content);
  const quoted = element("div", "quoted", content);
  const quote = element("blockquote", "", quoted);
  if (block.type === "expandable_blockquote") quote.dataset.expandable = "";
  return quote;
}

function inline(text, entities, from, to, say) {
  const styles = entities.filter(
    (e) => (INLINE[e.type] || e.type === "text_link" || e.type === "spoiler")
      && e.offset < to && e.offset + e.length > from);
  const cuts = new Set([from, to]);
  for (const e of styles) {
    cuts.add(Math.max(from, e.offset));
    cuts.add(Math.min(to, e.offset + e.length));
  }
  const places = [...cuts].sort((a, b) => a - b);
  const made = document.createDocumentFragment();
  for (let i = 0; i + 1 < places.length; i += 1) {
    const run = text.slice(places[i], places[i + 1]);
    const active = styles.filter((e) => e.offset <= places[i] && e.offset + e.length > places[i]);
    made.append(styled(run, active, say));
  }
  return made;
}

function styled(run, active, say) {
  const plain = !active.some((e) => e.type === "text_link" || e.type === "code");
  let node = plain ? withCommands(run, say) : document.createTextNode(run);
  for (const entity of active.toReversed()) node = wrapped(entity, node);
  return node;
}

function wrapped(entity, node) {
  if (entity.type === "text_link") return link(entity.url, "", node);
  if (entity.type === "spoiler") return element("span", "spoiler", node);
  return element(INLINE[entity.type], "", node);
}

function withCommands(run, say) {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const found of run.matchAll(COMMAND)) {
    const start = found.index + found[1].length;
    const command = element("button", "command", found[2]);
    command.type = "button";
    command.addEventListener("click", () => say(found[2]));
    made.append(run.slice(at, start), command);
    at = start + found[2].length;
  }
  made.append(run.slice(at));
  return made;
}

// Only web addresses become links; anything else stays text.
function link(url, className, ...children) {
  const address = /^[a-z]+:/i.test(url) ? url : `http://${url}`;
  if (!/^https?:\/\//i.test(address)) return element("span", className, ...children);
  const made = element("a", className, ...children);
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

// Returns the rows of buttons; `press(button, key)` reports a press to the bot.
export function keys(message, press, copied) {
  const made = element("div", "keys");
  for (const row of message.rows) {
    made.append(element("div", "row", ...row.map((button) => key(button, press, copied))));
  }
  return made;
}

function key(button, press, copied) {
  const label = element("span", "", button.text);
  if (button.url && payloadOf(button.url)) return link(button.url, "key", label);
  if (button.url) {
    const mark = element("span", "mark", "↗");
    mark.setAttribute("aria-label", "(opent een nieuw tabblad)");
    mark.setAttribute("role", "img");
    return link(button.url, "key", label, mark);
  }
  const made = element("button", "key", label);
  made.type = "button";
  if (button.copy_text) {
    made.append(element("span", "mark", "❐"));
    made.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.copy_text.text);
      copied();
    });
  } else {
    made.addEventListener("click", () => press(button, made));
  }
  return made;
}

// Folds long expandable quotes once they stand in the page and have a height.
export function fold(message) {
  for (const quote of message.querySelectorAll("blockquote[data-expandable]")) {
    const quoted = quote.querySelector(".quoted");
    const full = quoted.scrollHeight;
    quote.classList.add("folded");
    if (quoted.clientHeight + 4 >= full) {
      quote.classList.remove("folded");
      continue;
    }
    quote.append(unfolder(quote));
  }
}

function unfolder(quote) {
  const made = element("button", "unfold", "Lees meer");
  made.type = "button";
  made.setAttribute("aria-expanded", "false");
  made.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    made.textContent = folded ? "Lees meer" : "Lees minder";
    made.setAttribute("aria-expanded", String(!folded));
  });
  return made;
}
