"""A page or PDF at an https address into a document: fetched once, then read like a saved one."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from knowledge import organisations
from knowledge.errors import SourceRefused
from knowledge.formats import Format
from knowledge.keys import url_key
from knowledge.model import Document, Metadata
from knowledge.net import Fetched, Net
from knowledge.readers import read_content

_FORMATS: Final = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "application/pdf": Format.PDF,
    "text/plain": Format.TEXT,
}
_UTF_8_MARK: Final = b"\xef\xbb\xbf"


def read(url: str, net: Net) -> Document:
    """Return the document at an address; what it links to is never fetched.

    Raises SourceRefused as `Net.get` and the readers do.
    """
    fetched = net.get(url)
    form = _FORMATS.get(fetched.media_type)
    if form is None:
        kind = fetched.media_type or "of no kind that it names"
        raise SourceRefused(f"{url}: the site sends a file that is {kind}; save it and add that")
    if not fetched.content.strip():
        raise SourceRefused(f"{url}: the site sends an empty page; open it in a browser")
    document = read_content(_marked(fetched, form), fetched.url, form)
    return replace(document, metadata=_at(document, fetched.url))


def _marked(fetched: Fetched, form: Format) -> bytes:
    """The bytes, with a mark when their encoding is one that only the server names."""
    if form is Format.PDF or not fetched.charset:
        return fetched.content
    try:
        return _UTF_8_MARK + fetched.content.decode(fetched.charset).encode()
    except (LookupError, UnicodeError):
        return fetched.content


def _at(document: Document, url: str) -> Metadata:
    """The metadata with the address: the page's own name for it where that is of the same site."""
    known = document.metadata
    own = known.url
    same_site = bool(own) and _site(own or "") == _site(url)
    address = own if own and same_site and own.startswith("https://") else url
    publisher = known.publisher or organisations.publisher(address)
    return replace(known, url=address, publisher=publisher)


def _site(url: str) -> str:
    """The host of an address, without "www."."""
    return urlsplit(f"https://{url_key(url)}").hostname or ""
