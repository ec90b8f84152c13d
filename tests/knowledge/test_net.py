"""Fetching: the 30 rows of fault case 25 without one connection, and the manners of a guest."""

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import SourceRefused
from knowledge.net import USER_AGENT, Limits, Net
from tests.support.website import Answer, Website, website

PAGE = b"<html><body><h1>Clubs</h1><p>Clubs vragen rond.</p></body></html>"
QUICK = Limits(pause=0.0)

# What is asked, and what its host resolves to; each is refused before a connection is made.
FORBIDDEN = [
    ("http://voorbeeld.nl/", ["93.184.215.14"]),
    ("ftp://voorbeeld.nl/", ["93.184.215.14"]),
    ("file:///etc/passwd", []),
    ("gopher://voorbeeld.nl/", ["93.184.215.14"]),
    ("https://els:geheim@voorbeeld.nl/", ["93.184.215.14"]),
    ("https://voorbeeld.nl@127.0.0.1/", []),
    ("https://voorbeeld.nl\\@127.0.0.1/", ["93.184.215.14"]),
    ("https://voorbeeld.nl:22/", ["93.184.215.14"]),
    ("https://voorbeeld.nl:8443/", ["93.184.215.14"]),
    ("https://localhost/", ["127.0.0.1"]),
    ("https://127.0.0.1/", []),
    ("https://2130706433/", ["127.0.0.1"]),
    ("https://0x7f000001/", ["127.0.0.1"]),
    ("https://127.1/", ["127.0.0.1"]),
    ("https://①②⑦.⓪.⓪.①/", []),
    ("https://[::1]/", []),
    ("https://[::ffff:127.0.0.1]/", []),
    ("https://[64:ff9b::7f00:1]/", []),
    ("https://[2002:7f00:1::]/", []),
    ("https://[fe80::1]/", []),
    ("https://[fd00::1]/", []),
    ("https://0.0.0.0/", []),
    ("https://metadata.voorbeeld.nl/", ["169.254.169.254"]),
    ("https://azure.voorbeeld.nl/", ["168.63.129.16"]),
    ("https://binnen.voorbeeld.nl/", ["10.0.0.7"]),
    ("https://binnen.voorbeeld.nl/", ["172.16.4.1"]),
    ("https://binnen.voorbeeld.nl/", ["192.168.1.1"]),
    ("https://binnen.voorbeeld.nl/", ["93.184.215.14", "127.0.0.1"]),
    ("https://binnen.voorbeeld.nl/", ["100.64.0.1"]),
    ("https://binnen.voorbeeld.nl/", ["192.0.0.192"]),
    ("https://groep.voorbeeld.nl/", ["224.0.0.1"]),
    ("https://groep.voorbeeld.nl/", ["255.255.255.255"]),
    ("https://weg.voorbeeld.nl/", []),
    ("https:///pad", []),
    ("https://voorbeeld.nl/ een", ["93.184.215.14"]),
    ("https://[", []),
]


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every host that a connection was begun to."""
    made: list[Any] = []
    begin = socket.create_connection

    def noted(address: Any, *rest: Any, **named: Any) -> socket.socket:
        made.append(address[0])
        return begin(address, *rest, **named)

    monkeypatch.setattr(socket, "create_connection", noted)
    return made


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Website]:
    with website(tmp_path) as served:
        yield served


def nowhere(host: str) -> list[str]:
    raise AssertionError(f"{host} was looked up")


def to(*addresses: str) -> Callable[[str], list[str]]:
    return lambda host: list(addresses)


@pytest.mark.parametrize(("url", "addresses"), FORBIDDEN)
def test_case_25_what_leads_into_the_own_network_is_refused_without_a_connection(
    url: str, addresses: list[str], connections: list[Any]
) -> None:
    with pytest.raises(SourceRefused, match=r".+: .+") as told:
        Net(to(*addresses), QUICK).get(url)

    assert connections == []
    assert str(told.value).startswith(url)
    assert "\n" not in str(told.value)


def test_a_connection_that_is_made_is_seen_by_these_tests(
    site: Website, connections: list[Any]
) -> None:
    site.pages["/"] = Answer(PAGE)

    Net(nowhere, QUICK, site.exemption).get("https://voorbeeld.nl/")

    assert connections == ["127.0.0.1", "127.0.0.1"]


def test_a_page_is_fetched_from_the_host_that_was_named(site: Website) -> None:
    site.pages["/clubs?soort=sport"] = Answer(PAGE, headers={"Content-Type": "text/html; x=1"})

    fetched = Net(nowhere, QUICK, site.exemption).get("https://voorbeeld.nl/clubs?soort=sport#kop")

    assert (fetched.url, fetched.content) == ("https://voorbeeld.nl/clubs?soort=sport", PAGE)
    assert fetched.media_type == "text/html"
    assert site.asked == [
        ("voorbeeld.nl", "/robots.txt"),
        ("voorbeeld.nl", "/clubs?soort=sport"),
    ]
    assert site.headers[-1]["User-Agent"] == USER_AGENT
    assert {"Cookie", "Referer", "Authorization"}.isdisjoint(site.headers[-1])


def test_only_the_hosts_of_an_exemption_are_exempt(site: Website, connections: list[Any]) -> None:
    with pytest.raises(SourceRefused, match="private network"):
        Net(to("127.0.0.1"), QUICK, site.exemption).get("https://geheim.nl/")

    assert connections == []


def test_a_certificate_of_another_host_is_not_right(tmp_path: Path) -> None:
    with (
        website(tmp_path, names=("iemand-anders.nl",)) as served,
        pytest.raises(SourceRefused, match="certificate is not right"),
    ):
        Net(nowhere, QUICK, served.exemption).get("https://voorbeeld.nl/")


def test_the_connection_goes_to_the_address_that_was_checked(connections: list[Any]) -> None:
    """A name that points elsewhere when it is looked up again is not looked up again."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])

    with pytest.raises(SourceRefused, match="no connection"):
        Net(lambda host: next(answers), QUICK).get("https://voorbeeld.nl/")

    assert connections == ["93.184.215.14"]


