"""Fault cases 30 to 34 of TRUST that no other test has; the others stand with what they concern.

25 test_net; 26 test_pdf_reader, test_sandbox; 27 test_docx_reader; 28 test_formats; 29
test_html_reader; 31 test_decoding; 33 (long questions) is the conversation's.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import dutch
from knowledge import exchange
from knowledge.alphabets import mixed_words
from knowledge.errors import SourceRefused
from knowledge.exchange import Kept
from knowledge.library import Library
from knowledge.readers import read
from tests.support.builders import article, source

INVISIBLE = ("\u200b", "\u200d", "\u2060", "\u00ad", "\u202e", "\u2066", "\ufeff")


@pytest.mark.parametrize("name", ["leden.csv", "leden.tsv", "leden.xlsx", "leden.ods"])
def test_case_30_a_sheet_is_no_source_and_its_formulas_go_nowhere(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_text("naam;=cmd|'/c calc'!A1\n" * 3, "utf-8")

    with pytest.raises(SourceRefused, match="this is a spreadsheet"):
        read(path)


@given(st.integers(1, 9), st.sampled_from(INVISIBLE))
def test_case_32_a_sign_that_nobody_sees_hides_no_word(place: int, sign: str) -> None:
    word = "woningbouw"

    assert dutch.terms(f"{word[:place]}{sign}{word[place:]}") == dutch.terms(word)


def test_case_32_a_sign_that_nobody_sees_stays_in_the_stored_text(tmp_path: Path) -> None:
    path = tmp_path / "bouw.txt"
    path.write_text("Bouw\n\nDe woning\u200bbouw komt \u202eop gang.\n", "utf-8")
    library = Library(tmp_path / "data")

    library.add(library.prepare(read(path)))
    text = library.source("bouw").text
    library.close()

    assert "woning\u200bbouw" in text
    assert "\u202eop gang" in text


def test_case_32_words_of_two_alphabets_are_told_and_others_are_not() -> None:
    assert mixed_words("De g\u0435meente en de gemeente, \u0430lles.") == (
        "g\u0435meente",
        "\u0430lles",
    )
    assert mixed_words("Één café, 5 µg, Δ, Москва en vrijwilligerswerk") == ()


def test_case_34_an_export_whose_id_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    made = source(article("Samen", "Nodig clubs uit."))
    exchange.write([Kept(made, "")], tmp_path)
    path = tmp_path / exchange.FILE
    elsewhere = replace(made, id="../../weg", passages=())
    line: dict[str, object] = {
        "source": exchange.record_of(elsewhere), "page": "", "replaced_by": None, "earlier": []
    }  # fmt: skip
    path.write_text(path.read_text("utf-8").split("\n")[0] + f"\n{json.dumps(line)}\n", "utf-8")

    with pytest.raises(SourceRefused, match=r"2: '\.\./\.\./weg' is no id of a source"):
        exchange.read(path)


def test_case_34_a_title_full_of_paths_becomes_a_plain_name(tmp_path: Path) -> None:
    library = Library(tmp_path / "data")
    library.add(library.prepare(article("../../../etc/passwd\\x", "Nodig clubs uit.")))
    exchange.write(library.shelf(), tmp_path / "uit")
    library.close()

    names = [path.name for path in (tmp_path / "uit" / exchange.READABLE).iterdir()]
    assert names == ["etc-passwd-x.md"]
