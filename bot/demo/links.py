"""Which addresses Telegram takes in a link or a button.

The rules of TDLib's `parse_url` and `check_link`, with its reasons; a test holds them against
TDLib itself.
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

SIGNS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_!$,~*'();&+=")
TELEGRAM_SCHEMES: Final = ("tg:", "tonsite:", "ton:")
LARGEST_PORT: Final = 65535


class Invalid(ValueError):
    """The reason why Telegram refuses an address."""


@dataclass(frozen=True, slots=True)
class Authority:
    """What stands between the protocol and the path, in lower case."""

    user: str
    host: str
    port: str

    @property
    def is_ipv6(self) -> bool:
        """Whether the host stands in square brackets."""
        return self.host.startswith("[") and self.host.endswith("]")


def fault(url: str) -> str | None:
    """Return the reason why Telegram refuses this address; None when it takes it."""
    scheme = next((s for s in TELEGRAM_SCHEMES if url.lower().startswith(s)), None)
    try:
        if scheme is None:
            _check_web_link(url)
        else:
            _check_telegram_link(scheme, url[len(scheme) :].removeprefix("//"))
    except Invalid as reason:
        return str(reason)
    return None


def _check_web_link(url: str) -> None:
    """A host without a dot is no place on the web."""
    authority = _authority(url)
    if "." not in authority.host and not authority.is_ipv6:
        raise Invalid("Wrong HTTP URL")


def _check_telegram_link(scheme: str, rest: str) -> None:
    """The narrower rules of tg:, ton: and tonsite: links."""
    authority = _authority(rest)
    protocol = rest.lower().startswith(("http://", "https://"))
    if protocol or authority.user or authority.port or authority.is_ipv6:
        raise Invalid("Wrong tg URL" if scheme == "tg:" else "Wrong ton URL")
    allowed = r"[a-z0-9_.-]+" if scheme == "tonsite:" else r"[a-z0-9_-]+"
    if not re.fullmatch(allowed, authority.host):
        raise Invalid("Unallowed characters in URL host")


def _authority(url: str) -> Authority:
    """The checked authority of an address; without a protocol it is http."""
    protocol = re.match(r"([^:/?#@\[\]]*)://", url)
    if protocol and protocol[1].lower() not in {"http", "https"}:
        raise Invalid("Unsupported URL protocol")
    rest = url[protocol.end() :] if protocol else url
    authority = _split(re.split(r"[/?#]", rest, maxsplit=1)[0].lower())
    if authority.is_ipv6:
        _check_ipv6(authority.host[1:-1])
    elif not authority.host:
        raise Invalid("URL host is empty")
    elif authority.host == ".":
        raise Invalid("Host is invalid")
    else:
        _check_signs(authority.host, "host", SIGNS)
    _check_signs(authority.user, "userinfo", SIGNS | {":"})
    return authority


def _split(authority: str) -> Authority:
    """Split into userinfo, host and port; of the last ":", "]" and "@" only ":" begins a port."""
    last = max(authority.rfind(sign, 1) for sign in ":]@")
    port = ""
    if last > 0 and authority[last] == ":":
        authority, port = authority[:last], authority[last + 1 :]
        if not (port.isascii() and port.isdigit() and 0 < int(port) <= LARGEST_PORT):
            raise Invalid("Wrong port number specified in the URL")
    user, _, host = authority.rpartition("@")
    return Authority(user, host, port)


def _check_ipv6(address: str) -> None:
    try:
        ipaddress.IPv6Address(address)
    except ValueError:
        raise Invalid("Wrong IPv6 address specified in the URL") from None


def _check_signs(part: str, name: str, allowed: frozenset[str]) -> None:
    """Refuse signs that this part may not hold; signs beyond ASCII are taken."""
    plain = re.sub(r"%[0-9a-f]{2}", "", part)
    if "%" in plain:
        raise Invalid(f"Wrong percent-encoded symbol in URL {name}")
    if any(sign.isascii() and sign not in allowed for sign in plain):
        raise Invalid(f"Disallowed character in URL {name}")
