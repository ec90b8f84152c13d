// Who the visitor is, and the panel that lets the bot meet trouble.

import {element} from "/render.js";

const PEOPLE = [
  ["Sanne", "", "", "Sanne, beleidsmedewerker"],
  ["Ali", "", "", "Ali, collega"],
  ["Noor", "advisor", "", "Noor, adviseur"],
  ["Mo", "moderator", "", "Mo, moderator"],
  ["Aaf", "admin", "", "Aaf, beheerder"],
  ["Sanne", "", "Beleid", "Sanne, in de groep Beleid"],
  ["Ali", "", "Beleid", "Ali, in de groep Beleid"],
];
const FAULTS = [
  ["flood", "Telegram is te druk (3 seconden)"],
  ["server", "Telegram heeft twee keer een fout"],
  ["lost", "Het antwoord op een verzending gaat verloren"],
  ["slow", "Verzenden duurt 4 seconden"],
  ["twice", "Alles komt twee keer binnen"],
];

// Fills the list of people; choosing one opens their page.
export function choosePeople(select, wanted) {
  const now = [wanted.get("user") ?? "", wanted.get("group") ?? ""].join("/");
  const known = PEOPLE.some(([name, , group]) => `${name}/${group}` === now);
  if (!known) select.append(option(wanted.get("user") ?? "Proefpersoon", "", true));
  for (const [name, role, group, label] of PEOPLE) {
    const query = new URLSearchParams({user: name, ...(role && {role}), ...(group && {group})});
    select.append(option(label, `?${query}`, `${name}/${group}` === now));
  }
  select.addEventListener("change", () => {
    if (select.value) location.search = select.value;
  });
}

function option(label, value, selected) {
  const made = element("option", "", label);
  made.value = value;
  made.selected = selected;
  return made;
}

// Fills the panel; `play` makes the next calls of the bot fail, `late` sends what is typed next
// as if it had waited for 20 minutes.
export function drawFaults(panel, button, play, late) {
  const listed = FAULTS.map(([name, label]) => fault(label, () => play(name, label)));
  listed.push(fault("De volgende vraag heeft 20 minuten gewacht", late));
  panel.append(...listed);
  button.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
  });
}

function fault(label, act) {
  const made = element("button", "", label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
