"""Folders, what a person says, versions, exports and checks, as an operator meets them."""

import sqlite3
from pathlib import Path

import pytest

from bot.cli.importing import Job, jobs
from tests.bot.cli.conftest import Command

TEXT = "De gemeente Duinveen betaalt de clubs elk jaar in mei. De raad besluit over het bedrag."


def page(title: str, text: str = TEXT, published: str = "3 maart 2026") -> str:
    return f"# {title}\n\nGepubliceerd op {published}\n\n{text}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "bronnen"
    (made / "oud").mkdir(parents=True)
    (made / ".verborgen").mkdir()
    (made / "a.txt").write_text(
        f"Clubs\n\nDelen op Facebook\n\nLeestijd: 3 minuten\n\n{TEXT}\n", "utf-8"
    )
    (made / "a.txt.toml").write_text('publisher = "Gemeente Duinveen"\n', "utf-8")
    (made / "b.md").write_text("# Koren\n\nEen koor zingt. Dat horen de buren graag.\n", "utf-8")
    (made / "oud" / "c.md").write_text("# Kerken\n\nEen kerk is op zondag open.\n", "utf-8")
    (made / "oud" / "leeg.md").write_text("", "utf-8")
    (made / "cijfers.xlsx").write_bytes(b"PK\x03\x04")
    (made / "zaal.jpg").write_bytes(b"\xff\xd8\xff")
    (made / ".verborgen" / "d.md").write_text("# Nee\n\nNiet lezen.\n", "utf-8")
    return made


def ids(vrijwijzer: Command) -> set[str]:
    return {source["id"] for source in vrijwijzer("sources", "list", "--json").printed}


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


def test_an_address_in_the_own_network_is_refused(vrijwijzer: Command, data: Path) -> None:
    ran = vrijwijzer("add", "https://127.0.0.1/geheim")

    assert ran.status == 1
    assert "private network" in ran.complaint
    assert not data.exists()


def test_a_near_duplicate_and_an_earlier_edition_are_pointed_out(
    vrijwijzer: Command, tmp_path: Path
) -> None:
    for year in (2022, 2026):
        (tmp_path / f"{year}.md").write_text(
            page(f"Nota vrijwilligers {year}", f"{TEXT} Dat was {year}.", f"1 mei {year}"), "utf-8"
        )
    vrijwijzer("add", tmp_path / "2022.md")

    ran = vrijwijzer("add", tmp_path / "2026.md")

    assert "nearly the same as nota-vrijwilligers-2022 (" in ran.out
    question = (
        "does this replace nota-vrijwilligers-2022? then: vrijwijzer sources set"
        " nota-vrijwilligers-2022 replaced_by=nota-vrijwilligers-2026"
    )
    assert question in ran.out
    done = vrijwijzer(*question.partition("vrijwijzer ")[2].split())
    assert done.status == 0
    listed = vrijwijzer("sources", "list").out
    assert listed.count("not searched: replaced by nota-vrijwilligers-2026") == 1


def test_what_a_source_replaces_can_be_said_at_once_and_taken_back(
    vrijwijzer: Command, folder: Path
) -> None:
    vrijwijzer("add", folder / "a.txt")

    vrijwijzer("add", "--replaces", "clubs", folder / "b.md")
    assert "replaced by: koren\n" in vrijwijzer("sources", "show", "clubs").out
    round_about = vrijwijzer("sources", "set", "koren", "replaced_by=clubs").complaint
    assert "take that back first: vrijwijzer sources set clubs replaced_by=" in round_about
    assert "by itself" in vrijwijzer("sources", "set", "koren", "replaced_by=koren").complaint

    vrijwijzer("sources", "set", "clubs", "replaced_by=")
    assert "replaced by: –\n" in vrijwijzer("sources", "show", "clubs").out
    wrong = vrijwijzer("add", "--replaces", "kanarie", folder / "oud" / "c.md")
    assert "no source has the id 'kanarie'" in wrong.complaint


def test_a_new_edition_under_the_same_title_replaces_itself_without_a_complaint(
    vrijwijzer: Command, tmp_path: Path
) -> None:
    path = tmp_path / "nota.md"
    path.write_text(page("Nota vrijwilligers", f"{TEXT} Een.", "1 mei 2022"), "utf-8")
    vrijwijzer("add", path)
    path.write_text(page("Nota vrijwilligers", f"{TEXT} Twee.", "1 mei 2022"), "utf-8")

    ran = vrijwijzer("add", "--replaces", "nota-vrijwilligers", path)

    assert ran.status == 0
    assert "vrijwijzer: " not in ran.err
    assert "was in the library with another text, which is kept as an earlier version" in ran.out
    assert "replaced by: –\n" in vrijwijzer("sources", "show", "nota-vrijwilligers").out


def test_an_id_that_nothing_has_is_refused_before_anything_is_added(
    vrijwijzer: Command, folder: Path
) -> None:
    before = ids(vrijwijzer)

    ran = vrijwijzer("add", "--replaces", "kanarie", folder / "b.md")

    assert ran.status == 1
    assert "no source has the id 'kanarie'" in ran.complaint
    assert ids(vrijwijzer) == before


