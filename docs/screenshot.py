"""Takes the pictures of the demo for the README: the real bot, asked a question in Chromium.

Run it from the top of the repository, `make screenshots`; it writes beside this file. The bot
works on an empty data folder, so the pictures show what comes with VrijWijzer and nothing else.
"""
# ruff: noqa: INP001 (a script beside the pictures that it makes, no package)

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final
from urllib.parse import quote

from tests.support.browser import Browser

HERE: Final = Path(__file__).parent
QUESTION: Final = "Hoe betrekken we sport en cultuur?"
PICTURES: Final = (  # name, person, width, height, dark
    ("demo.png", "Sanne", 390, 844, False),
    ("demo-dark.png", "Ali", 390, 844, True),
    ("demo-wide.png", "Noor", 1100, 1090, False),
)
SETTLED_SECONDS: Final = 0.5  # for the last frame to be painted


def main() -> int:
    """Start the demo, take every picture, stop the demo."""
    with tempfile.TemporaryDirectory() as data:
        script = Path(sys.executable).with_name("vrijwijzer")
        command = [str(script), "demo", "--port", "0", "--data", data]
        demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 (our own command)
        try:
            take(address(demo))
        finally:
            demo.terminate()
            demo.wait()
    return 0


def address(demo: "subprocess.Popen[str]") -> str:
    """Return the address that the demo prints once it answers."""
    for line in demo.stdout or ():
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found[0]
    raise SystemExit("the demo ended before it printed an address")


def take(url: str) -> None:
    """Ask the question on a fresh page for each picture."""
    with Browser() as browser:
        for name, person, width, height, dark in PICTURES:
            browser.open(
                f"{url}?user={quote(person)}&question={quote(QUESTION)}", width, height, dark=dark
            )
            browser.until("document.querySelectorAll('.message:not(.own)').length > 0")
            time.sleep(SETTLED_SECONDS)
            browser.picture(HERE / name)
            sys.stdout.write(f"{HERE / name}\n")


if __name__ == "__main__":
    sys.exit(main())
