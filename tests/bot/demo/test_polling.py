"""How updates wait, are confirmed, and come again."""

import threading
from contextlib import suppress
from typing import Any

import httpx

from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble


def polled(emulator: Emulator, **parameters: Any) -> Any:
    url = f"{emulator.api_base_url}/bot{emulator.token}/getUpdates"
    return httpx.get(url, params=parameters).json()


def texts(answer: Any) -> list[str]:
    return [update["message"]["text"] for update in answer["result"]]


def test_an_update_comes_again_until_a_higher_offset_confirms_it(emulator: Emulator) -> None:
    person = emulator.person()
    person.sends("een")
    person.sends("twee")

    first = polled(emulator)["result"][0]["update_id"]

    assert texts(polled(emulator)) == ["een", "twee"]
    assert texts(polled(emulator, offset=first + 1)) == ["twee"]
    assert texts(polled(emulator)) == ["twee"]


def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(emulator: Emulator) -> None:
    person = emulator.person()
    for text in ("een", "twee", "drie"):
        person.sends(text)

    assert texts(polled(emulator, offset=-1)) == ["drie"]
    assert texts(polled(emulator)) == ["drie"]


def test_a_batch_holds_no_more_than_was_asked_and_never_over_100(emulator: Emulator) -> None:
    person = emulator.person()
    for number in range(120):
        person.sends(str(number))

    assert len(polled(emulator, limit=3)["result"]) == 3
    assert len(polled(emulator)["result"]) == 100


def test_a_poll_waits_for_a_message(emulator: Emulator) -> None:
    person = emulator.person()
    answers: list[Any] = []
    poll = threading.Thread(target=lambda: answers.append(polled(emulator, timeout=20)))
    poll.start()

    person.sends("hallo")
    poll.join()

    assert texts(answers[0]) == ["hallo"]


def test_the_first_of_two_pollers_is_turned_away(emulator: Emulator) -> None:
    answers: list[Any] = []
    poll = threading.Thread(target=lambda: answers.append(polled(emulator, timeout=20)))
    poll.start()
    while poll.is_alive():
        assert polled(emulator)["ok"]

    assert answers[0]["error_code"] == 409
    assert answers[0]["description"].startswith("Conflict: terminated by other getUpdates request")


def test_the_kinds_asked_for_are_remembered(emulator: Emulator) -> None:
    polled(emulator, allowed_updates='["callback_query"]')
    polled(emulator)

    emulator.person().sends("hallo")

    assert polled(emulator)["result"] == []


def test_reactions_come_only_when_they_are_named(emulator: Emulator) -> None:
    assert emulator.delivers("message_reaction", {}) is None

    polled(emulator, allowed_updates='["message_reaction"]')

    assert emulator.delivers("message_reaction", {}) is not None


def test_a_webhook_that_is_deleted_may_take_along_what_waits(emulator: Emulator) -> None:
    emulator.person().sends("hallo")
    url = f"{emulator.api_base_url}/bot{emulator.token}/"
    assert httpx.get(url + "getWebhookInfo").json()["result"]["pending_update_count"] == 1

    httpx.get(url + "deleteWebhook", params={"drop_pending_updates": "true"})

    assert polled(emulator)["result"] == []


def test_nothing_is_fetched_while_it_is_sent_elsewhere(emulator: Emulator) -> None:
    emulator.person().sends("hallo")
    emulator.sends_to("https://voorbeeld.nl/bot")

    refused = polled(emulator)
    httpx.get(f"{emulator.api_base_url}/bot{emulator.token}/deleteWebhook")

    assert refused["error_code"] == 409
    assert "webhook is active" in refused["description"]
    assert len(polled(emulator)["result"]) == 1


def test_an_update_can_come_twice_and_ids_can_jump(emulator: Emulator) -> None:
    person = emulator.person()
    person.sends("een")
    emulator.skips_update_ids(1000)
    person.sends("twee")
    emulator.plays(Fault("getUpdates", Trouble.TWICE))

    answer = polled(emulator)

    assert texts(answer) == ["een", "een", "twee", "twee"]
    assert answer["result"][2]["update_id"] - answer["result"][0]["update_id"] == 1001


def test_closing_lets_a_waiting_poll_return(emulator: Emulator) -> None:
    ended = threading.Event()

    def poll() -> None:
        with suppress(httpx.TransportError):  # the server may be gone before the next poll
            while polled(emulator, timeout=50)["ok"]:
                pass
        ended.set()

    threading.Thread(target=poll).start()

    emulator.close()

    assert ended.wait(20)
