"""Who sends a document looks at what it would become, adds it, and can undo that."""

import time
from pathlib import Path
from typing import Final

import pytest

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.desks import manners
from bot.intake import Intake, Novelty
from bot.reply import Action, Incoming
from bot.shelves import LibraryShelves
from bot.state.records import Records
from bot.state.roles import Role
from bot.state.terms import DRAFT_SECONDS
from bot.terminal import plain
from knowledge.errors import Refusal, SourceRefused
from knowledge.library import Library
from knowledge.net import Limits, Net
from tests.bot.answering.shelf import Shelf
from tests.bot.conversation.chat import (
    ADVISOR,
    NL,
    NOTE,
    TEXTS,
    Chat,
    with_role,
    words,
)
from tests.support.builders import article
from tests.support.memory import held
from tests.support.snapshots import assert_as_kept
from tests.support.website import Answer, website


def test_an_officer_hears_who_may_add(chat: Chat) -> None:
    assert words(chat.sends("koken.md", NOTE)) == NL["document.who"]
    assert words(chat.says("https://voorbeeld.nl/koken")) == NL["document.who"]


def test_a_moderator_looks_adds_and_undoes(
    conversation: Conversation, records: Records, library: Library
) -> None:
    chat = with_role(conversation, records, Role.MODERATOR)
    shown = words(chat.sends("koken.md", NOTE))
    assert "Titel: Samen koken" in shown
    assert "Passages: 1" in shown
    assert NL["document.public"] in shown
    before = library.revision

    chat.presses(NL["document.button_add"])
    assert library.source("samen-koken").metadata.title == "Samen koken"
    assert words(chat.presses(NL["document.button_undo"])) == NL["document.undone"]

    assert library.revision > before
    with pytest.raises(KeyError):
        library.source("samen-koken")


@pytest.mark.snapshot
def test_what_is_shown_of_it_reads_as_a_person_has_found_right(
    conversation: Conversation, records: Records
) -> None:
    chat = with_role(conversation, records, Role.MODERATOR)

    assert_as_kept("document-nl", plain(chat.sends("koken.md", NOTE)) + "\n")
    text = chat.presses(NL["document.button_text"])
    assert_as_kept("document-text-nl", plain(text) + "\n")


PDF = {"Content-Type": "application/pdf"}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"<html><body><script>toon()</script></body></html>"),
        Answer(b"%PDF-1.7 en niets", headers=PDF),
        Answer(b"geen pdf", headers=PDF),
        Answer(b"alleen een zin", headers={"Content-Type": "text/plain"}),
        Answer(status=404),
    ],
)
def test_of_an_address_nobody_is_told_what_to_do_with_a_file(
    library: Library, records: Records, shelf: Shelf, tmp_path: Path, answer: Answer
) -> None:
    with website(tmp_path) as site:
        site.pages["/koken"] = answer
        intake = Intake(library, Net(exemption=site.exemption, limits=Limits(pause=0)))
        answerer = Answerer(shelf, bytes(32))
        desks = manners(answerer, LibraryShelves(library), intake, records, TEXTS)
        chat = with_role(Conversation(answerer, TEXTS, records, desks), records, Role.ADMIN)

        said = words(chat.says("https://voorbeeld.nl/koken"))

    assert said == NL["document.unreadable_page"]


def test_a_page_that_cannot_be_fetched_is_told_as_such(
    conversation: Conversation, records: Records
) -> None:
    chat = with_role(conversation, records, Role.ADMIN)

    assert words(chat.says("http://127.0.0.1/koken")) == NL["document.unreadable_page"]


def test_a_document_that_is_there_already_is_known(
    conversation: Conversation, records: Records, library: Library
) -> None:
    chat = with_role(conversation, records, Role.MODERATOR)
    chat.sends("koken.md", NOTE)
    chat.presses(NL["document.button_add"])
    before = library.revision

    known = words(chat.sends("kopie.md", NOTE))
    other = words(chat.sends("kopie.md", NOTE + b"\n\nHet eten is gratis."))

    assert known == NL["document.known"].replace("{title}", "Samen koken")
    assert NL["document.renews"] in other
    assert library.revision == before


def test_what_was_shown_and_not_decided_on_is_gone_after_a_day(
    conversation: Conversation, records: Records, library: Library
) -> None:
    chat = with_role(conversation, records, Role.MODERATOR)
    chat.sends("koken.md", NOTE)
    day_ago = [time.time() - DRAFT_SECONDS - 60]
    records.people.database.execute("UPDATE drafts SET at = ?", day_ago)

    assert words(chat.presses(NL["document.button_add"])) == NL["error.expired"]
    assert "samen-koken" not in {source.id for source in library.sources()}


def test_what_is_left_is_wiped(conversation: Conversation, records: Records) -> None:
    chat = with_role(conversation, records, Role.ADMIN)
    chat.sends("koken.md", NOTE)

    assert words(chat.presses(NL["document.button_drop"])) == NL["document.dropped"]
    assert records.people.rows("SELECT * FROM drafts") == []


