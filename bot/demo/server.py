"""HTTP on loopback: the Bot API under `/bot<token>/…`, the page and its own calls beside it.

A thread a connection, because a long poll waits in it. Whoever comes under another name than this
machine's (a page elsewhere, a rebound name) is turned away.
"""

import json
import re
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Final
from urllib.parse import unquote, urlsplit

from bot.demo import calls, page, parameters
from bot.demo.refusals import Refused
from bot.demo.world import World

LARGEST_BODY: Final = 50 * 1024 * 1024  # bytes; Telegram's limit on an upload
IDLE_SECONDS: Final = 120.0  # a connection that says nothing for so long is closed
BAD_GATEWAY: Final = 502
FILE_PATH: Final = re.compile(r"/file/bot([^/]+)/(.+)")
BOT_PATH: Final = re.compile(r"/bot([^/]+)/([A-Za-z]+)")


class Server(ThreadingHTTPServer):
    """Serves one world until it is closed; closing ends open connections too."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, host: str, port: int, world: World) -> None:
        self.world = world
        self._open: set[socket.socket] = set()
        super().__init__((host, port), Handler)
        self.port: int = self.server_address[1]
        self.names = {f"{name}:{self.port}" for name in (host, "127.0.0.1", "localhost")}

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, so that closing can end it."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End one connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no news."""

    def server_close(self) -> None:
        """Stop listening and end the connections that are still open."""
        super().server_close()
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it was closed in the meantime


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm: ClassVar[bool] = True
    server_version = "VrijWijzer"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer a GET."""
        self._serve()

    def do_POST(self) -> None:
        """Answer a POST."""
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (http.server's name)
        """Write nothing: addresses hold the token."""

    def _serve(self) -> None:
        """Guard, read, route, answer."""
        try:
            self._guard()
            body = self._body()
        except Refused as refused:
            self.close_connection = True
            self._send_json(refused.code, refused.as_json())
            return
        target = urlsplit(self.path)
        if fetched := FILE_PATH.fullmatch(unquote(target.path)):
            self._fetch(fetched[1], fetched[2])
        elif called := BOT_PATH.fullmatch(target.path):
            self._call(called[1], called[2], target.query, body)
        else:
            answer = page.answer(self.server.world, self.command, self.path, body)
            self._send(answer.status, answer.content_type, answer.body, page.HEADERS)

    def _guard(self) -> None:
        """Refuse requests that another site or another name brought here."""
        if self.headers.get("Host", "") not in self.server.names:
            raise Refused(403, "Forbidden: this server answers to its own address only")
        origin = self.headers.get("Origin")
        if origin is not None and origin.removeprefix("http://") not in self.server.names:
            raise Refused(403, "Forbidden: another site may not ask here")

    def _body(self) -> bytes:
        """The body, when its length is told and within bounds."""
        if self.headers.get("Transfer-Encoding") is not None:
            raise Refused(411, "Length Required")
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            raise Refused(400, "Bad Request: invalid Content-Length")
        if int(length) > LARGEST_BODY:
            raise Refused(413, "Request Entity Too Large")
        return self.rfile.read(int(length))

    def _fetch(self, token: str, path: str) -> None:
        """A file that a person sent."""
        content = self.server.world.files.get(path) if token == self.server.world.token else None
        if content is None:
            self._send_json(404, Refused(404, "Not Found").as_json())
        else:
            self._send(200, "application/octet-stream", content, {})

    def _call(self, token: str, method: str, query: str, body: bytes) -> None:
        """One call of the Bot API."""
        try:
            given = parameters.read(query, self.headers.get("Content-Type", ""), body)
        except Refused as refused:
            self._send_json(refused.code, refused.as_json())
            return
        answer = calls.answer(self.server.world, token, method, given)
        if answer.dropped:
            self.close_connection = True
            return
        if answer.status == BAD_GATEWAY:  # the proxy in front of Telegram speaks HTML
            self._send(answer.status, "text/html", b"<h1>502 Bad Gateway</h1>", {})
            return
        self._send_json(answer.status, answer.body)

    def _send_json(self, status: int, body: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(body).encode(), {})

    def _send(self, status: int, kind: str, body: bytes, headers: dict[str, str]) -> None:
        """Send an answer in one piece."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
