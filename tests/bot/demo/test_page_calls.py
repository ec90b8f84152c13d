"""What the page asks of the server, and what it gets to draw."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.demo.emulator import Emulator


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


class Page:
    """The calls that the page makes, as one visitor."""

    def __init__(self, emulator: Emulator) -> None:
        self.token = emulator.token
        self.web = httpx.Client(base_url=emulator.page_url)
        self.chat: int = self.posts("join", name="Sanne", language="nl")["chat"]

    def posts(self, call: str, **content: Any) -> Any:
        return self.web.post(f"chat/{call}", json=content).json()

    def state(self, seen: int = -1) -> Any:
        return self.web.get("chat/state", params={"chat": self.chat, "seen": seen}).json()

    def bot(self, method: str, **parameters: Any) -> Any:
        path = f"/bot{self.token}/{method}"
        return self.web.post(path, json={"chat_id": self.chat, **parameters}).json()


@pytest.fixture
def page(emulator: Emulator) -> Iterator[Page]:
    page = Page(emulator)
    yield page
    page.web.close()


def test_a_question_reaches_the_bot_and_the_answer_reaches_the_page(page: Page) -> None:
    page.posts("say", chat=page.chat, text=" Wat is dit? ")
    (update,) = page.web.get(f"/bot{page.token}/getUpdates").json()["result"]
    page.bot("sendMessage", text="Dit", entities=[{"type": "bold", "offset": 0, "length": 3}])

    question, answer = page.state()["messages"]

    assert update["message"]["text"] == "Wat is dit?"
    assert update["message"]["from"]["language_code"] == "nl"
    assert (question["own"], question["text"]) == (True, "Wat is dit?")
    assert (answer["own"], answer["entities"]) == (
        False,
        [{"type": "bold", "offset": 0, "length": 3}],
    )


def test_a_state_is_sent_once_it_differs(page: Page) -> None:
    first = page.state()["revision"]

    page.posts("say", chat=page.chat, text="hallo")

    assert page.state(seen=first)["revision"] > first


def test_a_press_shows_as_waiting_and_then_as_answered(page: Page) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}
    message = page.bot("sendMessage", text="Goed?", reply_markup=keyboard)["result"]["message_id"]

    press = page.posts("press", chat=page.chat, message=message, data="ja")["press"]
    assert page.state()["presses"] == {press: None}

    page.web.post(
        f"/bot{page.token}/answerCallbackQuery",
        json={"callback_query_id": press, "text": "Dank u"},
    )
    assert page.state()["presses"] == {press: "Dank u"}


def test_typing_and_broken_rules_are_shown(page: Page) -> None:
    page.bot("sendChatAction", action="typing", tekst="x")

    state = page.state()

    assert 0 < state["typing_ms"] <= 5000
    assert state["violations"] == ["sendChatAction: unknown parameter 'tekst'"]


def test_the_commands_and_the_description_are_those_of_the_persons_language(page: Page) -> None:
    def describe(language: str, text: str) -> None:
        token = page.token
        scope = {"type": "all_private_chats"}
        commands = [{"command": "start", "description": text}]
        content: dict[str, Any] = {"language_code": language}
        page.web.post(
            f"/bot{token}/setMyCommands", json={**content, "commands": commands, "scope": scope}
        )
        page.web.post(f"/bot{token}/setMyDescription", json={**content, "description": text})

    describe("", "All")
    assert page.state()["description"] == "All"
    describe("nl", "Hallo")

    state = page.state()

    assert state["description"] == "Hallo"
    assert state["commands"] == [{"command": "start", "description": "Hallo"}]


def test_a_visitor_comes_back_to_the_chat_and_another_gets_an_own_one(page: Page) -> None:
    again = page.posts("join", name="Sanne", known=str(page.chat))
    other = page.posts("join", name="Bram", known=str(page.chat))

    assert again == {"chat": page.chat, "fresh": False}
    assert other["fresh"] is True
    assert other["chat"] != page.chat


@pytest.mark.parametrize(
    ("call", "content", "status"),
    [
        ("say", {"text": "x"}, 404),
        ("say", {"chat": 1, "text": "x"}, 404),
        ("say", {"chat": "own", "text": " "}, 400),
        ("say", {"chat": "own", "text": "x" * 4097}, 400),
        ("press", {"chat": "own", "message": "x", "data": "y"}, 400),
        ("press", {"chat": "own", "message": 1}, 400),
        ("say", [1], 400),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(
    page: Page, call: str, content: Any, status: int
) -> None:
    if isinstance(content, dict) and content.get("chat") == "own":
        content = {**content, "chat": page.chat}

    assert page.web.post(f"chat/{call}", json=content).status_code == status
