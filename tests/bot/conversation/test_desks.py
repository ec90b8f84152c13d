"""What a reader meets behind the buttons, as text; and that each view has a way back."""

import pytest

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.desks import manners
from bot.intake import Intake
from bot.reply import START
from bot.shelves import LibraryShelves
from bot.state.records import Records
from bot.terminal import plain
from knowledge.library import Library
from tests.bot.answering.shelf import Shelf
from tests.bot.conversation.chat import EN, NL, QUESTION, TEXTS, Chat, without_keys, words
from tests.support.builders import article, source
from tests.support.snapshots import assert_as_kept


@pytest.mark.snapshot
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("answer", ()),
        ("context", ("context",)),
        ("more", ("more",)),
        ("menu", ("menu",)),
        ("why", ("menu", "why")),
        ("link", ("menu", "link")),
        ("right", ("menu", "right")),
        ("wrong", ("menu", "wrong")),
        ("reason", ("menu", "wrong", "feedback.reason_old")),
    ],
)
def test_a_view_reads_as_a_person_has_found_right(
    chat: Chat, language: str, name: str, path: tuple[str, ...]
) -> None:
    chat.says(QUESTION[language])
    for step in path:
        chat.presses(TEXTS.get(language, step if "." in step else f"button.{step}"))

    assert_as_kept(f"view-{name}-{language}", without_keys(plain(chat.shown)) + "\n")


@pytest.mark.snapshot
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("answer", QUESTION),
        ("how", {"nl": "/help", "en": "/help"}),
        ("name", {"nl": "Wat zei Jan de Vries?", "en": "What did Jan de Vries say?"}),
    ],
)
def test_a_group_reads_what_a_person_has_found_right(
    chat: Chat, language: str, name: str, said: dict[str, str]
) -> None:
    if language == "en":
        chat.says("/taal en")
    chat.says(said[language], group=True)

    assert_as_kept(f"group-{name}-{language}", without_keys(plain(chat.shown)) + "\n")


@pytest.mark.snapshot
def test_the_choice_of_language_reads_as_a_person_has_found_right(chat: Chat) -> None:
    assert_as_kept("language-nl", plain(chat.says("/taal")) + "\n")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_remark_says_of_which_question_it_is(chat: Chat, language: str) -> None:
    chat.says(QUESTION[language])
    for step in ("menu", "right"):
        chat.presses(TEXTS.get(language, f"button.{step}"))
    chat.says("Hello there" if language == "en" else "Hallo daar")

    said = words(chat.says("/feedback Mooi"))

    assert said == TEXTS.get(language, "feedback.noted", question=QUESTION[language])


@pytest.mark.parametrize("step", ["context", "menu"])
def test_from_a_view_one_comes_back_to_the_answer(chat: Chat, step: str) -> None:
    answer = chat.says(QUESTION["nl"])
    chat.presses(NL[f"button.{step}"])

    back = chat.presses(NL["button.back"])

    assert back.replaces
    assert back.paragraphs == answer.paragraphs
    assert back.buttons == answer.buttons


def test_the_quotes_are_bold_in_their_passage_and_its_neighbours_are_there(chat: Chat) -> None:
    answer = chat.says(QUESTION["nl"])
    quoted = [s.text for p in answer.paragraphs if p.folded for s in p.spans if s.bold][1:]

    shown = chat.presses(NL["button.context"])

    bold = [span.text for p in shown.paragraphs[1:] for span in p.spans if span.bold]
    assert bold == quoted


def test_what_stands_beside_a_passage_stands_below_its_own_heading(
    library: Library, intake: Intake, records: Records
) -> None:
    text = (
        "## Jongeren\n\nClubs zoeken jongeren op school.\n\n"
        "## Waardering\n\nZwolle geeft vrijwilligers een diner."
    )
    known = source(article("Beleid van clubs", text), "beleid-van-clubs")
    library.add([known])
    answerer = Answerer(Shelf(known), bytes(32))
    desks = manners(answerer, LibraryShelves(library), intake, records, TEXTS)
    chat = Chat(Conversation(answerer, TEXTS, records, desks))
    chat.says("Wat geeft Zwolle vrijwilligers?")

    shown = words(chat.presses(NL["button.context"]))

    before, _, after = shown.partition("Clubs zoeken jongeren op school.")
    assert before.endswith("Jongeren\n")
    assert after.strip().startswith("Waardering\nZwolle geeft")


