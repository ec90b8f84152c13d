"""Which organisation publishes at which address; the table is data beside this file."""

import tomllib
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from knowledge.keys import is_address


def publisher(url: str) -> str | None:
    """Return who publishes at the host of `url`, None when the table does not know it."""
    if not is_address(url):
        return None
    host = (urlsplit(url).hostname or "").casefold()
    parts = host.split(".")
    table = _hosts()
    found = (table.get(".".join(parts[number:])) for number in range(len(parts)))
    return next((name for name in found if name), None)


@cache
def _hosts() -> dict[str, str]:
    """The table, read when it is first needed."""
    text = resources.files("knowledge").joinpath("organisations.toml").read_text("utf-8")
    hosts: dict[str, str] = tomllib.loads(text)["hosts"]
    return hosts
