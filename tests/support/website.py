"""A web site on this machine, with a certificate of its own, under names of our choice."""

import datetime
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from knowledge.net import Exemption

HOSTS = ("voorbeeld.nl", "ander.nl", "xn--exmple-cua.nl")


@dataclass(frozen=True)
class Answer:
    """What a site sends for a path; `drip` sends the body a byte at a time, so often a second."""

    content: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    drip: float | None = None


@dataclass
class Website:
    """What is asked of the site, and what it answers; `/` and unknown paths give 404."""

    exemption: Exemption
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def website(folder: Path, names: tuple[str, ...] = HOSTS) -> Iterator[Website]:
    """Serve on loopback; `names` stand in the certificate, HOSTS lead here."""
    key, certificate = _certificate(folder, names)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    trusts = ssl.create_default_context(cafile=str(certificate))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(lambda: site))
    server.daemon_threads = True
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    place = ("127.0.0.1", server.server_address[1])
    site = Website(Exemption(dict.fromkeys(HOSTS, place), trusts))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(site: "Callable[[], Website]") -> type[BaseHTTPRequestHandler]:
    """Answers from the site's pages, by host and path or by path alone."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers["Host"]
            site().asked.append((host, self.path))
            site().headers.append(dict(self.headers))
            pages = site().pages
            answer = pages.get(f"{host}{self.path}") or pages.get(self.path) or Answer(status=404)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            try:
                if answer.drip is None:
                    self.wfile.write(answer.content)
                    return
                for position in range(len(answer.content)):
                    self.wfile.write(answer.content[position : position + 1])
                    self.wfile.flush()
                    threading.Event().wait(answer.drip)
            except OSError:
                pass  # who asked has gone

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Keep the tests' output clean."""

    return Handler


def _certificate(folder: Path, names: tuple[str, ...]) -> tuple[Path, Path]:
    """A key and a certificate for `names`, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tests")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(n) for n in names]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "key.pem", folder / "certificate.pem"
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    paths[0].write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    paths[1].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return paths