def test_below_an_answer_stand_two_rows_and_none_holds_more_than_three(chat: Chat) -> None:
    chat.says(QUESTION["nl"])

    assert len(chat.shown.buttons) == 2
    assert all(len(row) <= 3 for row in chat.shown.buttons)
    assert all(len(button.label) <= 20 for button in chat.buttons)


def test_a_passage_link_opens_the_passage_for_whoever_follows_it(chat: Chat) -> None:
    chat.says(QUESTION["nl"])
    page = chat.presses(NL["button.context"])
    (link,) = (s.link for p in page.paragraphs for s in p.spans if s.link and START in s.link)

    opened = chat.says(f"/start {link.removeprefix(START)}")

    assert opened.paragraphs[0] == page.paragraphs[0]
    assert opened.buttons == ()


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        ("p_onzin", "stale"),
        ("a_onzin", "stale"),
        ("a_" + "A" * 22, "stale"),
        ("a_", "stale"),
        ("x_y", "stale"),
        ("s_1", "scan"),
    ],
)
def test_a_link_that_opens_nothing_gets_a_friendly_word(
    chat: Chat, payload: str, name: str
) -> None:
    assert words(chat.says(f"/start {payload}")) == NL[f"link.{name}"]


def test_an_answer_link_works_for_a_colleague_and_not_for_ever(
    conversation: Conversation, records: Records
) -> None:
    chat = Chat(conversation)
    chat.says(QUESTION["nl"])
    chat.presses(NL["button.menu"])
    link = str(chat.presses(NL["button.link"]).buttons[0][0].url)
    records.told.tell("telegram:2")
    colleague = Chat(conversation, "telegram:2")

    opened = colleague.says(f"/start {link.removeprefix(START)}")

    assert opened.paragraphs[0].spans[0].text == QUESTION["nl"]
    assert opened.answer_id
    records.people.database.execute("UPDATE links SET ends_at = 0")
    stale = colleague.says(f"/start {link.removeprefix(START)}")
    assert words(stale) == NL["link.stale"]


def test_a_chosen_language_holds_for_answers_and_commands_and_after_a_restart(
    conversation: Conversation,
    library: Library,
    intake: Intake,
    records: Records,
    shelf: Shelf,
) -> None:
    chat = Chat(conversation)
    chat.says("/taal")
    chat.presses("English")
    assert EN["answer.english"] in plain(chat.says(QUESTION["nl"]))

    answerer = Answerer(shelf, bytes(32))
    desks = manners(answerer, LibraryShelves(library), intake, records, TEXTS)
    later = Chat(Conversation(answerer, TEXTS, records, desks))

    assert plain(later.says("/help")).startswith(EN["help.title"])
    later.says("/taal auto")
    assert EN["answer.english"] not in plain(later.says(QUESTION["nl"]))


@pytest.mark.parametrize(
    ("command", "name"), [("/waarom", "why"), ("/meer", "more"), ("/context", "context")]
)
def test_what_a_button_shows_can_be_typed(chat: Chat, command: str, name: str) -> None:
    chat.says(QUESTION["nl"])
    typed = chat.says(command)
    chat.says(QUESTION["nl"])
    if name == "why":
        chat.presses(NL["button.menu"])

    assert typed.paragraphs == chat.presses(NL[f"button.{name}"]).paragraphs


def test_a_part_without_an_answer_keeps_its_button_below_the_sources(chat: Chat) -> None:
    chat.says(f"{QUESTION['nl']} En heeft een trainer een VOG nodig?")

    assert "https://www.justis.nl" in [button.url for button in chat.buttons]
    assert NL["button.more"] in [button.label for button in chat.buttons]
