"""Who may ask the server what, and how it speaks HTTP."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.demo.emulator import Emulator
from bot.demo.run import start
from knowledge.errors import SettingsError

OWN_FILES = ("", "chat.css", "chat.js", "render.js", "icon.svg")


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def web(emulator: Emulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=emulator.page_url) as web:
        yield web


@pytest.mark.parametrize("name", OWN_FILES)
def test_the_page_is_served_from_the_package_and_may_load_nothing_from_outside(
    web: httpx.Client, name: str
) -> None:
    answer = web.get(name)

    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    loads = r"""(src|href)=["']?(https?:)?//|url\(|@import|from ["'](?!/)|innerHTML"""
    assert re.search(loads, answer.text) is None


@pytest.mark.parametrize("path", ["", "chat/state?chat={chat}&seen=-1", "/bot{token}/getMe"])
@pytest.mark.parametrize("host", ["voorbeeld.nl", "voorbeeld.nl:80", "127.0.0.1:1", ""])
def test_another_host_name_is_refused(
    emulator: Emulator, web: httpx.Client, path: str, host: str
) -> None:
    path = path.format(token=emulator.token, chat=emulator.person().id)

    answer = web.get(path, headers={"Host": host})

    assert answer.status_code == 403
    assert "VrijWijzer" not in answer.text


@pytest.mark.parametrize("origin", ["https://voorbeeld.nl", "null", "http://127.0.0.1:1"])
def test_a_page_of_another_site_may_not_ask(web: httpx.Client, origin: str) -> None:
    content = {"name": "x"}

    assert web.post("chat/join", json=content, headers={"Origin": origin}).status_code == 403
    own = str(web.base_url).rstrip("/")
    assert web.post("chat/join", json=content, headers={"Origin": own}).status_code == 200


def test_localhost_is_this_machine_too(emulator: Emulator, web: httpx.Client) -> None:
    port = httpx.URL(emulator.page_url).port

    assert web.get("", headers={"Host": f"localhost:{port}"}).status_code == 200


@pytest.mark.parametrize("path", ["x", "chat/join", "../pyproject.toml", "page.py", "bot1/"])
def test_nothing_else_is_there(web: httpx.Client, path: str) -> None:
    assert web.get(path).status_code == 404


def test_a_call_can_come_in_every_way_that_the_api_knows(
    emulator: Emulator, web: httpx.Client
) -> None:
    person = emulator.person()
    url = f"/bot{emulator.token}/sendMessage"
    plain: dict[str, Any] = {"chat_id": str(person.id), "text": "één & twee"}
    entities = '[{"type": "bold", "offset": 0, "length": 3}]'

    web.get(url, params={**plain, "entities": entities})
    web.post(url, data={**plain, "entities": entities})
    web.post(url, json={**plain, "entities": [{"type": "bold", "offset": 0, "length": 3}]})
    fields = {**plain, "entities": entities}
    web.post(url, files={name: (None, value.encode()) for name, value in fields.items()})
    web.post(url.replace("sendMessage", "SENDMESSAGE"), params=plain, json={"entities": None})

    assert [(m.text, m.styled("bold")) for m in person.messages] == [
        ("één & twee", ["één"]),
        ("één & twee", ["één"]),
        ("één & twee", ["één"]),
        ("één & twee", ["één"]),
        ("één & twee", []),
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"{", "application/json"), (b"[1]", "application/json"), (b"text=\xff\xfe", "x/y")],
)
def test_a_broken_body_is_refused(
    emulator: Emulator, web: httpx.Client, content: bytes, kind: str
) -> None:
    answer = web.post(
        f"/bot{emulator.token}/sendMessage", content=content, headers={"Content-Type": kind}
    )

    assert answer.status_code == 400
    assert answer.json()["ok"] is False


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Content-Length: 52428801", 413),
        ("Content-Length: -1", 400),
        ("Transfer-Encoding: chunked", 411),
    ],
)
def test_a_body_without_bounds_is_not_read(emulator: Emulator, header: str, status: int) -> None:
    address = httpx.URL(emulator.page_url)
    request = (
        f"POST /bot{emulator.token}/getMe HTTP/1.1\r\nHost: 127.0.0.1:{address.port}\r\n"
        f"{header}\r\n\r\n"
    )

    with socket.create_connection((address.host, address.port or 0)) as connection:
        connection.sendall(request.encode())
        answer = b"".join(iter(lambda: connection.recv(4096), b""))

    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"Connection: close" in answer


def test_one_connection_carries_many_calls(emulator: Emulator, web: httpx.Client) -> None:
    for _ in range(3):
        answer = web.get(f"/bot{emulator.token}/getMe")

    assert answer.headers.get("Connection") != "close"


def test_a_client_that_goes_away_leaves_the_others_served(
    emulator: Emulator, web: httpx.Client, capfd: pytest.CaptureFixture[str]
) -> None:
    address = httpx.URL(emulator.page_url)
    with socket.create_connection((address.host, address.port or 0)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHo")

    assert web.get("").status_code == 200
    assert capfd.readouterr().err == ""


def test_nothing_that_is_asked_is_written_anywhere(
    emulator: Emulator, web: httpx.Client, capfd: pytest.CaptureFixture[str]
) -> None:
    emulator.person().sends("Geheime vraag")
    web.get(f"/bot{emulator.token}/getUpdates")
    web.get("x")

    assert capfd.readouterr() == ("", "")


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with start() as demo:
        port = httpx.URL(demo.page_url).port

        with pytest.raises(SettingsError, match=f"port {port} on 127.0.0.1 cannot be used"):
            start(port=port or 0)


def test_the_demo_gives_what_a_bot_and_a_browser_need() -> None:
    with start() as demo:
        answer = httpx.get(f"{demo.api_base_url}/bot{demo.token}/getMe").json()
        assert answer["result"]["is_bot"] is True
        assert "VrijWijzer" in httpx.get(demo.page_url).text

    with pytest.raises(httpx.ConnectError):
        httpx.get(demo.page_url)


def test_closing_ends_idle_connections_and_threads() -> None:
    before = threading.active_count()
    with Emulator() as emulator, httpx.Client() as web:
        web.get(emulator.page_url)
        emulator.close()
        with pytest.raises(httpx.TransportError):
            web.get(emulator.page_url)

    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(10)
    assert threading.active_count() <= before


def test_a_later_run_begins_with_later_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    with Emulator() as first:
        person, update = first.person(), first.delivers("message", {})

    later = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: later)

    with Emulator() as second:
        assert second.person().id > person.id
        assert (second.delivers("message", {}) or 0) > (update or 0)
