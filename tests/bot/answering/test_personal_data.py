"""Personal data is seen in every usual spelling, and nothing of it is searched or kept."""

import string
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.finder import Found
from bot.answering.model import Declined, DeclineReason, Language
from bot.answering.personal_data import PersonalData, found_in, is_bsn, is_iban
from bot.card import card
from bot.reply import Action
from bot.texts import load as load_texts
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source
from tests.support.library import KEY

LAW = settings(deadline=None, max_examples=60)
SENTENCES = (
    "{}",
    "Mijn nummer is {}, mag dat?",
    "({})",
    "Kunt u iets doen voor iemand met {}.",
    "wat doen we met {}?",
    "Het gaat om: {}; hoe nu verder",
    "{} staat in het formulier",
)
TOLD = st.sampled_from(SENTENCES)
SEPARATORS = st.sampled_from(["", " ", ".", "-", " - ", "/"])
GROUPS = st.sampled_from([(9,), (3, 3, 3), (4, 2, 3), (2, 2, 2, 3)])


def grouped(digits: str, sizes: Sequence[int], separator: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return separator.join(part for part in [*parts, digits[at:]] if part)


@st.composite
def bsns(draw: st.DrawFn) -> str:
    """A number that mostly passes the 11-test: its last digit follows from the others."""
    first = draw(st.lists(st.integers(0, 9), min_size=8, max_size=8).filter(any))
    check = sum(d * w for d, w in zip(first, range(9, 1, -1), strict=True)) % 11
    if check == 10:
        first[7] = (first[7] + 1) % 10
        check = sum(d * w for d, w in zip(first, range(9, 1, -1), strict=True)) % 11
    return "".join(map(str, [*first, check % 10]))


@st.composite
def ibans(draw: st.DrawFn) -> str:
    """A number with the right check digits, of a country and its length."""
    country, letters, digits = draw(
        st.sampled_from(
            [("NL", 4, 10), ("DE", 0, 18), ("BE", 0, 12), ("GB", 4, 14), ("PL", 0, 24)]
        )
    )
    bank = draw(st.text(string.ascii_uppercase, min_size=letters, max_size=letters))
    account = draw(st.text(string.digits, min_size=digits, max_size=digits))
    whole = "".join(str(int(sign, 36)) for sign in f"{bank}{account}{country}00")
    return f"{country}{98 - int(whole) % 97:02d}{bank}{account}"


@LAW
@given(bsns().filter(is_bsn), GROUPS, SEPARATORS, TOLD)
def test_a_bsn_is_seen_in_every_usual_spelling(
    number: str, groups: Sequence[int], separator: str, told: str
) -> None:
    assert found_in(told.format(grouped(number, groups, separator))) is not None


@LAW
@given(bsns().filter(is_bsn), st.integers(0, 8), st.integers(1, 9))
def test_a_number_with_one_other_digit_is_no_bsn(number: str, place: int, by: int) -> None:
    other = f"{number[:place]}{(int(number[place]) + by) % 10}{number[place + 1 :]}"

    assert not is_bsn(other)


CASES = st.sampled_from([str.upper, str.lower])


@LAW
@given(ibans(), st.sampled_from(["", " ", ".", "-"]), CASES, TOLD)
def test_an_iban_is_seen_in_every_usual_spelling(
    number: str, separator: str, written: Callable[[str], str], told: str
) -> None:
    parts = grouped(number, [4] * (len(number) // 4), separator)

    assert is_iban(number)
    text = told.format(written(parts))
    assert found_in(text) is PersonalData.IBAN


NAME = st.text(string.ascii_lowercase + string.digits + "._+-", min_size=1, max_size=20).filter(
    lambda name: name[0].isalnum() and name[-1].isalnum() and ".." not in name
)
DOMAIN = st.lists(
    st.text(string.ascii_lowercase, min_size=2, max_size=10), min_size=1, max_size=3
).map(".".join)
AT = st.sampled_from(["@", " @ ", "[at]", "(at)", " [at] ", "＠"])


@LAW
@given(NAME, AT, DOMAIN, st.sampled_from(["nl", "com", "amsterdam"]), TOLD)
def test_an_email_address_is_seen_in_every_usual_spelling(
    name: str, at: str, domain: str, top: str, told: str
) -> None:
    assert found_in(told.format(f"{name}{at}{domain}.{top}")) is not None


@LAW
@given(st.emails())
def test_every_email_address_that_the_standard_allows_is_seen(address: str) -> None:
    assert found_in(f"Stuur het naar {address}") is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bel mij op 06-12345678", PersonalData.PHONE),
        ("06 12 34 56 78", PersonalData.PHONE),
        ("tel. 0612345678.", PersonalData.PHONE),
        ("+31 (0)6 1234 5678", PersonalData.PHONE),
        ("0031612345678", PersonalData.PHONE),
        ("(030) 123 45 67", PersonalData.PHONE),
        ("0343-123456", PersonalData.PHONE),
        ("+32 470 12 34 56", PersonalData.PHONE),
        ("Hij woont op 3511 AB 12", PersonalData.ADDRESS),
        ("3511ab, nummer 12a", PersonalData.ADDRESS),
        ("Dorpsstraat 12, 3511 AB Utrecht", PersonalData.ADDRESS),
        ("Jan, geboren op 12 maart 1956", PersonalData.BIRTH),
        ("geb. 12-03-56", PersonalData.BIRTH),
        ("Fatima is jarig op 3 mei 1980", PersonalData.BIRTH),
        ("d.o.b. 03/05/1980", PersonalData.BIRTH),
        ("Jan de Vries (3-5-1980) wil helpen", PersonalData.BIRTH),
        ("Klaas, 3 mei 1980, zoekt een club", PersonalData.BIRTH),
        ("ze woont op Kerkstraat 14 in Ede", PersonalData.ADDRESS),
        ("NL91 ABNA 0417 1643 00", PersonalData.IBAN),
        ("nl91.abna.0417.1643.00", PersonalData.IBAN),
        ("mijn bsn=111.222.333", PersonalData.BSN),
        ("1112 22 333", PersonalData.BSN),
        ("Wat verdient Melle van Maanen?", PersonalData.ASKED),
        ("hoe bereik ik Femke Scholten", PersonalData.ASKED),
        ("How much does Femke Scholten earn?", PersonalData.ASKED),
        ("born on March 12, 1956", PersonalData.BIRTH),
        ("geboortedatum: 1956-03-12", PersonalData.BIRTH),
        ("BSN: 123456789 (met een typfout)", PersonalData.BSN),
        ("bsn 12345678", PersonalData.BSN),
        ("１１１２２２３３３", PersonalData.BSN),
        ("111\u200b222\u200b333", PersonalData.BSN),
        ("111 222\u2011333", None),
        ("NL12BANK0123456789 met een typfout", PersonalData.IBAN),
        ("Waar woont mijn buurman?", PersonalData.ASKED),
    ],
)
def test_what_is_seen_is_told_apart(text: str, kind: PersonalData | None) -> None:
    assert found_in(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "artikel 3 lid 2 van de Wmo 2015",
        "in 2022 1.250 vrijwilligers",
        "Waren er in 2021 en 2022 meer vrijwilligers dan in 2020?",
        "Bel 0900-1234 of 0800 1351 of 14 030",
        "KvK 41199051",
        "RSIN 111222333",
        "€ 111.222.333 subsidie",
        "van 1 januari 2020 tot 31 december 2024",
        "De vereniging is geboren in 2020",
        "IN 2021 EN 2022 WAREN ER 1.250 VRIJWILLIGERS",
        "postcodegebied 3511 en 3512",
        "3511 AB",
        "30% van 1.234.567 inwoners",
        "ISBN 978-90-1234567-8",
        "een nota van 2020-2024, blz. 12-34",
        "gemeente@",
        "Mark Molenaar, 25-11-2021",
        "Jan 3-5-2021 en Piet 4-5-2021 overleggen",
        "Wat verdient een steunpunt aan cursussen?",
        "Wat verdient mijn gemeente aan vrijwilligers?",
        "Hoe bereik ik mijn vrijwilligers?",
        "Hoe bereik ik Surinaamse Nederlanders?",
        "How much does Den Haag spend on volunteering?",
        "How much does my municipality spend?",
        "Wat zei Kees op 12 mei 2026 over de nota van 1999?",
        "Wie woont in een wijk met 3 scholen?",
        "Wonen en Zorgpad 2020: wat staat erin?",
        "NL is een land, NL91 is een weg",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert found_in(text) is None


class Forbidden(Shelf):
    """A shelf that may not be searched."""

    def find(self, question: str, language: Language, asks: str = "") -> Found:
        raise AssertionError("it was searched")


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Mijn BSN is 111222333, mag ik vrijwilliger worden?", "bsn"),
        ("Mail jan@voorbeeld.nl over vrijwilligers", "email"),
        ("Mag mevrouw De Vries uit Ede vrijwilliger worden?", "name"),
        ("Waar woont mijn buurman?", "asked"),
    ],
)
def test_it_is_declined_before_it_is_searched_and_not_remembered(text: str, detail: str) -> None:
    answerer = Answerer(Forbidden(source(article("Clubs", "Clubs kiezen zelf."))), KEY)

    exchange, question = answerer.answer(text)

    assert isinstance(exchange.answer, Declined)
    assert exchange.answer.reason is DeclineReason.PERSONAL_DATA
    assert exchange.answer.detail == detail
    assert exchange.understood_as == question.question == question.opening == ""


def test_the_card_says_why_and_offers_to_delete_the_message() -> None:
    answerer = Answerer(Forbidden(), KEY)

    reply = card(answerer.answer("Mijn BSN is 111222333, mag dat?")[0], load_texts())

    said = " ".join(span.text for paragraph in reply.paragraphs for span in paragraph.spans)
    assert "burgerservicenummer" in said
    assert "111222333" not in said
    assert reply.forget
    assert [b.action for row in reply.buttons for b in row] == [Action("delete")]


def test_the_card_offers_the_question_without_the_name() -> None:
    answerer = Answerer(Forbidden(), KEY)

    reply = card(answerer.answer("Mag mevrouw De Vries uit Ede helpen?")[0], load_texts())

    said = " ".join(span.text for paragraph in reply.paragraphs for span in paragraph.spans)
    asks = reply.buttons[0][0].action
    assert "De Vries" not in said
    assert asks == Action("ask", ("Mag iemand uit Ede helpen?",))


@pytest.mark.parametrize("kind", PersonalData)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_has_its_text(kind: PersonalData, language: str) -> None:
    assert load_texts().get(language, f"personal.{kind}")
