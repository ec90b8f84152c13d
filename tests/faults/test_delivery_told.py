"""What a delivery tells of its people: an excuse is no answer, and not missing either."""

import httpx

from bot.demo.emulator import Emulator
from tests.faults.delivery import _seen


def test_an_excuse_below_a_question_is_counted_apart_from_a_question_without_any() -> None:
    with Emulator() as emulator:
        person = emulator.person()
        asked = [person.sends(f"Vraag {number}") for number in range(3)]
        for text, below in (("Antwoord op Vraag 0", asked[0]), ("Dit lukte niet.", asked[1])):
            bot_sends(emulator, person.id, text, below.id)

        seen = _seen([person], [])

    assert (seen.asked, seen.excused, seen.missing) == (3, ["Vraag 1"], ["Vraag 2"])
    assert not seen.is_whole


def bot_sends(emulator: Emulator, chat: int, text: str, below: int) -> None:
    """The bot sends a message below one of a person."""
    url = f"{emulator.api_base_url}/bot{emulator.token}/sendMessage"
    reply = {"message_id": below}
    httpx.post(url, json={"chat_id": chat, "text": text, "reply_parameters": reply})
