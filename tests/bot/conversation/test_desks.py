"""What a reader meets behind the buttons, as text; and that each view has a way back."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.conversation import Conversation
from bot.desks import manners
from bot.intake import Intake
from bot.proposals import Proposals
from bot.reply import START, Action, Button, Incoming
from bot.shelves import LibraryShelves
from bot.state.drafts import WAITS_SECONDS, Drafts
from bot.state.notices import Notices
from bot.state.records import Records
from bot.state.roles import Role
from bot.state.terms import DRAFT_SECONDS
from bot.terminal import plain
from knowledge.errors import SourceRefused
from knowledge.library import Library
from knowledge.net import Limits, Net
from tests.bot.answering.shelf import Shelf
from tests.bot.conversation.chat import EN, NL, TEXTS, Chat, without_keys, words
from tests.bot.sample import ALL
from tests.support.snapshots import assert_as_kept
from tests.support.website import Answer, website

QUESTION = {"nl": "Welke stappen heeft een clubplan?", "en": "Which steps does a clubplan have?"}
ADVISOR = "telegram:9"


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


class TestGaps:
    @pytest.fixture
    def shelf(self) -> Shelf:
        return Shelf(*ALL, answerable=False)

    def test_without_a_moderator_no_list_is_offered(self, chat: Chat) -> None:
        assert NL["button.gap"] not in [b.label for b in self._asked(chat)]

    def test_whoever_asks_sees_the_exact_words_and_says_yes(
        self, chat: Chat, conversation: Conversation, records: Records
    ) -> None:
        records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
        records.told.tell(ADVISOR)
        moderator = Chat(conversation, ADVISOR)
        self._asked(chat)
        assert "“Wat kost een VOG?”" in words(chat.presses(NL["button.gap"]))
        assert words(moderator.says("/hiaten")) == NL["gap.none"]

        assert words(chat.presses(NL["gap.button_keep"])) == NL["gap.kept"]

        assert "1. “Wat kost een VOG?”" in words(moderator.says("/hiaten"))
        moderator.says("/hiaten 1")
        moderator.presses(NL["gap.button_added"])
        assert words(moderator.says("/hiaten")) == NL["gap.none"]

    @pytest.mark.snapshot
    def test_handing_in_reads_as_a_person_has_found_right(
        self, chat: Chat, conversation: Conversation, records: Records
    ) -> None:
        records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
        records.told.tell(ADVISOR)
        moderator = Chat(conversation, ADVISOR)
        self._asked(chat)
        assert_as_kept("gap-proposed-nl", plain(chat.presses(NL["button.gap"])) + "\n")
        chat.presses(NL["gap.button_keep"])
        assert_as_kept("gap-list-nl", plain(moderator.says("/hiaten")) + "\n")
        assert_as_kept("gap-one-nl", plain(moderator.says("/hiaten 1")) + "\n")

    def test_a_no_keeps_nothing(
        self, chat: Chat, conversation: Conversation, records: Records
    ) -> None:
        records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
        self._asked(chat)
        chat.presses(NL["button.gap"])

        assert words(chat.presses(NL["gap.button_leave"])) == NL["gap.left"]
        assert records.people.rows("SELECT * FROM gap_asks") == []

    def test_the_list_is_for_moderators(self, chat: Chat) -> None:
        assert words(chat.says("/hiaten")) == NL["declined.not_allowed"]

    def _asked(self, chat: Chat) -> list[Button]:
        chat.says("Wat kost een VOG?")
        return chat.buttons


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_a_role_in_a_closed_collection_moderates_nothing_that_is_open(
    conversation: Conversation, records: Records, role: Role
) -> None:
    records.roles.grant(ADVISOR, "Mo", role, "zeist")
    records.told.tell(ADVISOR)
    chat = Chat(conversation, ADVISOR)

    for command in ("/documenten", "/hiaten", "/titel Iets"):
        assert words(chat.says(command)) == NL["declined.not_allowed"]
    for action in ("document.add", "document.undo", "end_gap"):
        press = Incoming(ADVISOR, "", ADVISOR, Action(action, ("1", "added")))
        assert words(chat._hears(press)) == NL["declined.not_allowed"]
    assert words(chat.sends("koken.md", TestDocuments.NOTE)) == NL["document.who"]
    assert words(chat.says(QUESTION["nl"])) != NL["declined.not_allowed"]
    assert records.moderators() == []
    records.roles.grant(ADVISOR, "Mo", Role.MODERATOR)
    assert records.moderators() == [ADVISOR]
    assert words(chat.says("/documenten")) == NL["document.none"]


class TestDocuments:
    NOTE = b"# Samen koken\n\nPolderwijk kookt elke dinsdag met twintig vrijwilligers."

    def test_an_officer_hears_who_may_add(self, chat: Chat) -> None:
        assert words(chat.sends("koken.md", self.NOTE)) == NL["document.who"]
        assert words(chat.says("https://voorbeeld.nl/koken")) == NL["document.who"]

    def test_a_moderator_looks_adds_and_undoes(
        self, conversation: Conversation, records: Records, library: Library
    ) -> None:
        chat = self._with_role(conversation, records, Role.MODERATOR)
        shown = words(chat.sends("koken.md", self.NOTE))
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
        self, conversation: Conversation, records: Records
    ) -> None:
        chat = self._with_role(conversation, records, Role.MODERATOR)

        assert_as_kept("document-nl", plain(chat.sends("koken.md", self.NOTE)) + "\n")

    def test_title_and_date_can_be_changed_before_it_is_added(
        self, conversation: Conversation, records: Records, library: Library
    ) -> None:
        chat = self._with_role(conversation, records, Role.ADMIN)
        chat.sends("koken.md", self.NOTE)
        chat.presses(NL["document.button_change"])
        chat.says("/titel Koken in de polder")
        assert words(chat.says("/datum gisteren")) == NL["document.how_to_change"]
        assert "Datum: 05-2024" in words(chat.says("/datum 2024-05"))

        chat.presses(NL["document.button_add"])

        (known,) = [s.metadata for s in library.sources() if s.metadata.title.startswith("Koken")]
        assert (known.title, known.published) == ("Koken in de polder", "2024-05")

    def test_an_advisor_proposes_and_hears_what_a_moderator_decides(
        self, conversation: Conversation, records: Records, library: Library
    ) -> None:
        advisor = self._with_role(conversation, records, Role.ADVISOR, "telegram:7")
        moderator = self._with_role(conversation, records, Role.MODERATOR)
        advisor.sends("koken.md", self.NOTE)
        assert NL["document.button_add"] not in [b.label for b in advisor.buttons]
        advisor.presses(NL["document.button_propose"])

        assert "Samen koken" in words(moderator.says("/documenten"))
        moderator.presses(NL["document.button_add"])

        assert library.source("samen-koken")
        told = [(n.chat, n.text) for n in Notices(records.people, records.identity).waiting()]
        assert told == [
            (ADVISOR, NL["document.waits"]),
            ("telegram:7", NL["document.accepted"]),
        ]

    def test_what_is_approved_is_what_was_shown_and_it_is_fetched_once(
        self, library: Library, records: Records, shelf: Shelf, tmp_path: Path
    ) -> None:
        page = "<h1>Samen koken</h1><p>Polderwijk kookt elke {day} met veel mensen.</p>"
        with website(tmp_path) as site:
            site.pages["/koken"] = Answer(page.format(day="dinsdag").encode())
            intake = Intake(library, Net(exemption=site.exemption, limits=Limits(pause=0)))
            answerer = Answerer(shelf, bytes(32))
            desks = manners(answerer, LibraryShelves(library), intake, records, TEXTS)
            conversation = Conversation(answerer, TEXTS, records, desks)
            advisor = self._with_role(conversation, records, Role.ADVISOR, "telegram:7")
            advisor.says("https://voorbeeld.nl/koken")
            advisor.presses(NL["document.button_propose"])
            site.pages["/koken"] = Answer(page.format(day="zondag").encode())

            moderator = self._with_role(conversation, records, Role.MODERATOR)
            moderator.says("/documenten")
            moderator.presses(NL["document.button_add"])

        assert "elke dinsdag" in library.source("samen-koken").text
        assert [path for _, path in site.asked].count("/koken") == 1

    def test_a_page_that_cannot_be_fetched_is_told_as_such(
        self, conversation: Conversation, records: Records
    ) -> None:
        chat = self._with_role(conversation, records, Role.ADMIN)

        assert words(chat.says("http://127.0.0.1/koken")) == NL["document.unreadable_page"]

    def test_a_document_that_is_there_already_is_known(
        self, conversation: Conversation, records: Records, library: Library
    ) -> None:
        chat = self._with_role(conversation, records, Role.MODERATOR)
        chat.sends("koken.md", self.NOTE)
        chat.presses(NL["document.button_add"])
        before = library.revision

        known = words(chat.sends("kopie.md", self.NOTE))
        other = words(chat.sends("kopie.md", self.NOTE + b"\n\nHet eten is gratis."))

        assert known == NL["document.known"].replace("{title}", "Samen koken")
        assert NL["document.renews"] in other
        assert library.revision == before

    def test_a_proposal_waits_two_weeks_and_ends_with_a_word(
        self, conversation: Conversation, records: Records
    ) -> None:
        advisor = self._with_role(conversation, records, Role.ADVISOR, "telegram:7")
        self._with_role(conversation, records, Role.MODERATOR)
        advisor.sends("koken.md", self.NOTE)
        advisor.presses(NL["document.button_propose"])
        notices = Notices(records.people, records.identity)

        for age, ended in ((WAITS_SECONDS - 60, 0), (WAITS_SECONDS + 60, 1)):
            records.people.database.execute("UPDATE drafts SET at = ?", [time.time() - age])
            assert len(Drafts(records).proposed()) == 1 - ended
            assert Proposals(records, TEXTS).run() == ended

        last = notices.waiting()[-1]
        assert (last.chat, last.text) == ("telegram:7", NL["document.lapsed"])
        assert records.people.rows("SELECT * FROM drafts") == []

    def test_what_was_shown_and_not_decided_on_is_gone_after_a_day(
        self, conversation: Conversation, records: Records, library: Library
    ) -> None:
        chat = self._with_role(conversation, records, Role.MODERATOR)
        chat.sends("koken.md", self.NOTE)
        day_ago = [time.time() - DRAFT_SECONDS - 60]
        records.people.database.execute("UPDATE drafts SET at = ?", day_ago)

        assert words(chat.presses(NL["document.button_add"])) == NL["error.expired"]
        assert "samen-koken" not in {source.id for source in library.sources()}

    def test_what_is_left_is_wiped(self, conversation: Conversation, records: Records) -> None:
        chat = self._with_role(conversation, records, Role.ADMIN)
        chat.sends("koken.md", self.NOTE)

        assert words(chat.presses(NL["document.button_drop"])) == NL["document.dropped"]
        assert records.people.rows("SELECT * FROM drafts") == []

    @pytest.mark.parametrize(
        ("name", "content"), [("koken.exe", b"MZ"), ("koken.pdf", b"geen pdf"), ("", b"x")]
    )
    def test_what_cannot_be_read_is_told_with_what_can(
        self, conversation: Conversation, records: Records, name: str, content: bytes
    ) -> None:
        chat = self._with_role(conversation, records, Role.ADMIN)

        assert words(chat.sends(name, content)) == NL["document.unreadable"]

    def test_a_file_that_telegram_does_not_give_is_for_the_command_line(
        self, conversation: Conversation, records: Records
    ) -> None:
        chat = self._with_role(conversation, records, Role.ADMIN)

        assert words(chat.sends("groot.pdf", b"", size=20_000_001)) == NL["document.too_large"]

    def test_a_source_that_was_there_is_renewed_and_cannot_be_undone(
        self, conversation: Conversation, records: Records, library: Library, intake: Intake
    ) -> None:
        intake.add(intake.read("koken.md", self.NOTE))
        chat = self._with_role(conversation, records, Role.MODERATOR)
        chat.sends("koken.md", self.NOTE + b"\n\nHet eten is gratis.")

        assert words(chat.presses(NL["document.button_add"])) == NL["document.renewed"]
        assert chat.buttons == []
        assert "gratis" in library.source("samen-koken").text
        stale = Incoming(ADVISOR, "", ADVISOR, Action("document.undo", ("1",)))
        assert words(chat._hears(stale)) == NL["error.expired"]
        assert len(library.versions("samen-koken")) == 1

    def test_what_was_renewed_since_it_came_cannot_be_undone(
        self, conversation: Conversation, records: Records, library: Library, intake: Intake
    ) -> None:
        chat = self._with_role(conversation, records, Role.MODERATOR)
        chat.sends("koken.md", self.NOTE)
        chat.presses(NL["document.button_add"])
        intake.add(intake.read("koken.md", self.NOTE + b"\n\nHet eten is gratis."))

        assert words(chat.presses(NL["document.button_undo"])) == NL["error.expired"]
        assert "gratis" in library.source("samen-koken").text

    @pytest.mark.parametrize("case", [(None, True), (None, False), (Role.OFFICER, True)])
    def test_a_closed_source_is_not_replaced_by_who_does_not_moderate_it(
        self,
        conversation: Conversation,
        records: Records,
        library: Library,
        intake: Intake,
        case: tuple[Role | None, bool],
    ) -> None:
        there, given = case
        self._hold_in_zeist(intake, given=given)
        chat = self._with_role(conversation, records, Role.MODERATOR)
        if there:
            records.roles.grant(ADVISOR, "Mo", there, "zeist")

        shown = chat.sends("koken.md", self.NOTE + b"\n\nHet eten is gratis.")
        assert words(shown) == NL["document.elsewhere"]
        assert records.people.rows("SELECT * FROM drafts") == []
        assert "gratis" not in library.source("samen-koken").text

    def test_a_source_that_was_closed_since_it_was_shown_is_not_replaced(
        self, conversation: Conversation, records: Records, library: Library, intake: Intake
    ) -> None:
        chat = self._with_role(conversation, records, Role.MODERATOR)
        chat.sends("koken.md", self.NOTE + b"\n\nHet eten is gratis.")
        self._hold_in_zeist(intake, given=True)

        assert words(chat.presses(NL["document.button_add"])) == NL["document.elsewhere"]
        assert "gratis" not in library.source("samen-koken").text

    def test_who_moderates_both_renews_a_closed_source(
        self, conversation: Conversation, records: Records, library: Library, intake: Intake
    ) -> None:
        self._hold_in_zeist(intake, given=True)
        chat = self._with_role(conversation, records, Role.MODERATOR)
        records.roles.grant(ADVISOR, "Mo", Role.MODERATOR, "zeist")
        chat.sends("koken.md", self.NOTE + b"\n\nHet eten is gratis.")
        chat.presses(NL["document.button_add"])

        assert "gratis" in library.source("samen-koken").text
        assert library.source("samen-koken").metadata.collection == "zeist"

    def test_a_moderator_changes_the_proposal_and_not_an_own_document(
        self, conversation: Conversation, records: Records, library: Library
    ) -> None:
        advisor = self._with_role(conversation, records, Role.ADVISOR, "telegram:7")
        moderator = self._with_role(conversation, records, Role.MODERATOR)
        advisor.sends("koken.md", self.NOTE)
        advisor.presses(NL["document.button_propose"])
        moderator.sends("eigen.md", b"# Eigen stuk\n\nDuinveen zwemt op maandag.")
        moderator.says("/documenten")
        moderator.presses(NL["document.button_change"])

        assert "Titel: Koken in de polder" in words(moderator.says("/titel Koken in de polder"))
        moderator.presses(NL["document.button_add"])
        (made,) = [s for s in library.sources() if s.metadata.title == "Koken in de polder"]
        assert made.text.startswith("Polderwijk kookt")
        assert words(moderator.says("/titel Te laat")) == NL["document.how_to_change"]

    def test_only_the_sites_of_the_setting_are_fetched(self, library: Library) -> None:
        intake = Intake(library, Net(only=frozenset({"voorbeeld.nl"})))

        with pytest.raises(SourceRefused, match="not in VRIJWIJZER_ALLOWED_HOSTS"):
            intake.read("https://ander.nl/koken", None)

    def _hold_in_zeist(self, intake: Intake, *, given: bool) -> None:
        """Hold the note as a closed source, because a person said so or the file itself."""
        said = {"collection": "zeist"} if given else {}
        document = intake.described(intake.read("koken.md", self.NOTE), said, "koken.md")
        closed = replace(document.metadata, collection="zeist")
        intake.add(replace(document, metadata=closed))

    def _with_role(
        self, conversation: Conversation, records: Records, role: Role, person: str = ADVISOR
    ) -> Chat:
        records.roles.grant(person, "Mo", role)
        records.told.tell(person)
        return Chat(conversation, person)


@pytest.mark.parametrize(
    ("command", "name"), [("/waarom", "why"), ("/meer", "more"), ("/context", "context")]
)
def test_what_a_button_shows_can_be_typed(chat: Chat, command: str, name: str) -> None:
    assert words(chat.says(command)) == NL["context.typed"]
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