def test_a_redirect_is_followed_three_times_and_not_more(site: Website) -> None:
    for number in range(5):
        headers = {"Location": f"https://ander.nl/{number + 1}"}
        site.pages[f"/{number}"] = Answer(status=302, headers=headers)
    site.pages["/3"] = Answer(PAGE)
    net = Net(nowhere, QUICK, site.exemption)

    assert net.get("https://voorbeeld.nl/0").url == "https://ander.nl/3"
    site.pages["/3"] = Answer(status=307, headers={"Location": "/4"})
    with pytest.raises(SourceRefused, match="moves on more than 3 times"):
        net.get("https://voorbeeld.nl/0")


@pytest.mark.parametrize(
    "location",
    [
        "http://voorbeeld.nl/",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "//[::1]/",
        "https://binnen.nl/",
    ],
)
def test_case_25_every_hop_is_checked(site: Website, location: str) -> None:
    site.pages["/"] = Answer(status=301, headers={"Location": location})

    with pytest.raises(SourceRefused, match=r"https://voorbeeld\.nl/: "):
        Net(to("10.0.0.1"), QUICK, site.exemption).get("https://voorbeeld.nl/")

    assert site.asked[-1] == ("voorbeeld.nl", "/")


def test_robots_txt_is_minded_also_where_a_redirect_leads(site: Website) -> None:
    rules = Answer(b"User-agent: *\nDisallow: /intern", headers={"Content-Type": "text/plain"})
    site.pages["ander.nl/robots.txt"] = rules
    site.pages["/weg"] = Answer(status=301, headers={"Location": "https://ander.nl/intern/nota"})

    with pytest.raises(SourceRefused, match=r"robots\.txt does not allow"):
        Net(nowhere, QUICK, site.exemption).get("https://voorbeeld.nl/weg")

    assert ("ander.nl", "/intern/nota") not in site.asked


