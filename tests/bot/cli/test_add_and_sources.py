"""`vrijwijzer add` and `vrijwijzer sources`: what goes in, what is told of it, what goes out."""

from pathlib import Path

import pytest

from knowledge import bundled
from knowledge.readers import markdown
from tests.bot.cli.conftest import Command

ARTICLE = """# Clubs in Duinveen

Gepubliceerd op 3 maart 2026

## Geld

De gemeente Duinveen betaalt de clubs. De raad besluit daarover in mei.
"""
NOTE = """---
kind: case_note
title: Dank met een diner
municipality: Duinveen
themes: [waardering]
date: 2026-02-11
role: beleidsmedewerker
---

De gemeente Duinveen bedankt vrijwilligers met een diner.
"""
KEYS = {*("id", "kind", "title", "publisher", "authors", "published", "url", "passages", "parent")}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "clubs.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "diner.md"
    path.write_text(NOTE, encoding="utf-8")
    return path


def ids(vrijwijzer: Command) -> list[str]:
    return [source["id"] for source in vrijwijzer("sources", "list", "--json").printed]


def test_what_is_added_is_told_a_line_a_source(vrijwijzer: Command, note: Path) -> None:
    ran = vrijwijzer("add", note)

    assert ran.status == 0
    first, second = ran.out.splitlines()
    assert first == ("case_note Dank met een diner · publisher unknown · 2026-02-11 · 1 passage")
    assert second.strip() == f"id: dank-met-een-diner · from {note}"


def test_what_is_added_is_printed_for_machines_too(
    vrijwijzer: Command, note: Path, article: Path
) -> None:
    ran = vrijwijzer("add", "--json", note, article)

    assert ran.status == 0
    assert [source["id"] for source in ran.printed] == ["dank-met-een-diner", "clubs-in-duinveen"]
    assert all(
        set(source)
        == KEYS
        | {"added", "from", "status", "left_out", "alike", "may_replace", "mixed_letters"}
        | {"replaces"}
        for source in ran.printed
    )


