"""The page in a real browser for who uses keys, hears it read, or needs contrast."""

import httpx
import pytest

from bot.demo.emulator import Emulator
from tests.bot.demo.visiting import Visit, browser, styled
from tests.support.browser import Browser

__all__ = ["browser"]  # a fixture


def test_everything_is_reached_and_left_with_the_keyboard_alone(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator)
    visit.bot(
        "sendMessage",
        text="Kies",
        reply_markup={"inline_keyboard": [[{"text": "Meer", "callback_data": "m"}]]},
    )
    visit.sees(1)
    browser.value("document.activeElement.blur()")
    reached = []
    for _ in range(12):
        browser.hits("Tab")
        reached.append(browser.value(FOCUSED))
        if reached[-1]:  # else the round is done, and begins again at the top
            assert browser.value(OUTLINED), reached[-1]

    assert {"who", "trouble", "log", "key", "question", "attach"} <= set(reached)
    browser.value("document.querySelector('#trouble').focus()")
    browser.hits("Enter")
    assert browser.value("document.querySelector('#faults').hidden") is False
    browser.hits("Escape")
    assert browser.value("document.querySelector('#faults').hidden") is True


def test_who_uses_keys_comes_from_the_menu_to_its_commands_and_stays_at_what_was_pressed(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator)
    commands = [{"command": "start", "description": "Begin"}]
    address = f"{emulator.api_base_url}/bot{emulator.token}/setMyCommands"
    httpx.post(address, json={"commands": commands})
    button = {"text": "Meer", "callback_data": "m"}
    sent = visit.bot("sendMessage", text="Kies", reply_markup={"inline_keyboard": [[button]]})
    browser.until("!document.querySelector('#menu').hidden && document.querySelector('.key')")
    browser.value("document.querySelector('#menu').focus()")
    browser.hits("Enter")
    assert browser.value("document.activeElement.innerText.startsWith('/start')")
    browser.hits("Escape")
    assert browser.value(FOCUSED) == "menu"

    browser.value("document.querySelector('.key').focus()")
    back = {"text": "Terug", "callback_data": "t"}
    visit.bot(
        "editMessageText",
        text="Meer",
        message_id=sent["message_id"],
        reply_markup={"inline_keyboard": [[back]]},
    )
    browser.until("document.querySelector('.key').innerText === 'Terug'")

    assert browser.value("document.activeElement.innerText") == "Terug"


FOCUSED = """(() => {
  const at = document.activeElement;
  return at.id === "file" ? "attach" : at.id || at.className;
})()"""


# What has the focus, or the label that stands for it, shows it: by an outline or a ring.
OUTLINED = """(() => {
  const at = document.activeElement;
  const shown = getComputedStyle(at.id === "file" ? at.parentElement : at);
  return shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) > 0
    || shown.boxShadow !== "none";
})()"""


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_their_ground(
    browser: Browser, emulator: Emulator, *, dark: bool
) -> None:
    visit = Visit(browser, emulator)
    browser.open(emulator.page_url, dark=dark)
    browser.value("document.querySelector('#trouble')?.click()")
    browser.until("document.querySelector('#question')")
    browser.types("Hoe?")
    browser.hits("Enter")
    text = "Zo is het. Kies /start of lees het citaat."
    marks = [styled(text, "Zo", "text_link", url="https://voorbeeld.nl")]
    marks.append(styled(text, "lees het citaat", "expandable_blockquote"))
    rows = [[{"text": "Bron", "url": "https://voorbeeld.nl"}, {"text": "M", "callback_data": "m"}]]
    visit.bot("sendMessage", text=text, entities=marks, reply_markup={"inline_keyboard": rows})
    browser.until("document.querySelector('.key')")

    assert browser.value(FAINT) == []


# The texts whose colour is under 4.5 times as light or dark as what they stand on (WCAG AA).
FAINT = """(() => {
  const rgba = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const over = (top, under) => {
    const a = top[3] ?? 1;
    return [0, 1, 2].map((i) => top[i] * a + under[i] * (1 - a));
  };
  const light = (colour) => {
    const linear = (c) => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
    const [r, g, b] = colour.map((c) => linear(c / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = (at) => at
    ? over(rgba(getComputedStyle(at).backgroundColor), ground(at.parentElement)) : [255, 255, 255];
  const faint = [];
  for (const at of document.querySelectorAll("body *")) {
    const own = [...at.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const style = getComputedStyle(at);
    if (!own || !at.checkVisibility() || at.disabled || at.closest(".hidden, noscript")) continue;
    const under = ground(at);
    const text = rgba(style.color);
    let opacity = 1;
    for (let up = at; up; up = up.parentElement) opacity *= getComputedStyle(up).opacity;
    const [a, b] = [light(over([...text.slice(0, 3), opacity], under)), light(under)];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) faint.push(`${at.textContent.trim()}: ${ratio.toFixed(2)}`);
  }
  return faint;
})()"""


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_is_wider_than_the_window(
    browser: Browser, emulator: Emulator, width: int, *, dark: bool
) -> None:
    visit = Visit(browser, emulator)
    row = [{"text": "Een lang opschrift op een knop", "callback_data": "x"}] * 3
    visit.bot(
        "sendMessage",
        text="Woord " + "lang" * 60,
        reply_markup={"inline_keyboard": [row]},
    )
    browser.open(emulator.page_url, width, 700, dark=dark)
    visit.sees(1)

    assert browser.value("document.documentElement.scrollWidth") <= width
    assert browser.value("document.querySelector('#log').scrollWidth") <= width


def test_every_control_has_a_name_and_the_log_is_announced(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator)
    visit.bot(
        "sendMessage",
        text="Kies /start",
        reply_markup={"inline_keyboard": [[{"text": "Bron", "url": "https://voorbeeld.nl"}]]},
    )
    visit.sees(1)

    tree = browser.command("Accessibility.getFullAXTree")["nodes"]
    roles = {"button", "link", "textbox", "log"}
    named = {
        (node["role"]["value"], node["name"]["value"])
        for node in tree
        if node.get("role", {}).get("value") in roles and not node["ignored"]
    }

    assert ("log", "Gesprek") in named
    assert ("textbox", "Uw vraag") in named
    assert ("button", "Verstuur") in named
    assert ("button", "/start") in named
    assert ("link", "Bron (opent een nieuw tabblad)") in named
    assert all(name for _, name in named)
    log = "document.querySelector('#log')"
    assert browser.value(f"{log}.getAttribute('aria-live')") == "polite"
