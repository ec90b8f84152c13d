"""Which addresses the bot may fetch from: the public web, never the network that it runs in.

The rules and the reasons stand in TRUST, fault case 25. `is_global` of the standard library is not
enough: it lets through ways to write a private address inside a public one (F9).
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORT: Final = 443
# Characters. Browsers and servers agree on no more.
_LENGTH: Final = 2_000
_DENIED: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "64:ff9b::/32",  # NAT64: an IPv4 address in it, private ones too
        "2002::/16",  # 6to4: the same
        "2001::/32",  # Teredo: the same
        "::/96",  # IPv4-compatible: the same
        "192.0.0.0/24",  # IETF protocol assignments
        "168.63.129.16/32",  # the metadata service of Azure
        "100.64.0.0/10",  # shared by carriers
        "fec0::/10",  # site-local, before unique local addresses
    )
)


class Denied(ValueError):
    """An address that is not fetched, with the reason."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of whom: `host` in ASCII, `path` with its query, from "/"."""

    host: str
    path: str

    @property
    def url(self) -> str:
        """The address without user, port and fragment."""
        return f"https://{self.host}{self.path}"


def target(url: str) -> Target:
    """Return what to ask of whom; raises Denied for an address that is no page on the web."""
    if len(url) > _LENGTH or any(not letter.isprintable() or letter == " " for letter in url):
        raise Denied("this is no address; copy it from the browser")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Denied("this is no address; copy it from the browser") from None
    if parts.scheme != "https":
        raise Denied("only addresses that open with https:// are fetched")
    if parts.username is not None or parts.password is not None or "\\" in url:
        raise Denied("an address with a user name in it is not fetched; leave that out")
    if port not in (None, _PORT):
        raise Denied(f"port {port} is not fetched; only web pages on port {_PORT} are")
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return Target(ascii_host(host), path if path.startswith("/") else f"/{path}")


def refuse_private(address: str) -> None:
    """Raise Denied unless an IP address, as the resolver gave it, is one of the public web."""
    found: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    denied = any(found in network for network in _DENIED if network.version == found.version)
    if denied or not found.is_global or found.is_multicast or found.is_reserved:
        raise Denied("it leads into a private network, where nothing is fetched")


def stands_below(host: str, names: Iterable[str]) -> bool:
    """Tell whether a host is one of `names`, or stands below one, as www.a.nl does below a.nl."""
    return any(host == name or host.endswith(f".{name}") for name in names)


def ascii_host(host: str) -> str:
    """Return a host as the resolver and the certificate know it; raises Denied for none."""
    try:
        name = host.encode("idna").decode("ascii").rstrip(".").casefold()
    except UnicodeError:
        raise Denied("this is no address; copy it from the browser") from None
    if not name or not ("." in name or ":" in name):
        raise Denied("it names a machine in your own network, where nothing is fetched")
    return f"[{name}]" if ":" in name else name
