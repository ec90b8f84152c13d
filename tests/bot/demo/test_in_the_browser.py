"""The page in a real browser: what is drawn, folded, linked and pressed; skipped without one."""

import pytest

from bot.demo.emulator import Emulator
from tests.bot.demo.visiting import Visit, browser, styled
from tests.support.browser import Browser

__all__ = ["browser"]  # a fixture


HOSTILE = "<img src=x onerror=document.title='geraakt'>"


def test_a_deep_link_asks_its_question_once(browser: Browser, emulator: Emulator) -> None:
    visit = Visit(browser, emulator, "?question=Wat+is+dit%3F")
    visit.sees(1)

    browser.reload()
    browser.until("document.readyState === 'complete'")
    visit.sees(1)

    assert visit.texts(".own .body") == ["Wat is dit?"]


def test_styles_stand_on_their_own_words_after_an_emoji(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator)
    text = f"😀 Wet en 🇳🇱 beleid\nhier {HOSTILE}"
    visit.bot(
        "sendMessage",
        text=text,
        entities=[
            styled(text, "Wet en", "bold"),
            styled(text, "en 🇳🇱 beleid", "italic"),
            styled(text, "hier", "text_link", url="https://voorbeeld.nl/#:~:text=zo%20is"),
        ],
    )
    visit.sees(1)

    assert visit.texts(".body") == [text]
    assert "".join(visit.texts(".body b")) == "Wet en"
    assert "".join(visit.texts(".body i")) == "en 🇳🇱 beleid"
    link = "document.querySelector('.body a')"
    assert browser.value(f"{link}.href") == "https://voorbeeld.nl/#:~:text=zo%20is"
    assert browser.value(f"{link}.rel") == "noopener noreferrer"
    assert browser.value("document.title") == "VrijWijzer · proefchat"


def test_a_long_quote_is_folded_until_it_is_opened_and_a_short_one_is_not(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator)
    long, short = "Een lang citaat. " * 20, "Kort."
    text = f"Lees:\n{long}\n{short}\nEinde"
    visit.bot(
        "sendMessage",
        text=text,
        entities=[
            styled(text, long, "expandable_blockquote"),
            styled(text, short, "expandable_blockquote"),
        ],
    )
    visit.sees(1)
    height = "document.querySelector('.quoted').clientHeight"
    folded = browser.value(height)

    assert visit.texts(".unfold") == ["Lees meer"]
    browser.value("document.querySelector('.unfold').focus()")
    browser.hits("Enter")

    assert visit.texts(".unfold") == ["Lees minder"]
    assert browser.value(height) > 2 * folded
    line = browser.value(
        "parseFloat(getComputedStyle(document.querySelector('.quoted')).lineHeight)"
    )
    assert folded == pytest.approx(3 * line, abs=2)


def test_a_question_is_typed_and_a_button_pressed(browser: Browser, emulator: Emulator) -> None:
    visit = Visit(browser, emulator)
    browser.value("document.querySelector('#question').focus()")
    browser.types("Wat doen anderen?")
    browser.hits("Enter")
    visit.sees(1)
    url = "https://voorbeeld.nl/"
    rows = [[{"text": "Bron 1", "url": url}, {"text": "Klopt", "callback_data": "k"}]]
    visit.bot("sendMessage", text="Dit", reply_markup={"inline_keyboard": rows})
    visit.sees(2)

    assert visit.texts(".key") == ["Bron 1↗", "Klopt"]
    assert browser.value("document.querySelector('a.key').href") == url
    browser.value("document.querySelector('button.key').click()")
    browser.until("document.querySelector('.key.waiting')")
    updates = visit.bot("getUpdates")
    press = updates[1]["callback_query"]
    assert (updates[0]["message"]["text"], press["data"]) == ("Wat doen anderen?", "k")

    visit.bot("answerCallbackQuery", callback_query_id=press["id"], text="Dank u")
    browser.until("document.querySelector('#toast').textContent === 'Dank u'")
    browser.until("!document.querySelector('.key.waiting')")
    visit.bot("editMessageText", message_id=press["message"]["message_id"], text="Anders")
    browser.until("document.querySelectorAll('.body')[1].textContent === 'Anders'")
    assert visit.texts(".key") == []
    assert visit.texts(".meta")[1].startswith("bewerkt ")


def test_a_link_of_the_bot_s_own_opens_in_the_demo_and_not_at_telegram(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator)
    url = "https://t.me/VrijWijzerBot?start=a_abc"
    rows = [[{"text": "Open het antwoord", "url": url}]]
    visit.bot("sendMessage", text="Een link", reply_markup={"inline_keyboard": rows})
    visit.sees(1)

    assert visit.texts(".key") == ["Open het antwoord"]
    browser.value("document.querySelector('a.key').click()")
    visit.sees(2)

    assert visit.texts(".own .body") == ["/start a_abc"]
    assert not any("t.me" in address for address in browser.addresses)


def test_a_page_that_gives_way_while_it_is_asked_is_waited_for(
    browser: Browser, emulator: Emulator
) -> None:
    Visit(browser, emulator)
    leave = "(location.search = '?left', new Promise(() => {}))"

    browser.until(f"location.search === '?left' || {leave}")

    assert browser.value("location.search") == "?left"


