import pytest

from knowledge.keys import is_address
from knowledge.organisations import publisher
from knowledge.readers.text import read

NONE = ["https://[abc", "https://[", "https://a:b/", "https://\u2100.nl"]


@pytest.mark.parametrize("url", NONE)
def test_an_address_that_is_none_has_no_publisher(url: str) -> None:
    assert not is_address(url)
    assert publisher(url) is None


@pytest.mark.parametrize("url", NONE)
def test_in_a_page_an_address_that_is_none_is_text(url: str) -> None:
    page = f"Samen aan zet\n\n{url}\n\nDe clubs werven samen, en dat helpt.\n"

    document = read(page, "blad.txt")

    assert document.metadata.url is None
    assert url in {block.text for block in document.blocks}


def test_an_address_that_is_none_does_not_hide_the_one_that_is() -> None:
    page = (
        "Samen aan zet\n\nhttps://[samen-aan-zet\nhttps://www.movisie.nl/x\n\nDe clubs werven.\n"
    )

    known = read(page, "blad.txt").metadata

    assert (known.url, known.publisher) == ("https://www.movisie.nl/x", "Movisie")
