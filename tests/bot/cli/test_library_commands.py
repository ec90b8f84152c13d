"""Editions, versions, exports and checks of what is in the library, as an operator meets them."""

import sqlite3
from pathlib import Path

from tests.bot.cli.conftest import TEXT, Command
from tests.bot.cli.pages import ids, page


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
