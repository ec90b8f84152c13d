import pytest

from knowledge.robots import allows


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("user-agent:*\ndisallow:/a # niet hier", "/a/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x=1", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /*?zoek=", "/lijst?zoek=x", False),
        ("User-agent: ander\nDisallow: /", "/a", True),
        ("User-agent: VrijWijzer\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: vrijwijzer\nDisallow: /a", "/a", False),
        ("User-agent: a\nUser-agent: *\nDisallow: /a", "/a", False),
        ("Sitemap: https://voorbeeld.nl/s.xml\nUser-agent: *\nCrawl-delay: 1", "/a", True),
        ("<html>Niet gevonden</html>", "/a", True),
        ("User-agent: *\nDisallow: /" + "*a" * 200 + "$", "/" + "a" * 199 + "b", True),
    ],
)
def test_the_longest_rule_that_fits_decides(rules: str, path: str, *, allowed: bool) -> None:
    assert allows(rules, path) is allowed
