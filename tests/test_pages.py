"""The pages for people, README.md and docs/, agree with the code and with one another."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import build_parser
from bot.settings import Settings
from knowledge import errors
from knowledge.model import Evidence, SourceKind
from knowledge.readers import markdown

ROOT = Path(__file__).parent.parent
README, RUNNING, SOURCES = "README.md", "docs/running.md", "docs/sources.md"
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / README, *sorted((ROOT / "docs").glob("*.md")))
}
# Beside the errors' own: done, and stopped with Ctrl-C.
OTHER_STATUSES = {0, 130}
MAX_LINES = 200

on_every_page = pytest.mark.parametrize("page", PAGES)


class TestReadme:
    def test_it_is_short_and_begins_with_the_two_commands(self) -> None:
        first = re.search(r"^```sh\n(.*?)^```$", PAGES[README], re.MULTILINE | re.DOTALL)

        assert PAGES[README].count("\n") <= MAX_LINES
        assert first is not None
        assert re.findall(r"^make \w+", first[1], re.MULTILINE) == ["make demo", "make test"]

    def test_it_points_to_every_other_page(self) -> None:
        targets = {target for target, _ in _links(README)}

        assert {*PAGES} - {README} <= targets

    def test_the_word_list_names_the_kinds_of_source_of_the_code(self) -> None:
        words = {row[0]: row[2] for row in _table(README, "word")}
        kinds = set(re.findall(r"`(\w+)`", words["Source"]))

        assert kinds == set(SourceKind)
        assert list(words) == [
            "Source",
            "Passage",
            "Quote",
            "Citation",
            "Collection",
            "Statement",
            "Answer",
            "Officer, Advisor, Moderator, Admin",
            "Scan",
        ]


class TestEveryPage:
    @on_every_page
    def test_every_command_line_can_be_typed(self, page: str) -> None:
        for line in _typed(page):
            build_parser().parse_args(shlex.split(line)[1:])

    def test_command_lines_are_found_where_they_stand(self) -> None:
        found = {page for page in PAGES if len([*_typed(page)]) >= 5}

        assert {README, RUNNING, SOURCES} <= found

    def test_every_make_target_is_there(self) -> None:
        targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

        named = {page: _made(text) for page, text in PAGES.items()}

        assert {"demo", "test"} <= named[README]
        assert {page: wrong for page, made in named.items() if (wrong := made - targets)} == {}

    @on_every_page
    def test_every_file_that_it_points_to_is_there(self, page: str) -> None:
        folder = (ROOT / page).parent

        assert [to for to, _ in _links(page) if not (folder / to).exists()] == []

    @on_every_page
    def test_every_heading_that_it_points_to_is_there(self, page: str) -> None:
        folder = (ROOT / page).parent
        pointed = [((folder / to) if to else ROOT / page, at) for to, at in _links(page) if at]

        assert [(to, at) for to, at in pointed if at not in _anchors(to)] == []

    def test_links_are_found_where_they_stand(self) -> None:
        assert ("docs/question.svg", "") in [*_links(README)]
        assert ("docs/running.md", "let-people-in") in [*_links(README)]
        assert ("", "exit-status") in [*_links(RUNNING)]


class TestRunning:
    def test_it_lists_every_setting_and_no_other(self) -> None:
        variables = {
            str(field.validation_alias or f"VRIJWIJZER_{name.upper()}")
            for name, field in Settings.model_fields.items()
        }

        assert {row[0] for row in _table(RUNNING, "setting")} == variables

    def test_the_exit_statuses_are_those_of_the_errors(self) -> None:
        told = {int(row[0]) for row in _table(RUNNING, "exit status")}

        assert told == {each.exit_status for each in _errors()} | OTHER_STATUSES


class TestSources:
    def test_its_case_note_is_one_that_can_be_added(self) -> None:
        document = markdown.read(_block(SOURCES, "markdown"), "notitie.md")
        known = document.metadata

        assert (known.kind, known.evidence) == (SourceKind.CASE_NOTE, Evidence.PRACTICE)
        assert known.municipalities == ("Voorbeeldstad",)
        assert known.themes == ("sport", "cultuur", "samenwerking")
        assert known.published == "2026-03"
        assert known.contact_role == "beleidsmedewerker sport"
        assert len(document.blocks) == 9

    def test_its_table_of_keys_holds_every_key_of_its_case_note(self) -> None:
        explained = {key for row in _table(SOURCES, "key") for key in row[0].split(", ")}
        used = re.findall(r"^(\w+):", _block(SOURCES, "markdown"), re.MULTILINE)

        assert set(used) <= explained


def _typed(page: str) -> Iterator[str]:
    """Every command line of a page that was written by hand."""
    by_hand = re.sub(r"\[\[\[cog.*?\[\[\[end\]\]\]", "", PAGES[page], flags=re.DOTALL)
    yield from re.findall(r"(?:^|`)(?:\.venv/bin/)?(vrijwijzer [^`\n#]+)", by_hand, re.MULTILINE)


def _made(text: str) -> set[str]:
    """What a text makes with `make`."""
    return set(re.findall(r"(?:`|^|> )make ([a-z]+)", text, re.MULTILINE))


def _links(page: str) -> Iterator[tuple[str, str]]:
    """The file ("" for the page itself) and the heading ("" for none) of each link inside."""
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", PAGES[page]):
        file, _, heading = target.partition("#")
        yield file, heading


def _anchors(path: Path) -> set[str]:
    """The headings of a page as links write them."""
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


def _errors() -> set[type[errors.VrijwijzerError]]:
    """Every error that a person can meet."""
    return {
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, errors.VrijwijzerError)
    }


def _table(page: str, first: str) -> list[list[str]]:
    """The rows of a page's first table whose first column has this heading, code marks off."""
    lines = PAGES[page].split("\n")
    begin = next(n for n, line in enumerate(lines) if line.startswith(f"| {first} |"))
    rows = []
    for line in lines[begin + 2 :]:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        rows.append([cells[0].replace("`", ""), *cells[1:]])
    return rows


def _block(page: str, language: str) -> str:
    """A page's only code block in a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], re.MULTILINE | re.DOTALL)
    return str(found)
