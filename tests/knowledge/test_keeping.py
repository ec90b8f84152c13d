from knowledge.keeping import whole
from knowledge.passages import split
from knowledge.readers import text

PAGE = """Delen op Facebook

Clubs in de wijk

Leestijd: 4 minuten

Clubs vragen rond. Dat helpt.

Lees ook

Zo doet Maanstad het

Zij zoeken mensen bij de bakker, op de markt en in de kerk.

Was dit nuttig?
"""


def test_what_was_left_out_stands_where_it_stood() -> None:
    document = text.read(PAGE, "clubs.txt")
    assert document.left_out

    kept = whole(document)

    stored, _ = split("clubs", kept.blocks)
    lines = [line for line in PAGE.split("\n") if line and line != "Clubs in de wijk"]
    assert stored.split("\n\n") == lines
    assert kept.left_out == ()


def test_a_line_that_is_not_in_the_page_comes_at_the_end() -> None:
    document = text.read("Clubs\n\nClubs vragen rond. Dat helpt.\n", "clubs.txt")
    odd = type(document)(document.metadata, document.blocks, document.page, ("Delen | Mail",))

    assert [block.text for block in whole(odd).blocks][-1] == "Delen | Mail"
