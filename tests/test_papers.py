"""What is written for people agrees with the code: example settings, texts, decisions."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from statistics import mean

import pytest

from bot.answering.model import DeclineReason, WarningCode
from bot.settings import Settings
from bot.settings import load as load_settings
from bot.texts import LANGUAGES, load
from knowledge.model import SourceKind
from knowledge.sentences import sentences

ROOT = Path(__file__).parent.parent
TEXTS = load()
MAX_MEAN_WORDS = 15
MAX_WORDS = 25
KNOWN_SHORT = {"PDF", "BSN"}  # officers call them so

in_every_language = pytest.mark.parametrize("language", LANGUAGES)


class TestSettings:
    def test_the_example_explains_every_setting_and_no_other(self) -> None:
        assert set(_example()) == _variables()

    def test_the_example_changes_nothing_until_a_line_is_filled_in(self, alone: Path) -> None:
        without = load_settings()
        (alone / ".env").write_text((ROOT / ".env.example").read_text(), encoding="utf-8")

        assert load_settings() == without

    def test_the_example_shows_the_values_that_hold_without_it(self, alone: Path) -> None:
        without = load_settings()
        shown = "\n".join(f"{name}={value}" for name, value in _example().items())
        (alone / ".env").write_text(shown, encoding="utf-8")

        assert load_settings() == without

    @pytest.fixture
    def alone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """An empty working directory, without a setting in the environment."""
        for name in _variables():
            monkeypatch.delenv(name, raising=False)
        monkeypatch.chdir(tmp_path)
        return tmp_path


class TestTexts:
    def test_both_languages_say_the_same_things(self) -> None:
        dutch, english = (TEXTS.catalogues[language] for language in ("nl", "en"))

        assert dutch.keys() == english.keys()

    def test_both_languages_have_the_same_places_to_fill_in(self) -> None:
        differ = [
            name
            for name in TEXTS.catalogues["nl"]
            if TEXTS.placeholders("nl", name) != TEXTS.placeholders("en", name)
        ]

        assert differ == []

    @in_every_language
    def test_every_closed_set_has_its_texts(self, language: str) -> None:
        wanted = {
            *(f"declined.{reason}" for reason in DeclineReason),
            *(f"warning.{code}" for code in WarningCode),
            *(f"kind.{kind}" for kind in (*SourceKind, "case_example")),
            *(
                f"count.{kind}_{form}"
                for kind in (*SourceKind, "case_example")
                for form in ("one", "many")
            ),
        }

        assert {name for name in wanted if not TEXTS.catalogues[language].get(name)} == set()

    def test_dutch_is_plain(self) -> None:
        whole = [said for said in _sentences_said("nl") if said.endswith((".", "?", ":"))]
        lengths = {said: len(said.split()) for said in whole}

        assert [said for said, words in lengths.items() if words > MAX_WORDS] == []
        assert mean(lengths.values()) <= MAX_MEAN_WORDS

    def test_dutch_says_u(self) -> None:
        familiar = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE)

        assert [said for said in _sentences_said("nl") if familiar.search(said)] == []

    @in_every_language
    def test_an_abbreviation_is_explained_where_it_stands(self, language: str) -> None:
        unexplained = {
            short
            for said in TEXTS.catalogues[language].values()
            for short in re.findall(r"\b[A-Z]{2,}\b(?! \()", said)
        }

        assert unexplained <= KNOWN_SHORT

    @in_every_language
    def test_no_text_raises_its_voice(self, language: str) -> None:
        assert [said for said in _sentences_said(language) if "!" in said] == []


class TestChangelog:
    def test_the_newest_entry_is_of_this_version_and_dated(self) -> None:
        text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

        newest = re.search(r"^## (\S+) – (\d{4}-\d{2}-\d{2})$", text, re.MULTILINE)

        assert newest is not None
        assert newest[1] == project["version"]

    def test_what_is_installed_is_this_version(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

        assert metadata.version("vrijwijzer") == project["version"]


class TestDecisions:
    def test_they_are_numbered_without_a_gap(self) -> None:
        numbers = [int(number) for number, _ in _decisions()]

        assert numbers == list(range(1, len(numbers) + 1))

    def test_each_has_a_date_a_status_and_its_parts(self) -> None:
        incomplete = [
            number
            for number, text in _decisions()
            if not re.search(r"^\d{4}-\d{2}-\d{2} · \w+", text, re.MULTILINE)
            or not all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences"))
        ]

        assert incomplete == []

    def test_each_fits_on_a_screen(self) -> None:
        assert {n: t.count("\n") for n, t in _decisions() if t.count("\n") > 45} == {}


def test_the_licence_is_there_to_its_last_line() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [article for article in range(1, 16) if f"\n{article}." not in text] == []
    assert text.endswith("require the production of a new EUPL version.\n")


def _variables() -> set[str]:
    """The environment variables that the settings are read from."""
    return {
        str(field.validation_alias or f"VRIJWIJZER_{name.upper()}")
        for name, field in Settings.model_fields.items()
    }


def _example() -> dict[str, str]:
    """The settings of .env.example with the values it shows, "" for none."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^#?([A-Z][A-Z_]+)=(.*)$", text, re.MULTILINE))


def _sentences_said(language: str) -> Iterator[str]:
    """Every sentence of a catalogue, line by line."""
    for text in TEXTS.catalogues[language].values():
        for line in text.splitlines():
            yield from (line[start:end] for start, end in sentences(line))


def _decisions() -> list[tuple[str, str]]:
    """The number and the text of each decision."""
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (\d+)\. ", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))