def test_one_that_is_refused_does_not_keep_out_the_others(
    vrijwijzer: Command, note: Path, article: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "leeg.txt"
    empty.touch()

    ran = vrijwijzer("add", note, empty, article)

    assert ran.status == 1
    assert "leeg.txt" in ran.complaint
    assert {"dank-met-een-diner", "clubs-in-duinveen"} <= set(ids(vrijwijzer))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.txt", b""),
        ("leeg.md", b"\n\n"),
        ("plaatje.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4),
        ("foto.jpeg", b"\xff\xd8"),
        ("kop.md", b"---\nkind: case_note\ntitel: Dank\n---\n\nTekst.\n"),
    ],
)
def test_a_file_that_cannot_be_a_source_is_refused_in_one_line_and_nothing_is_stored(
    vrijwijzer: Command, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    ran = vrijwijzer("add", path)

    assert ran.status == 1
    assert name in ran.complaint
    assert ran.out == ""
    assert ids(vrijwijzer) == list(bundled.pages())


@pytest.mark.parametrize("name", ["weg.txt", "."])
def test_a_path_that_is_no_file_is_refused(vrijwijzer: Command, name: str) -> None:
    ran = vrijwijzer("add", name)

    assert ran.status == 1
    assert name in ran.complaint


def test_adding_the_same_again_changes_nothing(
    vrijwijzer: Command, article: Path, data: Path
) -> None:
    vrijwijzer("add", article)
    before = (data / "knowledge.db").read_bytes()
    listed = ids(vrijwijzer)

    ran = vrijwijzer("add", article)

    assert ran.status == 0
    assert "clubs-in-duinveen" in ran.out
    assert ids(vrijwijzer) == listed
    assert (data / "knowledge.db").read_bytes() == before


def test_a_new_version_takes_the_place_of_the_old(vrijwijzer: Command, article: Path) -> None:
    vrijwijzer("add", article)
    listed = ids(vrijwijzer)
    article.write_text(ARTICLE.replace("in mei", "in juni"), encoding="utf-8")

    vrijwijzer("add", article)

    assert ids(vrijwijzer) == listed
    assert "in juni" in vrijwijzer("sources", "show", "clubs-in-duinveen", "--text").out


def test_what_is_added_can_be_listed_shown_and_removed(vrijwijzer: Command, article: Path) -> None:
    vrijwijzer("add", article)

    listed = vrijwijzer("sources", "list").out
    shown = vrijwijzer("sources", "show", "clubs-in-duinveen").out
    removed = vrijwijzer("sources", "remove", "clubs-in-duinveen")

    assert "clubs-in-duinveen\n    article · Clubs in Duinveen" in listed
    assert "title: Clubs in Duinveen" in shown
    assert (removed.status, removed.out) == (0, "removed: Clubs in Duinveen\n")
    assert "clubs-in-duinveen" not in ids(vrijwijzer)


def test_the_stored_text_is_printed_exactly(vrijwijzer: Command, note: Path) -> None:
    vrijwijzer("add", note)

    text = vrijwijzer("sources", "show", "dank-met-een-diner", "--text").out

    assert text == "De gemeente Duinveen bedankt vrijwilligers met een diner."


def test_the_list_for_machines_has_the_keys_of_the_contract(vrijwijzer: Command) -> None:
    listed = vrijwijzer("sources", "list", "--json").printed

    assert [source["id"] for source in listed] == list(bundled.pages())
    assert all(set(source) == KEYS for source in listed)
    assert {source["kind"] for source in listed} == {"digest", "case_note"}
    assert all(source["passages"] > 0 for source in listed)


def test_a_summary_that_gave_way_is_listed_as_such(vrijwijzer: Command, tmp_path: Path) -> None:
    summary = markdown.read(bundled.pages()["digest-nov"], "digest-nov.md")
    assert summary.metadata.derived_from is not None
    path = tmp_path / "origineel.md"
    path.write_text(
        f"# {summary.metadata.derived_from.title}\n\nHier staat het origineel.\n", encoding="utf-8"
    )

    vrijwijzer("add", path)

    listed = vrijwijzer("sources", "list").out
    assert listed.count("not searched: its original is here") == 1


@pytest.mark.parametrize("action", ["show", "remove"])
def test_an_id_that_is_not_there_is_told_with_the_way_to_find_it(
    vrijwijzer: Command, action: str
) -> None:
    ran = vrijwijzer("sources", action, "kanarie")

    assert ran.status == 1
    assert "no source has the id 'kanarie'" in ran.complaint
    assert "sources list" in ran.complaint


def test_a_folder_without_a_library_is_told_since_its_name_may_be_a_slip(
    vrijwijzer: Command, tmp_path: Path
) -> None:
    first = vrijwijzer("sources", "list", "--data", tmp_path / "dta")
    second = vrijwijzer("sources", "list", "--data", tmp_path / "dta")

    assert (first.status, first.out) == (second.status, second.out)
    assert "a new one begins here" in first.err
    assert second.err == ""


def test_case_34_a_name_with_a_line_break_in_it_costs_one_line(
    vrijwijzer: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "een\nvrijwijzer: alles is weg.txt").write_text("Clubs\n\nClubs bellen.", "utf-8")
    (folder / "twee.txt").write_text("Koren\n\nKoren zoeken leden.", "utf-8")

    ran = vrijwijzer("add", folder)

    assert ran.status == 1
    assert ran.complaint.endswith("there are signs in this name that cannot be shown; rename it")
    assert "koren" in ids(vrijwijzer)


def test_a_folder_is_told_file_by_file_and_ends_in_what_to_look_at(
    vrijwijzer: Command, note: Path, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "map" / "een" / "twee").mkdir(parents=True)
    for path, place in ((note, "een"), (article, "een/twee")):
        path.rename(tmp_path / "map" / place / path.name)
    letters = tmp_path / "map" / "vreemd.txt"
    letters.write_text("Koren\n\nDe g\u0435meente helpt koren.\n", "utf-8")
    (tmp_path / "map" / "lus").symlink_to(tmp_path / "map")

    ran = vrijwijzer("add", tmp_path / "map")

    assert ran.status == 0
    assert f"id: koren · from {letters}" in ran.out
    assert "letters of two alphabets in one word (g\u0435meente)" in ran.out
    assert "3 added" in ran.out
    assert "without a date" in ran.out