def test_robots_txt_that_cannot_be_read_allows_nothing(site: Website) -> None:
    site.pages["/robots.txt"] = Answer(status=503)

    with pytest.raises(SourceRefused, match=r"robots\.txt cannot be read"):
        Net(nowhere, QUICK, site.exemption).get("https://voorbeeld.nl/")


def test_robots_txt_is_asked_once_and_a_host_rests_between_requests(
    site: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []
    monkeypatch.setattr(time, "sleep", rests.append)
    site.pages |= {"/a": Answer(PAGE), "/b": Answer(PAGE)}
    net = Net(nowhere, exemption=site.exemption)

    for path in ("a", "b"):
        net.get(f"https://voorbeeld.nl/{path}")

    assert [path for _, path in site.asked] == ["/robots.txt", "/a", "/b"]
    assert len(rests) == 2
    assert all(0.5 < rest <= 1.0 for rest in rests)


@pytest.mark.parametrize("packed", [False, True])
def test_case_25_what_is_too_large_is_refused_also_when_it_came_packed(
    site: Website, *, packed: bool
) -> None:
    content = b"a" * 200_000
    headers = {"Content-Type": "text/html"} | ({"Content-Encoding": "gzip"} if packed else {})
    site.pages["/"] = Answer(gzip.compress(content) if packed else content, headers=headers)

    with pytest.raises(SourceRefused, match="larger than"):
        Net(nowhere, Limits(size=100_000, pause=0), site.exemption).get("https://voorbeeld.nl/")


def test_a_page_that_is_packed_comes_unpacked(site: Website) -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    site.pages["/"] = Answer(gzip.compress(PAGE), headers=headers)

    assert Net(nowhere, QUICK, site.exemption).get("https://voorbeeld.nl/").content == PAGE


def test_a_site_that_drips_is_left(site: Website) -> None:
    site.pages["/"] = Answer(PAGE * 50, drip=0.05)

    with pytest.raises(SourceRefused, match="takes too long"):
        Net(nowhere, Limits(seconds=0.5, pause=0), site.exemption).get("https://voorbeeld.nl/")


def test_damaged_packing_is_told(site: Website) -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    site.pages["/"] = Answer(b"geen gzip", headers=headers)

    with pytest.raises(SourceRefused, match="cannot be unpacked"):
        Net(nowhere, QUICK, site.exemption).get("https://voorbeeld.nl/")


def test_an_answer_that_is_no_page_is_told_with_its_number(site: Website) -> None:
    with pytest.raises(SourceRefused, match="answers 404"):
        Net(nowhere, QUICK, site.exemption).get("https://voorbeeld.nl/weg")


def test_case_25_no_proxy_of_the_environment_is_used(
    site: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("SSL_CERT_FILE", "/nergens")
    site.pages["/"] = Answer(PAGE)

    assert Net(nowhere, QUICK, site.exemption).get("https://voorbeeld.nl/").content == PAGE


def test_a_name_with_other_letters_is_asked_for_as_the_web_writes_it(site: Website) -> None:
    site.pages["/"] = Answer(PAGE)

    Net(nowhere, QUICK, site.exemption).get("https://exämple.nl/")

    assert site.asked[-1] == ("xn--exmple-cua.nl", "/")


def test_case_25_with_a_list_of_sites_no_other_is_asked_at_any_hop(site: Website) -> None:
    page = Answer(b"<p>Zo is het.</p>")
    away = Answer(status=302, headers={"Location": "https://ander.nl/pagina"})
    site.pages |= {"/pagina": page, "voorbeeld.nl/weg": away}
    net = Net(nowhere, QUICK, site.exemption, {"voorbeeld.nl"})

    assert net.get("https://voorbeeld.nl/pagina").content == page.content
    for url in ("https://ander.nl/pagina", "https://voorbeeld.nl/weg", "https://nvoorbeeld.nl/"):
        with pytest.raises(SourceRefused, match="not in VRIJWIJZER_ALLOWED_HOSTS"):
            net.get(url)

    assert {host for host, _ in site.asked} == {"voorbeeld.nl"}
