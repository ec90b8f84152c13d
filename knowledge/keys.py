"""What a source is known by: its slug, and the forms of title and address that are compared."""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from knowledge.remembered import remembered

# Characters; a title that is longer is cut between words.
SLUG_LENGTH: Final = 60
# Titles and addresses whose forms are remembered: they are compared with every import.
REMEMBERED: Final = 50_000


def slug(title: str) -> str:
    """Return `title` as lower-case ASCII words with hyphens between; "bron" when nothing is left.

    >>> slug("Één visie: ‘Samen aan zet’!")
    'een-visie-samen-aan-zet'
    """
    letters = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.findall(r"[a-z0-9]+", bare.replace("'", "").replace("’", ""))
    made = ""
    for word in words:
        if len(made) + len(word) >= SLUG_LENGTH:
            break
        made += f"-{word}" if made else word
    return made or "-".join(words)[:SLUG_LENGTH] or "bron"


def is_slug(text: str) -> bool:
    """Return whether `text` is lower-case ASCII words and numbers with hyphens between.

    >>> is_slug("samen-aan-zet-2"), is_slug("../samen"), is_slug("")
    (True, False, False)
    """
    return re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) is not None


@remembered(REMEMBERED)
def title_key(title: str) -> str:
    """Return the words of `title` without case, accents' forms and punctuation.

    >>> title_key("Samen  aan zet?") == title_key("‘Samen aan zet’")
    True
    """
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold()))


def is_address(url: str) -> bool:
    """Return whether `url` is an address on the web: http or https, a host, no white space.

    >>> is_address("https://voorbeeld.nl/samen"), is_address("https://["), is_address("www.a.nl")
    (True, False, False)
    """
    try:
        parts = urlsplit(url)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return False
    known = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return known and port_fits and not re.search(r"\s", url)


@remembered(REMEMBERED)
def url_key(url: str) -> str:
    """Return `url` without scheme, "www.", fragment and closing slash.

    >>> url_key("http://www.voorbeeld.nl/samen/#kop") == url_key("https://voorbeeld.nl/samen")
    True
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # "https://[": no address, but still the same text each time
        return url.strip().casefold()
    host = parts.netloc.casefold().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return host + parts.path.rstrip("/") + query
