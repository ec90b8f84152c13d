"""Gold files are read whole or refused; their marks are found in the library."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.gold import Mark, Status, needed, read
from bot.evaluation.places import resolve
from bot.evaluation.split import Split
from knowledge.errors import SourceRefused
from knowledge.model import Source
from tests.support.builders import article, comment, source

TEXT = "Nodig de clubs vroeg uit. Zij kennen\u00a0de buurt! Wie kennen de buurt niet?"


def line(question_id: str = "x1", **other: Any) -> dict[str, Any]:
    """A gold question of our own, as a line holds it."""
    given = {
        "id": question_id,
        "question": "Hoe betrekken we clubs?",
        "language": "nl",
        "kind": "how_to",
        "status": "answered",
        "gold": [{"source": "bron", "text": "Nodig de clubs vroeg uit."}],
        "enough": "all",
        "supporting": [],
        "prev": None,
        "near": False,
        "method_missing": False,
    }
    return given | other


def gold_file(folder: Path, *lines: object) -> Path:
    path = folder / "gold.jsonl"
    texts = [each if isinstance(each, str) else json.dumps(each) for each in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def declined(question_id: str, **other: Any) -> dict[str, Any]:
    return line(question_id, status="declined", gold=[], **other)


class TestReading:
    def test_a_question_is_read_with_its_gold(self, tmp_path: Path) -> None:
        (one,) = read(gold_file(tmp_path, line(), ""))

        assert (one.id, one.status) == ("x1", Status.ANSWERED)
        assert one.gold == (
            Mark("bron", "Nodig de clubs vroeg uit.", "Nodig de clubs vroeg uit."),
        )

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ("niets", "Expecting value"),
            ("[]", "needs an object"),
            ({"id": "x"}, "question"),
            (line(status="maybe"), "maybe"),
            (line(gold=[]), "gold"),
            (line(gold=[{"source": "bron"}]), "first"),
            (line(gold=[{"source": "bron", "text": "a", "extra": "b"}]), "first"),
            (declined("x1") | {"gold": [{"source": "bron", "text": "a"}]}, "gold"),
            (line(prev="later"), "later"),
        ],
    )
    def test_a_line_of_another_form_is_refused_with_its_number(
        self, tmp_path: Path, wrong: object, said: str
    ) -> None:
        with pytest.raises(SourceRefused) as refused:
            read(gold_file(tmp_path, line("x0"), wrong))

        assert "gold.jsonl:2: " in str(refused.value)
        assert said in str(refused.value)

    def test_an_id_may_stand_there_once(self, tmp_path: Path) -> None:
        with pytest.raises(SourceRefused, match=r"gold.jsonl:2.*twice"):
            read(gold_file(tmp_path, line(), line()))

    def test_many_faults_are_counted_and_the_first_named(self, tmp_path: Path) -> None:
        with pytest.raises(SourceRefused) as refused:
            read(gold_file(tmp_path, *["[]"] * 5))

        assert "gold.jsonl:3" in str(refused.value)
        assert "and 2 more" in str(refused.value)

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff"])
    def test_an_empty_or_foreign_file_is_refused(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "gold.jsonl").write_bytes(content)

        with pytest.raises(SourceRefused, match=r"gold.jsonl"):
            read(tmp_path / "gold.jsonl")

    def test_a_file_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(SourceRefused, match=r"gone.jsonl"):
            read(tmp_path / "gone.jsonl")


class TestSplit:
    def test_every_question_is_in_one_of_the_parts_and_a_third_is_locked(self) -> None:
        ids = [f"a{n:03}" for n in range(600)]

        locked = [each for each in ids if Split.TEST.holds(each)]

        assert all(Split.TEST.holds(each) != Split.DEV.holds(each) for each in ids)
        assert all(Split.ALL.holds(each) for each in ids)
        assert 160 < len(locked) < 240

    def test_what_a_question_follows_on_comes_along(self, tmp_path: Path) -> None:
        chain = [line("a001"), line("a003", prev="a001"), line("a004", prev="a003"), line("a005")]
        questions = read(gold_file(tmp_path, *chain))
        assert [Split.TEST.holds(each.id) for each in questions] == [True, False, False, False]

        assert [each.id for each in needed(questions, Split.DEV)] == [
            "a001",
            "a003",
            "a004",
            "a005",
        ]
        assert [each.id for each in needed(questions, Split.TEST)] == ["a001"]


class TestPlaces:
    def places(self, tmp_path: Path, sources: list[Source], *marks: dict[str, str]) -> list[str]:
        """The words at the places of these marks."""
        (one,) = resolve(read(gold_file(tmp_path, line(gold=list(marks)))), sources)
        texts = {each.id: each.text for each in sources}
        return [texts[each.source_id][each.start : each.end] for each in one.gold]

    def test_a_mark_goes_from_its_first_words_to_the_nearest_end(self, tmp_path: Path) -> None:
        one = source(article("Een", TEXT))

        found = self.places(
            tmp_path,
            [one],
            {"source": "bron", "text": "Nodig de clubs vroeg uit."},
            {"source": "bron", "first": "Zij kennen de", "last": "de buurt"},
            {"source": "bron", "first": "Zij kennen", "last": "niet"},
        )

        assert found == [
            "Nodig de clubs vroeg uit",
            "Zij kennen\u00a0de buurt",
            "Zij kennen\u00a0de buurt! Wie kennen de buurt niet",
        ]

    def test_a_source_is_named_by_id_or_by_who_says_it(self, tmp_path: Path) -> None:
        sources = [
            source(article("Een", "Een vroeg.", publisher="Vereniging Samen"), "een"),
            source(article("Twee", "Twee vroeg.", publisher="Anders"), "twee"),
            source(
                comment("Drie", "Drie vroeg.", publisher="Vereniging Samen", authors=("J. Bos",)),
                "een-reactie-1",
            ),
        ]

        found = self.places(
            tmp_path,
            sources,
            *(
                {"source": name, "first": first, "last": "vroeg"}
                for name, first in (("samen", "Een"), ("twee", "Twee"), ("samen-comment-bos", "D"))
            ),
        )

        assert found == ["Een vroeg", "Twee vroeg", "Drie vroeg"]

    @pytest.mark.parametrize(
        "mark",
        [
            {"source": "anders", "text": "Nodig de clubs vroeg uit."},
            {"source": "bron", "text": "Nodig de clubs laat uit."},
            {"source": "bron", "first": "Wie kennen", "last": "vroeg uit"},
        ],
    )
    def test_gold_that_stands_nowhere_is_refused_with_its_question(
        self, tmp_path: Path, mark: dict[str, str]
    ) -> None:
        with pytest.raises(SourceRefused, match=r"x1.*--sources"):
            self.places(tmp_path, [source(article("Een", TEXT))], mark)

    def test_a_name_that_fits_two_sources_fits_none(self, tmp_path: Path) -> None:
        twins = [source(article("Een", TEXT, publisher="Samen"), f"bron-{n}") for n in range(2)]

        with pytest.raises(SourceRefused):
            self.places(tmp_path, twins, {"source": "samen", "text": "Nodig de clubs"})
