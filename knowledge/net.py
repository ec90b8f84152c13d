"""The one module for requests to addresses that people name: guarded, limited and polite.

A host is resolved once, every address that it has is checked, and the connection goes to the one
that was checked: a name that points elsewhere a moment later (rebinding) changes nothing. The same
holds for every hop of a redirect and for robots.txt. No proxy and no other setting of the
environment counts. (TRUST, fault case 25.)
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Timer
from typing import Final
from urllib.parse import urljoin

import httpx

from knowledge import addresses, robots
from knowledge.addresses import Denied, Target
from knowledge.errors import SourceRefused

USER_AGENT: Final = f"{robots.NAME}/0.1 (reads single pages that a person names)"
MAX_HOPS: Final = 3
# Bytes, after unpacking.
MAX_SIZE: Final = 10_000_000
# Seconds: for a page with its redirects, for any one answer of a server, between two requests.
MAX_TIME: Final = 20.0
_PATIENCE: Final = 5.0
_PAUSE: Final = 1.0

_OK: Final = 200
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

Resolve = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Exemption:
    """A server in the own network that may be asked all the same: the operator's, never a chat's.

    `places` holds address and port by host; `trusts` its certificates.
    """

    places: Mapping[str, tuple[str, int]]
    trusts: ssl.SSLContext


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it was received; `media_type` and `charset` as its server says, "" when not."""

    url: str
    content: bytes
    media_type: str
    charset: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long: bytes after unpacking, seconds in all, seconds between requests."""

    size: int = MAX_SIZE
    seconds: float = MAX_TIME
    pause: float = _PAUSE


def resolved(host: str) -> list[str]:
    """Return the IP addresses of a host; raises OSError when it has none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


@dataclass
class Net:
    """Fetches pages, one at a time; keeps what the sites allow and when each was asked.

    `only` holds the hosts (in ASCII) that may be asked, with what stands below them; None: all.
    """

    resolve: Resolve = resolved
    limits: Limits = field(default_factory=Limits)
    exemption: Exemption | None = None
    only: Collection[str] | None = None
    _robots: dict[str, str] = field(default_factory=dict, init=False)
    _asked: dict[str, float] = field(default_factory=dict, init=False)

    def get(self, url: str) -> Fetched:
        """Return the page at `url`, at most three redirects further.

        Raises SourceRefused, with the reason and what to do, for what may not or cannot be
        fetched.
        """
        transport = _Pinned(self.resolve, self.exemption)
        with httpx.Client(
            transport=transport,
            trust_env=False,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
        ) as client:
            # The clients' own limits start anew with every byte; this one does not.
            alarm = Timer(self.limits.seconds, client.close)
            alarm.daemon = True
            alarm.start()
            try:
                return self._followed(client, url, time.monotonic() + self.limits.seconds)
            except Denied as reason:
                raise SourceRefused(f"{url}: {reason}") from None
            except (httpx.HTTPError, httpx.InvalidURL, RuntimeError) as error:
                raise SourceRefused(f"{url}: {_told(error)}; try again later") from error
            finally:
                alarm.cancel()

    def _followed(self, client: httpx.Client, url: str, until: float) -> Fetched:
        """The page, wherever it moved to."""
        wanted = url
        for _ in range(MAX_HOPS + 1):
            goal = addresses.target(wanted)
            self._refuse_unless_allowed(client, goal, until)
            response = self._asked_for(client, goal, until)
            if response.status_code in _REDIRECTS and "location" in response.headers:
                wanted = urljoin(goal.url, response.headers["location"])
                continue
            if response.status_code != _OK:
                raise Denied(f"the site answers {response.status_code}; open it in a browser")
            kind, _, _ = response.headers.get("content-type", "").partition(";")
            charset = response.charset_encoding or ""
            return Fetched(goal.url, response.content, kind.strip().casefold(), charset)
        raise Denied(f"it moves on more than {MAX_HOPS} times; name the address where it ends")

    def _refuse_unless_allowed(self, client: httpx.Client, goal: Target, until: float) -> None:
        """Raise Denied when the site's robots.txt does not want us there."""
        if goal.host not in self._robots:
            self._robots[goal.host] = self._rules(client, goal.host, until)
        if not robots.allows(self._robots[goal.host], goal.path):
            raise Denied(
                "the site's robots.txt does not allow programs here; save the page in a browser"
            )

    def _rules(self, client: httpx.Client, host: str, until: float) -> str:
        """The robots.txt of a host; a site without one allows everything (RFC 9309, 2.3.1)."""
        goal = Target(host, "/robots.txt")
        for _ in range(MAX_HOPS + 1):
            response = self._asked_for(client, goal, until)
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                break
            goal = addresses.target(urljoin(goal.url, response.headers["location"]))
        if response.is_server_error:
            raise Denied("the site's robots.txt cannot be read; try again later")
        return response.text if response.status_code == _OK else ""

    def _asked_for(self, client: httpx.Client, goal: Target, until: float) -> httpx.Response:
        """The answer to one request, whole, at least a second after the last one to this host."""
        if self.only is not None and not addresses.stands_below(goal.host, self.only):
            raise Denied(f"{goal.host} is not in VRIJWIJZER_ALLOWED_HOSTS; save the page yourself")
        self._wait(goal.host)
        timeout = min(_PATIENCE, max(until - time.monotonic(), 0.001))
        with client.stream("GET", goal.url, timeout=timeout) as response:
            content = b""
            for part in response.iter_bytes():
                content += part
                if len(content) > self.limits.size:
                    most = self.limits.size // 1_000_000
                    raise Denied(f"larger than {most} MB; save it and add it in parts")
                if time.monotonic() > until:
                    break
            # A connection that the alarm closed looks like one that came to its end.
            if time.monotonic() > until:
                raise httpx.ReadTimeout("")
            headers = [(k, v) for k, v in response.headers.items() if k != "content-encoding"]
            return httpx.Response(response.status_code, headers=headers, content=content)

    def _wait(self, host: str) -> None:
        """Let a host rest between two requests."""
        last = self._asked.get(host)
        if last is not None:
            time.sleep(max(0.0, last + self.limits.pause - time.monotonic()))
        self._asked[host] = time.monotonic()


