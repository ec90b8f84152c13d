"""The child that parsers run in, as it is: a real process with real limits."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from knowledge.errors import SourceRefused
from knowledge.formats import Format
from knowledge.readers import html, read
from knowledge.sandbox import Sandbox

PAGE = b"<html><body><h1>Clubs</h1><p>De clubs helpen elkaar, elk jaar weer.</p></body></html>"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    opened = Sandbox()
    yield opened
    opened.close()


def answers(readers: Sequence[str], *settings: str) -> list[str]:
    """What the child answers when its reader does each of these, under these settings."""
    code = """
import ctypes, json, os, socket, subprocess, sys, time
from knowledge import sandbox_child
from knowledge.readers import html
readers, settings, page = json.loads(sys.argv[1])
for name, value in settings:
    setattr(sandbox_child, name, int(value))
for body in readers:
    scope = dict(globals())
    exec("def reader(content, name):\\n " + body.replace("\\n", "\\n "), scope)
    print(sandbox_child.apart(scope["reader"], page.encode(), "blad.html").decode())
"""
    told = json.dumps([readers, [each.split("=") for each in settings], PAGE.decode()])
    done = subprocess.run(  # noqa: S603 - our own interpreter, on a script of this test
        [sys.executable, "-c", code, told], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.splitlines()


def test_a_document_comes_out_as_it_was_read(sandbox: Sandbox) -> None:
    assert sandbox.read(Format.HTML, PAGE, "a/blad.html") == html.read(PAGE, "blad.html")


def test_a_refusal_names_the_file_and_the_next_document_is_read(sandbox: Sandbox) -> None:
    with pytest.raises(SourceRefused, match=r"^map/nota\.pdf: a broken PDF"):
        sandbox.read(Format.PDF, b"%PDF-1.4 niets", "map/nota.pdf")

    assert sandbox.read(Format.HTML, PAGE, "blad.html").metadata.title == "Clubs"


def test_a_sandbox_that_was_closed_opens_again(sandbox: Sandbox) -> None:
    sandbox.read(Format.HTML, PAGE, "blad.html")
    sandbox.close()

    assert sandbox.read(Format.HTML, PAGE, "blad.html").metadata.title == "Clubs"


def test_case_26_a_parser_that_loops_is_stopped() -> None:
    (said,) = answers(["while True: pass"], "CPU_SECONDS=1")

    assert said.startswith("-takes longer than")


def test_a_parser_that_waits_is_stopped() -> None:
    (said,) = answers(["time.sleep(600)"], "WALL_SECONDS=1")

    assert said.startswith("-takes longer than")


def test_case_26_a_parser_that_takes_all_memory_is_stopped() -> None:
    (said,) = answers(["held = bytearray(2 << 30)"])

    assert said.startswith("-takes more than 1 GB")


def test_a_parser_that_breaks_costs_one_line() -> None:
    said = answers(["ctypes.string_at(0)", "os._exit(3)", "return None", "1 / 0"])

    assert len(said) == 4
    assert all(each.startswith("-broken, or not what its name says") for each in said)


def test_a_parser_has_no_network_no_other_programs_and_writes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "spoor.txt"
    tries = [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('example.org', 80)",
        "subprocess.run(['true'])",
        "os.system('true')",
        f"open({str(path)!r}, 'w')",
        f"os.mkdir({str(path)!r})",
    ]
    said = answers(
        [f"try:\n {each}\nexcept PermissionError:\n raise MemoryError" for each in tries]
    )

    assert len(said) == len(tries)
    assert all(
        each.startswith("-takes more than") for each in said
    )  # it was the hook that refused
    assert not path.exists()


def test_a_text_without_end_is_refused() -> None:
    reader = "return html.read(content, name)"

    assert answers([reader], "MAX_CHARACTERS=10")[0].startswith("-more than")
    assert answers([reader])[0].startswith("+")


def test_a_page_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "BLAD.HTM"
    path.write_bytes(PAGE)

    assert read(path) == html.read(PAGE, "blad.html")
