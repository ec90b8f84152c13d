"""The terminal as a channel: what is printed, and what a number asks."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reply import Button, Incoming, Paragraph, Reply, Span
from bot.terminal import plain, talk

WORDS = st.lists(st.text(st.sampled_from("ab-é."), min_size=1, max_size=12), max_size=40)


def said(*texts: str, buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
    return Reply(tuple(Paragraph((Span(text),)) for text in texts), buttons)


class Partner:
    """Answers every text with itself and two buttons, one of them an address."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def receive(self, incoming: Incoming) -> list[Reply]:
        self.heard.append(incoming.action.about[0] if incoming.action else incoming.text)
        source = Button("Bron 1", "https://voorbeeld.nl/a")
        return [said(f"U vroeg: {incoming.text}", buttons=((source,), (Button("Wat nog?"),)))]


def talked(monkeypatch: pytest.MonkeyPatch, *lines: str) -> list[str]:
    """What the partner heard when these lines were typed, and then Ctrl-D."""
    partner = Partner()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    talk(partner.receive, "Welkom.", "vraag> ", "Tot ziens.")
    return partner.heard


def test_paragraphs_stand_a_blank_line_apart() -> None:
    assert plain(said("Een", "Twee")) == "Een\n\nTwee"


def test_what_is_folded_stands_behind_a_bar() -> None:
    folded = Paragraph((Span("[1] "), Span("Titel\n"), Span("Zo is het.", bold=True)), folded=True)

    assert plain(Reply((folded,))) == "│ [1] Titel\n│ Zo is het."


def test_buttons_are_numbered_and_links_show_their_address() -> None:
    reply = said("Een", buttons=((Button("Vraag?"), Button("Bron", "https://voorbeeld.nl")),))

    assert plain(reply) == "Een\n\n→ Bron  https://voorbeeld.nl\n\n(1) Vraag?"


@settings(deadline=None)
@given(WORDS, st.booleans())
def test_no_word_is_lost_and_no_line_is_too_wide(words: list[str], folded: bool) -> None:  # noqa: FBT001 (hypothesis passes by position)
    reply = Reply((Paragraph((Span(" ".join(words)),), folded=folded),))

    lines = plain(reply).split("\n")

    assert [word for line in lines for word in line.removeprefix("│").split()] == words
    assert all(len(line) <= 88 for line in lines)


def test_every_line_that_is_typed_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert talked(monkeypatch, "Wat is een buddy?", "  En wie?  ") == [
        "Wat is een buddy?",
        "En wie?",
    ]


def test_the_number_of_a_button_asks_its_question(monkeypatch: pytest.MonkeyPatch) -> None:
    assert talked(monkeypatch, "Hallo", "1") == ["Hallo", "Wat nog?"]


@pytest.mark.parametrize("text", ["0", "2", "3", "²", "٢", "9" * 5000])
def test_a_number_without_a_question_is_asked_as_it_is(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    assert talked(monkeypatch, text, "Hallo", text) == [text, "Hallo", text]


def test_the_conversation_begins_and_ends_politely(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    talked(monkeypatch, "Hallo")

    printed = capsys.readouterr().out
    assert printed.startswith("Welkom.\n")
    assert "U vroeg: Hallo" in printed
    assert printed.endswith("Tot ziens.\n")


def test_a_conversation_can_be_broken_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)

    talk(Partner().receive, "Welkom.", "vraag> ", "Tot ziens.")

    assert capsys.readouterr().out.endswith("Tot ziens.\n")
