"""`vrijwijzer evaluate answers`: the table for people and machines, refusals in one line."""

import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Command

GOLD = Path(__file__).parents[2] / "gold" / "bundled.jsonl"


@pytest.fixture
def some(tmp_path: Path) -> Path:
    """Questions of the gold set: answered, declined, a follow-up with what it follows on."""
    lines = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    follow_up = next(each for each in lines if each.get("prev"))
    declined = [each for each in lines if each["status"] == "declined"][:2]
    wanted = [*lines[:2], *declined, follow_up]
    ids = {each["id"] for each in wanted}
    for each in reversed(lines):
        ids |= {each.get("prev")} if each["id"] in ids else set()
    path = tmp_path / "gold.jsonl"
    chosen = [json.dumps(each) for each in lines if each["id"] in ids]
    path.write_text("\n".join(chosen), encoding="utf-8")
    return path


@pytest.fixture
def cache(settled: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    settled.setenv("VRIJWIJZER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_one_object_holds_the_table_and_what_it_was_made_with(
    vrijwijzer: Command, cache: Path, some: Path, data: Path
) -> None:
    ran = vrijwijzer("evaluate", "answers", some, "--json")

    printed = ran.printed
    assert ran.status == 0
    ids = {json.loads(line)["id"] for line in some.read_text("utf-8").splitlines()}
    assert printed["questions"] == len(ids)
    assert {"gold_coverage", "answerable_declined", "auroc_all"} <= set(printed)
    assert set(printed["intervals"]) <= set(printed)
    assert printed["made_with"]["split"] == "all"
    assert "digest-nov" in printed["made_with"]["sources"]
    assert set(printed["missed"]) <= ids
    assert not data.exists()


def test_a_person_reads_the_table_and_the_kinds(
    vrijwijzer: Command, cache: Path, some: Path
) -> None:
    ran = vrijwijzer("evaluate", "answers", some)

    assert "\ngold_coverage by kind of question\n" in ran.out
    assert "answerable.toml@" in ran.out


def test_each_part_is_asked_by_itself(vrijwijzer: Command, cache: Path, some: Path) -> None:
    counts = [
        vrijwijzer("evaluate", "answers", some, "--json", "--split", part).printed["questions"]
        for part in ("dev", "test", "all")
    ]

    assert counts[0] + counts[1] == counts[2]


def test_named_sources_are_added_to_the_library(
    vrijwijzer: Command, cache: Path, some: Path, tmp_path: Path
) -> None:
    (tmp_path / "bus.txt").write_text("De klusbus\n\nDe klusbus komt op dinsdag.\n", "utf-8")

    ran = vrijwijzer("evaluate", "answers", some, "--sources", tmp_path / "bus.txt", "--json")

    assert "de-klusbus" in ran.printed["made_with"]["sources"]


def test_what_cannot_be_scored_is_refused_in_one_line(
    vrijwijzer: Command, cache: Path, some: Path, tmp_path: Path
) -> None:
    stray = json.loads(some.read_text("utf-8").splitlines()[0])
    stray["gold"][0]["text"] = "Dit staat nergens."
    (tmp_path / "stray.jsonl").write_text(json.dumps(stray), "utf-8")
    (tmp_path / "broken.jsonl").write_text("{", "utf-8")
    wrong: list[list[str | Path]] = [
        [tmp_path / "gone.jsonl"],
        [tmp_path / "broken.jsonl"],
        [tmp_path / "stray.jsonl"],
        [some, "--sources", tmp_path / "gone.txt"],
    ]

    for arguments in wrong:
        ran = vrijwijzer("evaluate", "answers", *arguments)

        assert (ran.status, ran.out) == (1, "")
        assert ran.complaint


def test_sources_are_changed_for_as_many_questions_as_are_asked_for(
    vrijwijzer: Command, cache: Path, some: Path
) -> None:
    printed = vrijwijzer("evaluate", "answers", some, "--counterfactual", "2", "--json").printed

    assert set(printed["missed_counterfactual"]) <= {
        json.loads(line)["id"] for line in some.read_text("utf-8").splitlines()
    }


@pytest.mark.parametrize("number", ["-1", "veel"])
def test_a_number_of_questions_is_a_number_from_0(
    vrijwijzer: Command, some: Path, number: str
) -> None:
    with pytest.raises(SystemExit) as ending:
        vrijwijzer("evaluate", "answers", some, f"--counterfactual={number}")

    assert ending.value.code == 2