class _Pinned(httpx.BaseTransport):
    """Connects to the address that was checked; the certificate must be that of the host."""

    def __init__(self, resolve: Resolve, exemption: Exemption | None) -> None:
        self._resolve = resolve
        self._exemption = exemption
        self._public = _transport(httpx.create_ssl_context(trust_env=False))
        self._exempt = _transport(exemption.trusts) if exemption else self._public

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer of the host's checked address."""
        host = request.url.raw_host.decode()
        address, port = self._place(host)
        request.headers["Host"] = request.url.netloc.decode()
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=address, port=port)
        inner = self._public if port is None else self._exempt
        return inner.handle_request(request)

    def close(self) -> None:
        """Close what is open."""
        self._public.close()
        self._exempt.close()

    def _place(self, host: str) -> tuple[str, int | None]:
        """The address to connect to, and a port for one that is exempt.

        Raises Denied when any address of the host is private.
        """
        if self._exemption and host in self._exemption.places:
            return self._exemption.places[host]
        try:
            found = [host] if _is_ip(host) else list(self._resolve(host))
        except (OSError, UnicodeError):
            found = []
        if not found:
            raise Denied(f"there is no site called {host}; check the address")
        for address in found:
            addresses.refuse_private(address)
        return found[0], None


def _transport(trusts: ssl.SSLContext) -> httpx.HTTPTransport:
    """Connections that trust these certificates, and nothing of the environment."""
    # Nothing is kept alive: a connection that stays would be used for another name.
    limits = httpx.Limits(max_keepalive_connections=0)
    return httpx.HTTPTransport(verify=trusts, trust_env=False, limits=limits)


def _is_ip(host: str) -> bool:
    """Whether the host is written as an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _told(error: Exception) -> str:
    """What went wrong, without what the error knows of addresses."""
    if isinstance(error, httpx.TimeoutException | RuntimeError):
        return "the site takes too long"
    if isinstance(error, httpx.ConnectError):
        certificate = "CERTIFICATE" in str(error).upper()
        return "its certificate is not right" if certificate else "no connection to the site"
    if isinstance(error, httpx.DecodingError):
        return "what the site sent cannot be unpacked"
    return "what the site sent is no web page"
