from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import bundled
from knowledge.duplicates import HASHES, POINTED_OUT, alike, fingerprint
from knowledge.library import Library
from knowledge.readers import markdown
from tests.support.builders import article

TEXT = " ".join(
    f"Zin {number} gaat over club {number * 7} en haar mensen." for number in range(60)
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path)
    yield opened
    opened.close()


def share(one: str, other: str) -> float:
    found = alike(fingerprint(one), {"x": fingerprint(other)})
    return found[0].share if found else 0.0


def test_the_same_words_are_wholly_alike_whatever_their_case_and_spacing() -> None:
    assert share(TEXT, TEXT.upper().replace(" ", "\n")) == 1.0


def test_a_text_that_was_touched_up_is_alike_and_another_is_not() -> None:
    words = TEXT.split()
    touched = " ".join("anders" if n % 20 == 0 else word for n, word in enumerate(words))

    assert POINTED_OUT < share(TEXT, touched) < 1.0
    assert share(TEXT, "Dit is een heel andere tekst over de sloot en de brug.") == 0.0


def test_the_bundled_texts_are_not_alike() -> None:
    made = {
        name: fingerprint("\n".join(block.text for block in markdown.read(page, name).blocks))
        for name, page in bundled.pages().items()
    }

    for name, one in made.items():
        assert alike(one, {other: made[other] for other in made if other != name}) == []


def test_a_text_without_words_is_like_nothing() -> None:
    assert fingerprint(" – ") == b""
    assert share("–", "–") == 0.0


@given(st.text(min_size=1))
def test_a_fingerprint_has_always_one_length_and_is_its_own_likeness(text: str) -> None:
    made = fingerprint(text)

    assert len(made) in (0, 4 * HASHES)
    assert [each.share for each in alike(made, {"x": made})] == ([1.0] if made else [])


def test_a_near_duplicate_in_the_library_is_pointed_out(library: Library) -> None:
    for title, extra in (("Clubs in de wijk", ""), ("Over clubs", " Nog een zin erbij.")):
        document = article(title, TEXT + extra)
        library.add(library.prepare(document), document.page)

    (found,) = library.alike("over-clubs")

    assert found.source_id == "clubs-in-de-wijk"
    assert found.share > 0.9


def test_what_was_replaced_and_an_older_version_of_itself_are_not_pointed_out(
    library: Library,
) -> None:
    for title, extra in (("Oud", ""), ("Nieuw", " Nog iets."), ("Nieuw", " En nog iets.")):
        document = article(title, TEXT + extra, authors=("Els",))
        library.add(library.prepare(document), document.page)
        library.alike("oud")
    library.replace("oud", "nieuw")

    assert library.alike("nieuw") == []
