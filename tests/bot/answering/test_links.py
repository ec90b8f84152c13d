"""A link opens the original at the quoted words, at no others, or just opens it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.cite import link_to, searchable, with_fragment
from tests.support.fragments import selected

URL = "https://voorbeeld.nl/artikel"
BEFORE = "Dit staat ervoor. "
LONG = ["vrijwilligersorganisaties", "ontwikkelingsbudget", "verenigingsbesturen", "leefbaarheid"]
SHORT = [
    "de",
    "De",
    "club",
    "sport-",
    "en,",
    "&",
    "(buurt)",
    "50%",
    "'mee'",
    "in\u00a0mei.",
    "café",
]
WORDS = st.lists(st.sampled_from(LONG + SHORT), min_size=1, max_size=24)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_a_link_that_names_words_marks_exactly_the_quote(
    parts: list[str], around: list[str]
) -> None:
    quoted = " ".join(" ".join(parts).split())
    page = f"{BEFORE}\n\n{quoted}\n\n{' '.join(around)}"

    link = link_to(URL, quoted, searchable(page))

    assert link is not None
    assert link == URL or (selected(page, link) or "").casefold() == quoted.casefold()


@pytest.mark.parametrize(
    "quoted",
    [
        "Gemeenten steunen clubs.",
        "Vrijwilligersorganisaties, verenigingsbesturen én buurtinitiatieven ontvangen budget.",
        "Elke gemeente maakt ieder jaar een plan voor de clubs. Daarover spreekt de raad in mei.",
    ],
    ids=["short", "few long words", "long"],
)
def test_words_that_stand_once_are_named(quoted: str) -> None:
    page = f"{BEFORE}{quoted} En dit erna."

    link = link_to(URL, quoted, searchable(page))

    assert link is not None
    assert selected(page, link) == quoted


def test_a_long_quote_is_named_by_its_first_and_last_words() -> None:
    quoted = "Elke gemeente maakt ieder jaar een plan. " + "Dat plan is er voor alle clubs. " * 3
    quoted += "Daarover spreekt de raad in mei."

    link = link_to(URL, quoted, searchable(f"{BEFORE}{quoted}"))

    assert link is not None
    assert link.endswith(
        ":~:text=Elke%20gemeente%20maakt%20ieder%20jaar,spreekt%20de%20raad%20in%20mei."
    )


@pytest.mark.parametrize(
    "page",
    [
        "Clubs helpen. En nog eens: Clubs helpen.",
        "Dat clubs helpen. Clubs helpen.",
        "Hier staat iets anders.",
        "",
    ],
    ids=["twice", "once with another capital", "not there", "no page"],
)
def test_words_that_do_not_stand_there_just_once_are_not_named(page: str) -> None:
    assert link_to(URL, "Clubs helpen.", searchable(page)) == URL


def test_white_space_of_the_page_does_not_matter() -> None:
    link = link_to(URL, "Clubs\u00a0helpen  mee.", searchable("Zo is het: Clubs\nhelpen mee."))

    assert link == f"{URL}#:~:text=Clubs%20helpen%20mee."


def test_comma_dash_and_ampersand_in_the_words_are_encoded() -> None:
    link = with_fragment(URL, "sport- en cultuur, jong & oud")

    assert link == f"{URL}#:~:text=sport%2D%20en%20cultuur%2C%20jong%20%26%20oud"


def test_an_address_with_a_fragment_of_its_own_keeps_it() -> None:
    assert with_fragment(f"{URL}#kop", "Clubs", "mee") == f"{URL}#kop:~:text=Clubs,mee"


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "file:///etc/passwd", "https://", "www.voorbeeld.nl"]
)
def test_without_an_address_of_the_web_there_is_no_link(url: str | None) -> None:
    assert link_to(url, "Clubs helpen.", "Clubs helpen.") is None


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_make_a_link_of_printable_ascii_without_spaces(first: str, last: str) -> None:
    link = with_fragment(URL, first, last)

    assert link.isascii()
    assert link.isprintable()
    assert " " not in link
    assert link.count(",") == 1


@pytest.mark.parametrize("url", ["https://[", "https://[abc", "https://", "javascript:alert(1)"])
def test_an_address_that_is_none_gives_no_link_and_no_fault(url: str) -> None:
    assert link_to(url, "Clubs helpen.", searchable("Clubs helpen.")) is None