def test_a_copy_under_another_name_is_known(
    vrijwijzer: Command, folder: Path, tmp_path: Path
) -> None:
    vrijwijzer("add", folder / "b.md")
    (folder / "b.md").rename(tmp_path / "kopie.md")
    page_of_it = "<html><body><h1>Koren</h1><p>Een koor zingt. Dat horen de buren graag.</p>"
    (tmp_path / "kopie.html").write_text(page_of_it, "utf-8")

    ran = vrijwijzer("add", tmp_path / "kopie.md", tmp_path / "kopie.html")

    assert "known     Koren · imported before" in ran.out
    assert "known     Koren · already in the library, word for word" in ran.out
    assert ran.out.splitlines()[-1] == "2 known"


def test_a_folder_of_old_files_is_refused_with_what_to_do_with_each(
    vrijwijzer: Command, tmp_path: Path
) -> None:
    (tmp_path / "oud").mkdir()
    (tmp_path / "oud" / "nota.doc").write_bytes(b"x")

    ran = vrijwijzer("add", tmp_path / "oud")

    assert ran.status == 1
    assert "nota.doc: this is an old Word file; save it as .docx" in ran.err


def test_earlier_versions_can_be_shown(vrijwijzer: Command, folder: Path) -> None:
    path = folder / "b.md"
    vrijwijzer("add", path)
    before = vrijwijzer("sources", "show", "koren", "--text").out
    path.write_text(path.read_text("utf-8").replace("graag", "niet"), "utf-8")
    vrijwijzer("add", path)

    assert "earlier versions: 1 (until " in vrijwijzer("sources", "show", "koren").out
    assert vrijwijzer("sources", "show", "koren", "--version", "1", "--text").out == before
    wrong = vrijwijzer("sources", "show", "koren", "--version", "7")
    assert wrong.complaint.endswith("no earlier version 7; there are: 1")


def test_what_is_set_is_marked_and_survives(vrijwijzer: Command, folder: Path) -> None:
    vrijwijzer("add", folder / "b.md")

    ran = vrijwijzer("sources", "set", "koren", "published=3 mei 2024", "themes=cultuur; muziek")

    assert ran.out == "set: published, themes of Koren\n"
    shown = vrijwijzer("sources", "show", "koren").out
    assert "published: 2024-05-03\n" in shown
    assert "themes: cultuur, muziek\n" in shown
    assert "given by a person: published, themes\n" in shown
    assert "write KEY=VALUE" in vrijwijzer("sources", "set", "koren", "published").complaint


def test_an_export_comes_back_as_it_was(vrijwijzer: Command, folder: Path, tmp_path: Path) -> None:
    vrijwijzer("add", folder / "a.txt", folder / "b.md")
    first = vrijwijzer("sources", "export", tmp_path / "uit")

    ran = vrijwijzer("add", "--data", tmp_path / "ander", tmp_path / "uit")
    vrijwijzer("sources", "export", "--data", tmp_path / "ander", tmp_path / "weer")

    assert first.out.startswith("exported: 2 sources to ")
    assert ran.status == 0
    assert {path.name for path in (tmp_path / "uit" / "markdown").iterdir()} == {
        "clubs.md",
        "koren.md",
    }
    one, other = (tmp_path / name / "sources.jsonl" for name in ("uit", "weer"))
    assert one.read_bytes() == other.read_bytes()


def test_damage_is_found_by_verify(vrijwijzer: Command, folder: Path, data: Path) -> None:
    vrijwijzer("add", folder / "b.md")
    assert vrijwijzer("sources", "verify").out.startswith("sound: ")
    raw = sqlite3.connect(data / "knowledge.db")
    raw.execute("UPDATE sources SET text = replace(text, 'zingt', 'zinkt')")
    raw.commit()
    raw.close()

    ran = vrijwijzer("sources", "verify")

    assert ran.status == 1
    assert ran.out.startswith("koren#1: the text is not that which was stored")


def test_old_and_undated_sources_are_listed(vrijwijzer: Command, folder: Path) -> None:
    (folder / "d.md").write_text(page("Oud nieuws"), "utf-8")
    vrijwijzer("add", folder / "b.md")
    vrijwijzer("add", "--published", "3 maart 2009", folder / "d.md")

    stale = {line["id"]: line for line in vrijwijzer("sources", "stale", "--json").printed}
    said = vrijwijzer("sources", "stale").out

    assert stale["koren"]["years"] is None
    assert stale["oud-nieuws"]["years"] > 10
    assert stale["oud-nieuws"]["cited"] == 0
    assert "koren\n    article · date unknown, imported 20" in said


def test_the_faithfulness_of_a_set_is_printed(vrijwijzer: Command, tmp_path: Path) -> None:
    (tmp_path / "sentences.txt").write_text("Een. | Twee.\n", "utf-8")

    ran = vrijwijzer("evaluate", "library", tmp_path)
    figures = vrijwijzer("evaluate", "library", tmp_path, "--json").printed

    assert "sentence_f1        1.0000   of 1 boundaries" in ran.out
    assert {"content_kept", "furniture_through", "comments_apart", "sentence_f1"} <= set(figures)


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
