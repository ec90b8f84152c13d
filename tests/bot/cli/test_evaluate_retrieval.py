"""`vrijwijzer evaluate retrieval`: figures for people and machines, refusals in one line."""

from pathlib import Path

import pytest

from tests.bot.cli.conftest import Command
from tests.support.beir import beir_folder, write_judgements

FIGURES = {"ndcg@10", "recall@5", "recall@10", "recall@100", "mrr@10"}
ABSTENTION = {"abstention_auroc", "answered_share", "false_answer_share"}
COUNTS = {"questions", "passages", "embed_passages_per_s", "query_ms_p50", "query_ms_p95"}


@pytest.fixture
def cache(settled: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The cache folder of `vrijwijzer`."""
    settled.setenv("VRIJWIJZER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return beir_folder(tmp_path / "klein")


def test_one_object_holds_the_figures_of_the_contract(
    vrijwijzer: Command, cache: Path, folder: Path
) -> None:
    others = folder / "unanswerable.jsonl"

    ran = vrijwijzer("evaluate", "retrieval", folder, "--unanswerable", others, "--json")

    printed = ran.printed
    assert ran.status == 0
    assert set(printed) == {*FIGURES, *ABSTENTION, *COUNTS, "intervals", "made_with"}
    assert set(printed["intervals"]) == FIGURES | ABSTENTION
    for name in FIGURES | ABSTENTION:
        low, high = printed["intervals"][name]
        assert 0 <= low <= printed[name] <= high <= 1
    assert (printed["questions"], printed["passages"]) == (4, 5)
    assert 0 < printed["query_ms_p50"] <= printed["query_ms_p95"]


def test_the_figures_name_what_they_were_made_with(
    vrijwijzer: Command, cache: Path, folder: Path
) -> None:
    made = vrijwijzer("evaluate", "retrieval", folder, "--json").printed["made_with"]

    assert (made["dataset"], made["qrels"]) == ("klein", "test")
    assert made["calibration"].startswith("answerable.toml@")
    assert made["model"]
    assert 0 < made["threshold"] < 1


def test_without_unanswerable_questions_nothing_is_said_of_abstention(
    vrijwijzer: Command, cache: Path, folder: Path
) -> None:
    printed = vrijwijzer("evaluate", "retrieval", folder, "--json").printed

    assert ABSTENTION & set(printed) == set()


def test_a_person_reads_a_table_with_intervals(
    vrijwijzer: Command, cache: Path, folder: Path
) -> None:
    ran = vrijwijzer("evaluate", "retrieval", folder)

    assert " to " in next(line for line in ran.out.splitlines() if line.startswith("ndcg@10"))
    assert "answerable.toml@" in ran.out


def test_the_library_of_the_user_is_left_alone_and_a_second_run_embeds_nothing(
    vrijwijzer: Command, cache: Path, folder: Path, data: Path
) -> None:
    first, second = (vrijwijzer("evaluate", "retrieval", folder) for _ in range(2))

    assert "Indexing passages" in first.err
    assert "Indexing passages" not in second.err
    assert not data.exists()
    assert [path.name for path in cache.iterdir()] == ["evaluation"]


def test_the_plot_is_drawn_where_it_is_asked_for(
    vrijwijzer: Command, cache: Path, folder: Path, tmp_path: Path
) -> None:
    ran = vrijwijzer("evaluate", "retrieval", folder, "--plot", tmp_path / "risk.png")

    assert ran.status == 0
    assert (tmp_path / "risk.png").read_bytes().startswith(b"\x89PNG")


def test_the_judgements_can_be_named(vrijwijzer: Command, cache: Path, folder: Path) -> None:
    write_judgements(folder / "qrels" / "dev.tsv", [("q-bos", "bos", 1)])

    printed = vrijwijzer("evaluate", "retrieval", folder, "--qrels", "dev", "--json").printed

    assert (printed["questions"], printed["made_with"]["qrels"]) == (1, "dev")


def test_what_cannot_be_measured_is_refused_in_one_line_and_writes_nothing(
    vrijwijzer: Command, cache: Path, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (folder / "u.jsonl").write_text('{"text": "Hoe?"}\n', encoding="utf-8")
    write_judgements(folder / "qrels" / "bad.tsv", [("q-weg", "bos", 1)])
    wrong: list[list[str | Path]] = [
        [tmp_path / "empty"],
        [folder, "--qrels", "bad"],
        [folder, "--unanswerable", folder / "u.jsonl"],
        [folder, "--plot", tmp_path / "gone" / "risk.png"],
    ]

    for arguments in wrong:
        ran = vrijwijzer("evaluate", "retrieval", *arguments)

        assert (ran.status, ran.out) == (1, "")
        assert ran.complaint
        assert not cache.exists()
