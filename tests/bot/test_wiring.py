"""The parts joined: what is opened for a data folder, and that it keeps up with the library."""

import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.answering.model import Reach
from bot.cli.serving import Face, access
from bot.settings import Settings
from bot.state.records import Rules
from bot.state.roles import Role
from bot.wiring import ReadingRoom, assemble
from index.embedder import Embedder
from knowledge import bundled
from knowledge.errors import ModelMissing, Unavailable
from knowledge.library import Library
from knowledge.model import Original
from tests.support.builders import article, case_note
from tests.support.float_folder import tiny_model
from tests.support.library import LibraryBuilder, opened, records_of
from tests.support.memory import held


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that loads at once; what it finds means nothing."""
    place = tmp_path_factory.mktemp("tiny")
    return tiny_model(place)


@pytest.fixture
def settings(tmp_path: Path, model_folder: Path) -> Settings:
    return Settings(data=tmp_path / "data", model=str(model_folder))


def closed(advisor: ReadingRoom) -> ReadingRoom:
    advisor.close()
    return advisor


def test_a_first_start_makes_the_folder_with_what_comes_with_the_package(
    settings: Settings,
) -> None:
    advisor = assemble(settings).ready()

    found = {
        hit.source.id for hit in advisor.find("Hoe betrekken we sport en cultuur?", "nl").hits
    }
    advisor.close()

    assert found
    assert found <= set(bundled.pages())
    assert settings.data_folder.stat().st_mode & 0o777 == 0o700


def test_the_key_of_answer_ids_is_made_once_for_its_owner_only(settings: Settings) -> None:
    closed(assemble(settings))
    key = settings.data_folder / "answer.key"
    first = key.read_bytes()
    closed(assemble(settings))

    assert len(first) == 32
    assert key.read_bytes() == first
    assert key.stat().st_mode & 0o777 == 0o600


def test_the_same_question_has_the_same_id_after_a_restart(settings: Settings) -> None:
    def answer_id() -> str:
        advisor = assemble(settings).ready()
        exchange, _ = advisor.answerer.answer("Hoe betrekken we sport en cultuur?")
        advisor.close()
        return exchange.answer_id

    assert answer_id() == answer_id()


def test_two_data_folders_give_other_ids(settings: Settings, tmp_path: Path) -> None:
    ids = []
    for folder in ("one", "two"):
        advisor = assemble(settings.model_copy(update={"data": tmp_path / folder})).ready()
        ids.append(advisor.answerer.answer("Hallo, wat doet Utrecht?")[0].answer_id)
        advisor.close()

    assert ids[0] != ids[1]


def test_the_second_start_embeds_nothing(settings: Settings) -> None:
    steps: list[tuple[int, int]] = []

    for _ in range(2):
        closed(assemble(settings).ready(lambda done, total: steps.append((done, total))))

    done, total = steps[-1]
    assert done == total
    assert [step[0] for step in steps] == sorted(step[0] for step in steps)
    assert steps.count((done, total)) == 1


def test_a_model_that_is_not_there_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(ModelMissing, match="VRIJWIJZER_MODEL"):
        assemble(settings.model_copy(update={"model": str(tmp_path / "empty")}))


def test_a_data_folder_that_is_a_file_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    with pytest.raises(Unavailable, match="data folder"):
        assemble(settings)


def test_a_source_that_another_process_adds_is_found_and_known_at_once(
    library: LibraryBuilder, embedder: Embedder
) -> None:
    library.holds(article("Clubs", "De gemeente Duinveen betaalt de clubs."))
    running = opened(library.folder, embedder).ready()
    before = [known.title for known in running.known()]

    library.holds(article("Zwemmen", "De badmeester van Duinveen is een vrijwilliger."))

    assert before == ["Clubs"]
    hits = running.find("Wie is de badmeester?", "nl").hits
    known = [source.title for source in running.known()]
    running.close()
    assert hits[0].source.metadata.title == "Zwemmen"
    assert known == ["Clubs", "Zwemmen"]


def test_a_source_that_is_removed_is_neither_found_nor_known(library: LibraryBuilder) -> None:
    (clubs,) = library.holds(article("Clubs", "De gemeente Duinveen betaalt de clubs."))
    library.holds(article("Zwemmen", "De badmeester is een vrijwilliger."))
    library.advisor.find("Wie betaalt de clubs?", "nl")

    library.advisor.library.remove(clubs.id)

    hits = library.advisor.find("Wie betaalt de clubs?", "nl").hits
    assert {hit.source.metadata.title for hit in hits} == {"Zwemmen"}
    assert [known.title for known in library.advisor.known()] == ["Zwemmen"]


def test_no_word_of_a_source_that_is_removed_stays_in_memory(library: LibraryBuilder) -> None:
    odd = "neeuvniud"[::-1]  # or the line itself would be found
    text = f"De {odd}raad telt zes leden. ‘Wij willen meer’, zegt Anna {odd.title()}."
    (clubs,) = library.holds(article("Clubs", text))
    library.holds(article("Zwemmen", "De badmeester is een vrijwilliger."))
    for asked in ("Hoeveel leden telt de raad?", "Wat zegt Anna over meer?"):
        library.advisor.answerer.answer(asked)
    assert held(odd)

    library.advisor.library.remove(clubs.id)
    del clubs, text
    library.advisor.answerer.answer("Wie is de badmeester?")

    assert held(odd) == []


def test_what_is_known_is_what_is_searched(library: LibraryBuilder) -> None:
    summary = article(
        "Samenvatting", "Zo is het, kort.", derived_from=Original("Clubs", publisher="Bureau Duin")
    )
    library.holds(summary, article("Zwemmen", "De badmeester is een vrijwilliger."))
    assert [known.title for known in library.advisor.known()] == ["Samenvatting", "Zwemmen"]

    library.holds(article("Clubs", "Zo is het, in het lang.", publisher="Bureau Duin"))

    assert [known.title for known in library.advisor.known()] == ["Zwemmen", "Clubs"]


def test_where_nothing_can_be_written_questions_are_asked_of_what_is_there(
    library: LibraryBuilder, caplog: pytest.LogCaptureFixture
) -> None:
    library.holds(article("Clubs", "De gemeente Duinveen betaalt de clubs."))
    library.advisor.find("Wie betaalt de clubs?", "nl")
    library.holds(article("Zwemmen", "De badmeester van Duinveen is een vrijwilliger."))
    library.advisor.index._contents.store.run("PRAGMA query_only = ON")  # as a full disk

    found = library.advisor.find("Wie betaalt de clubs?", "nl")

    assert [hit.source.metadata.title for hit in found.hits] == ["Clubs"]
    assert found.reach is Reach.PART
    assert "does not follow" in caplog.text


def test_an_index_that_cannot_be_made_at_all_is_no_answer(
    library: LibraryBuilder,
) -> None:
    library.holds(article("Clubs", "De gemeente Duinveen betaalt de clubs."))
    library.advisor.index._contents.store.run("PRAGMA query_only = ON")

    with pytest.raises(Unavailable, match=r"index\.db"):
        library.advisor.find("Wie betaalt de clubs?", "nl")


def test_the_sites_of_the_setting_hold_for_a_chat_too(settings: Settings) -> None:
    chosen = settings.model_copy(update={"allowed_hosts": "voorbeeld.nl"})

    assert closed(assemble(chosen)).hosts == {"voorbeeld.nl"}
    assert closed(assemble(settings)).hosts is None


def test_the_bot_serves_at_once_and_indexes_between_questions(settings: Settings) -> None:
    with Face(settings, settings.data_folder, at_once=True) as face:
        advisor, deadline = face._room, time.monotonic() + 120

        def is_behind() -> bool:
            return face._worker.submit(lambda: advisor.index.keyword_only).result()

        while is_behind() and time.monotonic() < deadline:
            time.sleep(0.05)
        found = face._worker.submit(lambda: advisor.index.search("sport en cultuur")).result()

    assert found[0].dense_rank is not None


def test_a_job_that_cannot_be_done_holds_up_no_other(settings: Settings) -> None:
    closed_note = case_note("Intern", "De wethouder bedankt vrijwilligers.", collection="intern")
    library = Library(settings.data_folder)
    library.add(library.prepare(closed_note))
    library.close()
    (settings.data_folder / "parts").write_text("no folder")

    with Face(settings, settings.data_folder, at_once=True) as face:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if face._worker.submit(lambda: not face._room.index.keyword_only).result():
                break
            time.sleep(0.05)
        assert face._worker.submit(lambda: face._room.index.passages).result() > 0


def test_who_may_ask_is_said_at_the_start(tmp_path: Path) -> None:
    with closing(records_of(tmp_path, Rules(access="invited"))) as records:
        assert "people invite --admin" in access(records, tmp_path)
        records.roles.grant("telegram:12", "Aaf", Role.ADMIN)
        assert access(records, tmp_path).startswith("Access is by invitation")
    with closing(records_of(tmp_path, Rules(access="open"))) as records:
        assert access(records, tmp_path).startswith("Access is open: everyone")