@pytest.mark.parametrize(("name", "content"), [("koken.exe", b"MZ"), ("", b"x")])
def test_what_cannot_be_read_is_told_with_what_can(
    conversation: Conversation, records: Records, name: str, content: bytes
) -> None:
    chat = with_role(conversation, records, Role.ADMIN)

    assert words(chat.sends(name, content)) == NL["document.unreadable"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("koken.pdf", b"geen pdf", Refusal.OTHER_KIND),
        ("koken.pdf", b"%PDF-1.7 en niets", Refusal.BROKEN),
        ("koken.md", b"alleen een zin", Refusal.NO_TITLE),
        ("koken.txt", b"   ", Refusal.EMPTY),
        ("koken.pdf", b"", Refusal.EMPTY),
        ("koken.docx", b"", Refusal.EMPTY),
    ],
)
def test_who_sent_a_file_reads_why_it_is_refused(
    conversation: Conversation, records: Records, name: str, content: bytes, why: Refusal
) -> None:
    chat = with_role(conversation, records, Role.ADMIN)

    assert words(chat.sends(name, content)) == NL[f"refused_file.{why}"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_has_a_text(language: str) -> None:
    assert all(TEXTS.get(language, f"refused_file.{why}") for why in Refusal)


def test_a_file_that_telegram_does_not_give_is_for_the_command_line(
    conversation: Conversation, records: Records
) -> None:
    chat = with_role(conversation, records, Role.ADMIN)

    assert words(chat.sends("groot.pdf", b"", size=20_000_001)) == NL["document.too_large"]


def test_a_source_that_was_there_is_renewed_and_cannot_be_undone(
    conversation: Conversation, records: Records, library: Library, intake: Intake
) -> None:
    intake.add(intake.read("koken.md", NOTE))
    chat = with_role(conversation, records, Role.MODERATOR)
    chat.sends("koken.md", NOTE + b"\n\nHet eten is gratis.")

    assert words(chat.presses(NL["document.button_add"])) == NL["document.renewed"]
    assert chat.buttons == []
    assert "gratis" in library.source("samen-koken").text
    stale = Incoming(ADVISOR, "", ADVISOR, Action("document.undo", ("1",)))
    assert words(chat._hears(stale)) == NL["error.expired"]
    assert len(library.versions("samen-koken")) == 1


def test_what_was_renewed_since_it_came_cannot_be_undone(
    conversation: Conversation, records: Records, library: Library, intake: Intake
) -> None:
    chat = with_role(conversation, records, Role.MODERATOR)
    chat.sends("koken.md", NOTE)
    chat.presses(NL["document.button_add"])
    intake.add(intake.read("koken.md", NOTE + b"\n\nHet eten is gratis."))

    assert words(chat.presses(NL["document.button_undo"])) == NL["error.expired"]
    assert "gratis" in library.source("samen-koken").text


def test_only_the_sites_of_the_setting_are_fetched(library: Library) -> None:
    intake = Intake(library, Net(only=frozenset({"voorbeeld.nl"})))

    with pytest.raises(SourceRefused, match="not in VRIJWIJZER_ALLOWED_HOSTS"):
        intake.read("https://ander.nl/koken", None)


PAGE: Final = b"""<html><head><title>Samen koken</title></head><body>
<nav><a href="/">Home</a> <a href="/contact">Contact</a></nav>
<article><h1>Samen koken</h1><p>Polderwijk kookt elke dinsdag met twintig vrijwilligers.</p>
<p>De keuken van het buurthuis is daarvoor een jaar lang gratis te gebruiken.</p></article>
<footer>Volg ons</footer></body></html>"""


def test_the_lines_that_were_left_out_are_looked_over_in_its_place_and_back(
    conversation: Conversation, records: Records
) -> None:
    chat = with_role(conversation, records, Role.ADVISOR)
    shown = words(chat.sends("koken.html", PAGE))
    left = words(chat.presses(NL["document.button_left_out"]))

    assert "Weggelaten regels: " in shown
    assert left.startswith(NL["draft.left_out"])
    assert "• Volg ons" in left
    assert "dinsdag" not in left
    assert chat.shown.replaces
    assert words(chat.presses(NL["draft.back"])) == shown


def test_where_nothing_was_left_out_there_is_nothing_to_look_over(
    conversation: Conversation, records: Records
) -> None:
    chat = with_role(conversation, records, Role.ADVISOR)
    chat.sends("koken.md", NOTE)

    assert NL["document.button_left_out"] not in [button.label for button in chat.buttons]


def test_no_word_of_a_document_that_was_only_looked_at_stays_in_memory(intake: Intake) -> None:
    odd = "tfeeohneots"[::-1]  # or the line itself would be found
    sent = article(f"Nota {odd} 2024", f"De {odd}raad kiest.", url=f"https://a.nl/{odd}raad")
    assert intake.novelty(intake.prepared(sent)[0]) is Novelty.NEW

    del sent

    assert held(odd) == []
