import pytest

from knowledge.themes import MENTIONS, themes_in


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("Sportverenigingen in de wijk", "sport"),
        ("Topsport en meer", "sport"),
        ("Kunst en muziekscholen", "cultuur"),
        ("Hulp bij schulden", "armoede en schulden"),
        ("Taalcoaches gezocht", "inburgering"),
        ("De vrijwilligersprijs van dit jaar", "waardering"),
        ("Vacaturebanken vergeleken", "werving"),
        ("Wat doet het wijkteam?", "sociale wijkteams"),
        ("A budget for volunteering", "budget"),
        ("Older people as volunteers", "ouderen"),
        ("Gratis VOG", "regels en vog"),
    ],
)
def test_a_title_names_its_theme(title: str, theme: str) -> None:
    assert theme in themes_in(title, "")


def test_a_theme_is_named_often_enough_and_most_comes_first() -> None:
    text = "Jongeren sporten. " * MENTIONS + "Jongeren lezen. " + "Een kerk. " * (MENTIONS - 1)

    assert themes_in("Verslag", text) == ("jeugd", "sport")


def test_a_word_within_another_is_no_theme() -> None:
    assert themes_in("De transportkosten", "Het zorgt voor clubgeest.") == ()
