"""What the page asks of the server, and what it gets to draw."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.demo.emulator import Emulator


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


def test_a_document_of_the_bot_is_shown_and_can_be_saved(page: Page) -> None:
    sent = page.web.post(
        f"/bot{page.token}/sendDocument",
        data={"chat_id": page.chat},
        files={"document": ("mijn gegevens.json", b"\xff{}")},
    ).json()
    (message,) = page.state()["messages"]
    asked = {"chat": page.chat, "id": message["file"]["id"]}

    saved = page.web.get("chat/file", params=asked)

    assert sent["result"]["document"]["file_name"] == message["file"]["name"]
    assert message["file"]["name"] == "mijn gegevens.json"
    assert (saved.content, saved.headers["content-type"]) == (
        b"\xff{}",
        "application/octet-stream",
    )
    assert page.web.get("chat/file", params={**asked, "id": "file0"}).status_code == 404


@pytest.mark.parametrize("files", [{}, {"document": ("leeg.json", b"")}])
def test_a_document_without_a_file_is_refused(page: Page, files: dict[str, Any]) -> None:
    refused = page.web.post(
        f"/bot{page.token}/sendDocument", data={"chat_id": page.chat}, files=files
    ).json()

    assert refused["description"] == "Bad Request: there is no document in the request"


def test_the_menu_of_one_chat_goes_before_that_of_all(page: Page) -> None:
    for scope, command in (
        ({"type": "all_private_chats"}, "start"),
        ({"type": "chat", "chat_id": page.chat}, "mensen"),
    ):
        page.web.post(
            f"/bot{page.token}/setMyCommands",
            json={"commands": [{"command": command, "description": "x"}], "scope": scope},
        )

    assert [each["command"] for each in page.state()["commands"]] == ["mensen"]


def test_a_name_is_one_person_in_every_tab_and_after_a_restart(page: Page) -> None:
    again = page.posts("join", name="Sanne")
    other = page.posts("join", name="Bram")
    with Emulator() as restarted:
        later = Page(restarted)
        later.web.close()

    assert again == {"chat": page.chat, "person": page.chat}
    assert other["chat"] != page.chat
    assert later.chat == page.chat


def test_the_page_knows_whether_the_bot_starts_serves_or_stops(
    page: Page, emulator: Emulator
) -> None:
    phases = [page.state()["phase"]]
    page.bot("getUpdates")
    phases.append(page.state()["phase"])
    emulator.stops()
    phases.append(page.state()["phase"])
    page.bot("getUpdates")  # the last one, which confirms what was fetched
    phases.append(page.state()["phase"])

    assert phases == ["starting", "serving", "stopping", "stopping"]


def test_a_bot_that_left_a_group_is_brought_in_again_by_whoever_comes(page: Page) -> None:
    group = page.posts("join", name="Sanne", group="Beleid")["chat"]
    page.bot("leaveChat", chat_id=group)
    left = page.web.get("chat/state", params={"chat": group, "seen": -1}).json()

    again = page.posts("join", name="Ali", group="Beleid")["chat"]
    state = page.web.get("chat/state", params={"chat": group, "seen": -1}).json()

    assert again == group
    assert (left["is_left"], state["is_left"]) == (True, False)


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


def updates(page: Page) -> list[dict[str, Any]]:
    kinds = ["message", "edited_message", "message_reaction", "my_chat_member"]
    asked = page.bot("getUpdates", allowed_updates=kinds, offset=-10)
    return list(asked["result"])


def test_a_message_can_be_changed_and_a_thumb_put_below_an_answer(page: Page) -> None:
    updates(page)
    own = page.posts("say", chat=page.chat, text="Hoe?")["message"]
    answer = page.bot("sendMessage", text="Zo")["result"]["message_id"]
    page.posts("edit", chat=page.chat, message=own, text="Hoe dan?")
    page.posts("react", chat=page.chat, message=answer, emoji="👎")

    assert page.posts("edit", chat=page.chat, message=answer, text="x")["ok"] is False
    assert page.posts("react", chat=page.chat, message=answer, emoji="x")["ok"] is False
    _, edited, reacted = updates(page)
    assert edited["edited_message"]["text"] == "Hoe dan?"
    assert reacted["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👎"}]
    shown = {message["id"]: message for message in page.state()["messages"]}
    assert (shown[own]["edited"], shown[answer]["reaction"]) == (True, "👎")


def test_two_people_meet_in_a_group_with_the_bot(page: Page) -> None:
    updates(page)
    sanne = page.posts("join", name="Sanne", group="Beleid")
    ali = page.posts("join", name="Ali", group="Beleid")
    page.posts("say", chat=ali["chat"], person=ali["person"], text="Dag @VrijWijzerBot")

    assert sanne["chat"] == ali["chat"] < 0
    brought, said = updates(page)
    assert brought["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert said["message"]["from"]["first_name"] == "Ali"
    assert [entity["type"] for entity in said["message"]["entities"]] == ["mention"]
    seen = page.web.get("chat/state", params={**sanne, "seen": -1}).json()
    assert (seen["group"], seen["messages"][0]["own"], seen["messages"][0]["sender"]) == (
        "Beleid",
        False,
        "Ali",
    )


def test_a_document_is_sent_and_fetched(page: Page) -> None:
    page.posts("send", chat=page.chat, name="plan.pdf", file="JVBERg==")

    (update,) = updates(page)
    document = update["message"]["document"]
    file = page.bot("getFile", file_id=document["file_id"])["result"]
    fetched = page.web.get(f"/file/bot{page.token}/{file['file_path']}")
    assert (document["file_name"], fetched.content) == ("plan.pdf", b"%PDF")
    assert page.web.get(f"/file/botonzin/{file['file_path']}").status_code == 404
    assert page.posts("send", chat=page.chat, name="x", file="geen base64")["ok"] is False


def test_trouble_can_be_played_and_nothing_but_what_is_listed(page: Page) -> None:
    assert page.posts("fault", fault="server") == {"fault": "server"}
    assert page.bot("sendMessage", text="Dit")["error_code"] == 500
    assert page.posts("fault", fault="brand")["ok"] is False


def test_whoever_joins_with_a_role_is_made_known(emulator: Emulator) -> None:
    told: list[tuple[int, str, str]] = []
    emulator.tells_of_joining(lambda person, name, role: told.append((person, name, role)))
    page = Page(emulator)

    joined = page.posts("join", name="Mo", role="moderator")
    page.web.close()

    assert told[-1] == (joined["person"], "Mo", "moderator")


def test_whoever_joined_while_the_bot_was_starting_is_made_known_too(emulator: Emulator) -> None:
    page = Page(emulator)
    joined = page.posts("join", name="Noor", role="advisor")
    page.web.close()
    told: list[tuple[int, str, str]] = []

    emulator.tells_of_joining(lambda person, name, role: told.append((person, name, role)))

    assert (joined["person"], "Noor", "advisor") in told
