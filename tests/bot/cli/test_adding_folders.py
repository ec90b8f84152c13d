"""A folder is added: what is read of it, what is not and why, and what an operator may say."""

from collections import Counter
from pathlib import Path

import pytest

from bot.cli.import_report import totals
from bot.cli.importing import Job, PassedOver, jobs
from tests.bot.cli.conftest import Command
from tests.bot.cli.pages import ids


def test_a_folder_is_walked_and_the_totals_can_be_trusted(
    vrijwijzer: Command, folder: Path
) -> None:
    ran = vrijwijzer("add", folder)

    assert ran.status == 1
    assert "leeg.md" in ran.complaint
    assert {"clubs", "koren", "kerken"} <= ids(vrijwijzer)
    assert "nee" not in ids(vrijwijzer)
    lines = ran.out.splitlines()
    assert lines[0].startswith("article   Clubs · Gemeente Duinveen · date unknown, imported 20")
    assert " · 1 passage" in lines[0]
    assert lines[0].endswith(" · 2 lines left out")
    assert lines[-2] == (
        f"not read  {folder / 'cijfers.xlsx'}:"
        " this is a spreadsheet; save the sheet that counts as .pdf"
    )
    assert lines[-1] == "3 added, 1 refused, 1 not read; passed over, as no documents: 1 .jpg"


def test_the_same_command_goes_on_where_it_stopped(vrijwijzer: Command, folder: Path) -> None:
    vrijwijzer("add", folder / "b.md")
    (folder / "oud" / "leeg.md").unlink()

    ran = vrijwijzer("add", folder)

    assert ran.status == 0
    assert "known     Koren · imported before" in ran.out
    assert ran.out.splitlines()[-1].startswith("2 added, 1 known, 1 not read;")
    again = vrijwijzer("add", "--json", folder)
    assert [line["status"] for line in again.printed] == ["known", "known", "known"]


def test_a_terminal_shows_how_far_it_is_and_the_outcome_stays_apart(
    vrijwijzer: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich then takes stderr for a terminal
    monkeypatch.setenv("COLUMNS", "120")

    ran = vrijwijzer("add", folder / "a.txt", folder / "b.md")

    assert "passages" in ran.err
    assert "2/2" in ran.err
    assert ran.out.splitlines()[-1] == "2 added"
    assert "2/2" not in ran.out


def test_a_stop_halfway_leaves_what_was_done(
    vrijwijzer: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: Job) -> dict[str, str | list[str]]:
        if self.name.endswith("c.md"):
            raise KeyboardInterrupt
        return {}

    with monkeypatch.context() as stopping:
        stopping.setattr(Job, "said", interrupted)
        ran = vrijwijzer("add", folder)

    assert ran.status == 130
    assert "goes on from here" in ran.err
    assert {"clubs", "koren"} <= ids(vrijwijzer)
    assert "kerken" not in ids(vrijwijzer)


def test_a_file_that_was_removed_or_is_said_to_be_other_is_read_again(
    vrijwijzer: Command, folder: Path
) -> None:
    vrijwijzer("add", folder / "a.txt")
    (folder / "a.txt.toml").write_text('publisher = "VNG"\n', "utf-8")

    (changed,) = vrijwijzer("add", "--json", folder / "a.txt").printed
    vrijwijzer("sources", "remove", "clubs")
    (added,) = vrijwijzer("add", "--json", folder / "a.txt").printed

    assert (changed["status"], changed["publisher"]) == ("corrected", "VNG")
    assert added["status"] == "added"


def test_what_was_left_out_can_be_kept(vrijwijzer: Command, folder: Path) -> None:
    vrijwijzer("add", folder / "a.txt")

    (line,) = vrijwijzer("add", "--json", "--keep-all", folder / "a.txt").printed

    assert (line["status"], line["left_out"]) == ("renewed", [])
    text = vrijwijzer("sources", "show", "clubs", "--text").out
    assert text.startswith("Delen op Facebook\n\nLeestijd: 3 minuten\n\nDe gemeente")


def test_options_say_what_a_page_does_not(vrijwijzer: Command, folder: Path) -> None:
    ran = vrijwijzer(
        *("add", "--title", "Zingen", "--author", "Els Bos", "--author", "Kees", "--published"),
        *("2025", "--url", "https://voorbeeld.nl/koor", "--collection", "intern", "--json"),
        *("--licence", "CC0", folder / "b.md"),
    )

    (line,) = ran.printed
    assert (line["id"], line["title"], line["authors"]) == (
        "zingen",
        "Zingen",
        ["Els Bos", "Kees"],
    )
    shown = vrijwijzer("sources", "show", "zingen").out
    assert "given by a person: authors, collection, licence, published, title, url\n" in shown
    assert "collection: intern\n" in shown


def test_options_of_one_source_are_refused_for_many(vrijwijzer: Command, folder: Path) -> None:
    ran = vrijwijzer("add", "--title", "Zingen", "--author", "Els", folder)

    assert ran.status == 2
    assert "--title, --author: can be true of one source only" in ran.complaint


def test_a_wrong_option_is_told_and_nothing_is_stored(
    vrijwijzer: Command, folder: Path, data: Path
) -> None:
    ran = vrijwijzer("add", "--published", "ooit", folder / "b.md")

    assert ran.status == 1
    assert "published 'ooit': write a date" in ran.complaint
    assert not data.exists()


def test_a_folder_without_anything_to_read_is_refused(vrijwijzer: Command, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()

    assert "no file in this folder" in vrijwijzer("add", tmp_path / "leeg").complaint


def test_a_folder_of_old_files_is_refused_with_what_to_do_with_each(
    vrijwijzer: Command, tmp_path: Path
) -> None:
    (tmp_path / "oud").mkdir()
    (tmp_path / "oud" / "nota.doc").write_bytes(b"x")

    ran = vrijwijzer("add", tmp_path / "oud")

    assert ran.status == 1
    assert "nota.doc: this is an old Word file; save it as .docx" in ran.err


def test_an_address_in_the_own_network_is_refused(vrijwijzer: Command, data: Path) -> None:
    ran = vrijwijzer("add", "https://127.0.0.1/geheim")

    assert ran.status == 1
    assert "private network" in ran.complaint
    assert not data.exists()


def test_of_an_export_only_its_sources_are_imported_and_a_link_out_is_not_followed(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "sources.jsonl").touch()
    (folder / "markdown").mkdir()
    (folder / "markdown" / "x.md").touch()
    (tmp_path / "buiten").mkdir()
    (tmp_path / "buiten" / "y.md").touch()
    (folder / "koppeling").symlink_to(tmp_path / "buiten")

    names = {Path(job.name).name for job in jobs([str(folder)])[0]}

    assert "sources.jsonl" in names
    assert {"x.md", "y.md"}.isdisjoint(names)


def test_of_what_is_passed_over_the_ten_most_frequent_kinds_are_named() -> None:
    others = Counter({f".k{number}": 20 - number for number in range(12)})

    (said,) = totals(Counter(added=1), PassedOver((), others))

    assert said.startswith("1 added; passed over, as no documents: 20 .k0, 19 .k1,")
    assert said.endswith(", 11 .k9 and 19 of other kinds")
