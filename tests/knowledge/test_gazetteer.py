import pytest

from knowledge import gazetteer
from knowledge.gazetteer import current_name, municipalities_in


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("In Zeist en Utrecht doet men mee.", ("Zeist", "Utrecht")),
        ("Zeist, en nog eens Zeist.", ("Zeist",)),
        ("Bussum en Weesp horen nu ergens bij.", ("Gooise Meren", "Amsterdam")),
        ("Den Bosch is 's-Hertogenbosch.", ("'s-Hertogenbosch",)),
        ("Bergen op Zoom kent een raad.", ("Bergen op Zoom",)),
        ("De gemeente Best helpt clubs.", ("Best",)),
        ("Wij wonen in Ede.", ("Ede",)),
        ("Utrecht, Best en Ede doen mee.", ("Utrecht", "Best", "Ede")),
        ("Wethouder van Rijswijk", ("Rijswijk",)),
        ("In Leiden werken zij samen.", ("Leiden",)),
        ("the city of Leiden", ("Leiden",)),
        ("In Nuenen", ("Nuenen, Gerwen en Nederwetten",)),
        ("De Utrechtse aanpak", ()),
        ("De provincie Utrecht betaalt.", ()),
        ("De provincies Groningen en Utrecht betalen.", ()),
        ("Best lastig om te kiezen.", ()),
        ("Bergen werk liggen er.", ()),
        ("Leiden tot meer werk, dat doen regels.", ()),
        ("Jan van Buren en mevrouw Van Bergen", ()),
        ("Houten banken staan er.", ()),
        ("Huizen bouwen zij niet.", ()),
        ("in Best Practices staat het", ()),
        ("Wij bergen het beste op in kampen.", ()),
        ("Zeist-West is een wijk.", ()),
    ],
)
def test_a_municipality_is_named_where_a_reader_would_say_so(
    text: str, named: tuple[str, ...]
) -> None:
    assert municipalities_in(text) == named


def test_there_are_as_many_municipalities_as_the_source_says() -> None:
    data = gazetteer.data()
    names = [name for province in data["provinces"].values() for name in province]

    assert len(names) == len(set(names)) == 342
    assert data["year"] == 2026
    assert "from memory; to be checked" in data["source"]


def test_every_older_name_points_on_to_a_municipality_of_now() -> None:
    data = gazetteer.data()
    names = {name for province in data["provinces"].values() for name in province}

    assert set(data["points_on"].values()) <= names
    assert not set(data["points_on"]) & names
    ambiguous = data["ambiguous"]
    assert all(current_name(name) for name in (*ambiguous["names"], *ambiguous["words"]))
    assert not set(ambiguous["names"]) & set(ambiguous["words"])


def test_places_are_municipalities_of_now_and_before_provinces_and_regions() -> None:
    assert {"Zeist", "Bussum", "Gelderland", "Best", "Rijnmond"} <= gazetteer.places()
    assert gazetteer.words_too() <= gazetteer.places()


def test_a_place_that_never_was_a_municipality_has_no_current_name() -> None:
    assert current_name("Zonneveld") is None
    assert current_name("Zeist") == "Zeist"
