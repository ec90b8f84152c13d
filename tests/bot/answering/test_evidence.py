"""What of the evidence scores best, by what it tells beside what it is near to."""

from bot.answering.evidence import candidates
from bot.answering.understand import understand
from tests.bot.answering.shelf import Shelf, answered
from tests.support.builders import article, source
from tests.support.library import LibraryBuilder


def test_what_follows_on_a_place_is_about_that_place(library: LibraryBuilder) -> None:
    library.holds(
        article("Sport", "In Ede doet de school mee. Daarnaast helpt de bibliotheek met sport."),
        article("Zaal", "De zaal in Tiel is op dinsdag open voor sport."),
    )

    assert "bibliotheek" in library.quotes("Wie helpt in Ede met sport?")[0]


STUDY = article(
    "Onderzoek",
    "In 2024 deed bureau Zwier onderzoek naar het beleid voor clubs. Vijf bureaus wilden het"
    " onderzoek doen. Uit het onderzoek blijkt dat zij meer ruimte willen.",
)


def test_what_came_out_stands_before_who_did_it_where_that_is_asked() -> None:
    shelf = Shelf(source(STUDY))
    asked = understand("Wat zijn de uitkomsten van het onderzoek?")

    found = candidates(asked, shelf.find(asked.text, "nl").hits, shelf)

    assert found[0].own.startswith("Uit het onderzoek blijkt")


def test_who_did_it_is_quoted_where_that_is_asked() -> None:
    found = answered("Wie deed het onderzoek?", STUDY).citations

    assert any(each.quote.startswith("In 2024 deed bureau Zwier") for each in found)


def test_which_of_several_suits_is_told_by_what_that_depends_on() -> None:
    said = answered(
        "Welke route past het best bij onze club?",
        article(
            "Zalen",
            "De route langs de zaal past bij elke club van onze gemeente. "
            "Welke route bij een club past, hangt af van haar leden.",
        ),
    ).statements

    assert "hangt af van haar leden" in said[0].text
    assert "langs de zaal" not in said[0].text


def test_the_title_of_a_report_is_told_who_asks_it() -> None:
    told = "Het rapport van de club heet ‘De drijfveer is plezier’."
    said = answered(
        "Wat is de titel van het rapport?",
        article("Onderzoek", f"De zaal is op dinsdag open. {told}"),
    ).statements

    assert said[0].text == told


def test_the_title_of_a_report_defines_none_of_its_words() -> None:
    said = answered(
        "Wat is de drijfveer?",
        article(
            "Onderzoek",
            "Het rapport van de club heet ‘De drijfveer is plezier’. "
            "Download hier het rapport ‘De drijfveer is plezier’. "
            "Plezier is volgens de raad de reden (de drijfveer) waarom mensen helpen.",
        ),
    ).statements

    assert [each.text.split()[0] for each in said] == ["Plezier"]


def test_which_question_was_asked_is_told_by_a_question_and_nothing_else_is() -> None:
    study = article(
        "Kring",
        "In de kring stond de zorg van clubs centraal. Hoe houdt de kring haar gasten?",
    )
    shelf = Shelf(source(study))

    def best(question: str) -> str:
        asked = understand(question)
        return candidates(asked, shelf.find(asked.text, "nl").hits, shelf)[0].own

    assert best("Welke vraag stond in de kring van clubs centraal?").endswith("?")
    assert best("Wat stond in de kring van clubs centraal?").endswith("centraal.")


def test_what_is_meant_by_another_word_defines_nothing_that_is_asked() -> None:
    plan = article(
        "Plan",
        "Met een kring wordt een groep van clubs bedoeld. Clubs vrezen een keurslijf.",
    )
    shelf = Shelf(source(plan))
    asked = understand("Wat wordt bedoeld met een keurslijf?")

    best = candidates(asked, shelf.find(asked.text, "nl").hits, shelf)[0].own

    assert "keurslijf" in best