def test_a_link_in_a_group_leads_to_the_private_chat_and_is_followed_once(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator, "?user=Sanne&group=Beleid")
    group = emulator.group_named("Beleid")
    url = "https://t.me/VrijWijzerBot?start=a_abc"
    rows = [[{"text": "Lees verder", "url": url}]]
    visit.bot("sendMessage", chat_id=group, text="Kort", reply_markup={"inline_keyboard": rows})
    visit.sees(1)
    browser.value("document.querySelector('a.key').click()")
    browser.until("document.querySelector('.own')")
    assert visit.texts(".own .body") == ["/start a_abc"]

    browser.reload()
    browser.until("document.querySelector('.own')")

    assert visit.texts(".own .body") == ["/start a_abc"]
    assert "group" not in browser.value("location.search")


def test_in_a_group_the_page_says_how_to_reach_the_bot(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator, "?user=Sanne&group=Beleid")
    browser.until("document.querySelector('#description').textContent")

    assert "@VrijWijzerBot" in visit.texts("#description")[0]
    assert visit.texts("#status") == ["bot · @VrijWijzerBot"]
    assert "@VrijWijzerBot" in browser.value("document.querySelector('#question').placeholder")


def test_in_a_group_one_answers_a_message_of_the_bot(browser: Browser, emulator: Emulator) -> None:
    visit = Visit(browser, emulator, "?user=Sanne&group=Beleid")
    sent = visit.bot("sendMessage", chat_id=emulator.group_named("Beleid"), text="Een antwoord")
    visit.sees(1)
    browser.value("document.querySelector('.tool').click()")
    browser.types("En in Zeist?")
    browser.hits("Enter")
    visit.sees(2)

    said = [u["message"] for u in visit.bot("getUpdates") if "message" in u][-1]
    assert said["text"] == "En in Zeist?"
    assert said["reply_to_message"]["message_id"] == sent["message_id"]


def test_an_answer_names_its_question_when_that_does_not_stand_right_above(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator)
    for text in ("Eerst", "Dan"):
        browser.value("document.querySelector('#question').focus()")
        browser.types(text)
        browser.hits("Enter")
        browser.until(f"document.querySelector('#messages').innerText.includes('{text}')")
    asked = [u["message"]["message_id"] for u in visit.bot("getUpdates")]
    for question in reversed(asked):
        visit.bot("sendMessage", text="Zo", reply_parameters={"message_id": question})
    visit.sees(4)

    assert visit.texts(".answers") == ["Antwoord op: Eerst"]


def test_the_page_says_that_the_bot_starts_and_that_it_stops(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator)
    browser.until("document.querySelector('#notice-text').textContent.includes('start nog op')")
    visit.bot("getUpdates")
    browser.until("document.querySelector('#notice').hidden")
    browser.value("document.querySelector('#question').focus()")
    browser.types("Nog iets?")
    emulator.stops()
    browser.until("document.querySelector('#notice-text').textContent.includes('stopt')")
    browser.hits("Enter")

    assert browser.value("document.querySelector('#send').disabled") is True
    assert browser.value("document.querySelector('#question').value") == "Nog iets?"


def test_a_broken_rule_is_told_once_until_it_is_closed(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator)
    shown = "!document.querySelector('#violations').hidden"
    for number in range(2):
        visit.bot("sendChatAction", action="typing", **{f"x{number}": 1})
    browser.until(shown)
    assert len(visit.texts("#violations li")) == 1
    browser.value("document.querySelector('#dismiss').focus()")
    browser.hits("Enter")
    visit.bot("sendChatAction", action="typing", x7=1)
    visit.bot("sendMessage", text="Zo")
    visit.sees(1)

    assert browser.value(shown) is False
    assert browser.value("document.activeElement.id") == "question"
    visit.bot("sendMessage", text="Zo", onbekend=1)
    browser.until(shown)


def test_whoever_is_in_a_group_that_the_bot_left_brings_it_in_again(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator, "?user=Sanne&group=Beleid")
    visit.bot("leaveChat", chat_id=emulator.group_named("Beleid"))
    browser.until("!document.querySelector('#bring').hidden")
    browser.value("document.querySelector('#bring').focus()")
    browser.hits("Enter")
    browser.until("document.querySelector('#bring').hidden")


def test_typing_commands_and_broken_rules_are_shown(browser: Browser, emulator: Emulator) -> None:
    visit = Visit(browser, emulator)
    hidden = "document.querySelector('#violations').hidden"
    assert browser.value(hidden) is True
    visit.bot("setMyCommands", commands=[{"command": "start", "description": "Begin"}])
    visit.bot("sendChatAction", action="typing")

    browser.until("document.querySelector('#status').textContent === 'is aan het typen…'")
    browser.until("!document.querySelector('#menu').hidden")
    browser.until(f"!{hidden}")  # chat_id is no parameter of setMyCommands

    assert visit.texts("#violations li") == ["setMyCommands: unknown parameter 'chat_id'"]
    browser.value("document.querySelector('#menu').click()")
    browser.value("document.querySelector('#commands button').click()")
    visit.sees(1)
    assert visit.texts(".own .body") == ["/start"]


def test_the_page_asks_nobody_but_its_own_server_and_complains_of_nothing(
    browser: Browser, emulator: Emulator
) -> None:
    visit = Visit(browser, emulator)
    visit.bot("sendMessage", text="https://voorbeeld.nl")
    visit.sees(1)

    assert {address for address in browser.addresses if emulator.page_url not in address} == set()
    assert browser.log == []
