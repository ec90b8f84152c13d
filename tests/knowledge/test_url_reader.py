"""An address becomes a source as if the page had been saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import SourceRefused
from knowledge.net import Limits, Net
from knowledge.readers import url
from tests.support.website import Answer, Website, website

PAGE = """<!doctype html><html lang="nl"><head><title>Clubs in de wijk</title></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>Clubs in de wijk</h1>
<p>Clubs in de wijk vragen rond wie wil helpen, en dat doen ze elk jaar in het voorjaar.</p>
<p>Daarna kiezen zij één taak per persoon: zo blijft het klein en overzichtelijk voor iedereen.</p>
<p><a href="/nergens">Lees ook het vervolg</a></p></article></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Website]:
    with website(tmp_path) as served:
        yield served


def net(site: Website) -> Net:
    return Net(limits=Limits(pause=0), exemption=site.exemption)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "onzin"])
def test_a_page_is_read_and_knows_its_address(site: Website, charset: str) -> None:
    encoding = "utf-8" if charset == "onzin" else charset
    headers = {"Content-Type": f"text/html; charset={charset}"}
    site.pages["/clubs"] = Answer(PAGE.encode(encoding), headers=headers)

    document = url.read("https://voorbeeld.nl/clubs#kop", net(site))

    assert document.metadata.title == "Clubs in de wijk"
    assert document.metadata.url == "https://voorbeeld.nl/clubs"
    assert any("één taak" in block.text for block in document.blocks)


def test_nothing_that_a_page_links_to_is_fetched(site: Website) -> None:
    site.pages["/clubs"] = Answer(PAGE.encode())

    url.read("https://voorbeeld.nl/clubs", net(site))

    assert [path for _, path in site.asked] == ["/robots.txt", "/clubs"]


@pytest.mark.parametrize(
    ("kind", "content", "told"),
    [
        ("image/png", b"\x89PNG", "a file that is image/png"),
        ("", b"tekst", "of no kind that it names"),
        ("text/html", b"  \n", "an empty page"),
        ("application/pdf", PAGE.encode(), "not a PDF"),
        ("text/html", b"%PDF-1.7 ", "this is a PDF"),
    ],
)
def test_what_is_no_readable_page_is_refused(
    site: Website, kind: str, content: bytes, told: str
) -> None:
    site.pages["/x"] = Answer(content, headers={"Content-Type": kind} if kind else {})

    with pytest.raises(SourceRefused, match=told):
        url.read("https://voorbeeld.nl/x", net(site))
