"""What a document says of itself: who published it, and when."""

import pytest

from knowledge.readers.facts import Facts, facts_of

USED = frozenset({0})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Gemeente Voorbeeldstad, vastgesteld op 12 juni 2025.",
            Facts((), "2025-06-12", None, "Gemeente Voorbeeldstad", USED),
        ),
        (
            "Stichting Welzijn Duinveen | mei 2024",
            Facts((), "2024-05", None, "Stichting Welzijn Duinveen", USED),
        ),
        (
            "Door Anna de Wit, 3 mei 2022",
            Facts(("Anna de Wit",), "2022-05-03", None, None, USED),
        ),
        (
            "Door: A.B. de Wit en K. Jansen, 3 dec. 2022",
            Facts(("A.B. de Wit", "K. Jansen"), "2022-12-03", None, None, USED),
        ),
    ],
)
def test_an_organisation_that_signs_is_the_publisher_and_a_person_the_author(
    line: str, expected: Facts
) -> None:
    assert facts_of("Nota", [line], []) == expected


def test_a_first_sentence_that_tells_stays_where_more_follows() -> None:
    line = "Gemeente Duinveen, vastgesteld op 12 juni 2025. Deze nota gaat over clubs."

    found = facts_of("Nota", [line], [])

    assert (found.publisher, found.published) == ("Gemeente Duinveen", "2025-06-12")
    assert found.used == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        "De gemeente heeft dit vastgesteld op 12 juni 2025.",
        "Gemeente Duinveen",
        "Gemeente Duinveen betaalt sinds 12 juni 2025 de clubs.",
    ],
)
def test_a_sentence_tells_nothing_of_the_document(line: str) -> None:
    assert facts_of("Nota", [line], []) == Facts()
