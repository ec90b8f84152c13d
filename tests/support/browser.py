"""A headless Chromium, steered through a pipe by the DevTools protocol; nothing to install.

One page at a time, in an empty profile that is thrown away.
"""

import base64
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

PATIENCE: Final = 30.0  # seconds
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS: Final = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
# What Chromium answers to whoever asks a page that is being left.
GIVES_WAY: Final = (
    "Inspected target navigated or closed",
    "Execution context was destroyed.",
    "Cannot find default execution context",
)
STEP_BETWEEN: Final = """
import fcntl, os, sys
reader, writer = (fcntl.fcntl(int(given), fcntl.F_DUPFD, 10) for given in sys.argv[1:3])
os.dup2(reader, 3)
os.dup2(writer, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def chromium() -> str | None:
    """Return the path of a Chromium on this machine; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """Opens one page; `with Browser() as browser: browser.open(url)`."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)
        self._profile = tempfile.mkdtemp(prefix="chromium-")
        self._session: str | None = None
        self._rest = b""
        self.log: list[str] = []
        self.addresses: set[str] = set()

    def __enter__(self) -> Self:
        path = chromium()
        if path is None:
            raise FileNotFoundError("no Chromium on this machine; install chromium")
        child_in, self._out = os.pipe()
        self._in, child_out = os.pipe()
        root = ["--no-sandbox"] if os.getuid() == 0 else []
        # Chromium reads descriptor 3 and writes descriptor 4; the step between puts ours there.
        command = [path, *FLAGS, *root, f"--user-data-dir={self._profile}", "about:blank"]
        self._process = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "-c", STEP_BETWEEN, str(child_in), str(child_out), *command],
            pass_fds=(child_in, child_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(child_in)
        os.close(child_out)
        target = self.command("Target.createTarget", url="about:blank")["targetId"]
        attached = self.command("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.command(f"{domain}.enable")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session = None
        with contextlib.suppress(OSError, TimeoutError):
            self.command("Browser.close")
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)
        shutil.rmtree(self._profile, ignore_errors=True)

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and return its result."""
        number = next(self._ids)
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
            self._listen(answer)

    def open(self, url: str, width: int = 390, height: int = 844, *, dark: bool = False) -> None:
        """Open a page in a window of this size, in the light or the dark scheme."""
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", features=[scheme])
        self.command("Page.navigate", url=url)

    def value(self, expression: str) -> Any:
        """Return what a JavaScript expression gives, awaited."""
        result = self.command(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"]))
        return result["result"].get("value")

    def until(self, expression: str) -> None:
        """Wait until a JavaScript expression, awaited, is true; a page may give way."""
        end = time.monotonic() + PATIENCE
        while not self._holds(expression):
            if time.monotonic() > end:
                raise TimeoutError(f"not so within {PATIENCE} s: {expression}")
            time.sleep(0.05)

    def reload(self) -> None:
        """Load the page anew, and wait until the former one is gone."""
        self.value("window.former = true")
        self.command("Page.reload")
        self.until("!window.former")

    def types(self, text: str) -> None:
        """Type into what has the focus."""
        self.command("Input.insertText", text=text)

    def hits(self, key: str) -> None:
        """Hit a key, such as Enter or Tab."""
        code = {"Enter": 13, "Tab": 9, "Escape": 27}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.command(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                **(text if kind == "keyDown" else {}),
            )

    def picture(self, path: Path) -> None:
        """Write what is seen now as a PNG."""
        shot = self.command("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))

    def _holds(self, expression: str) -> bool:
        """Whether an expression is true; not yet, where the page gives way meanwhile."""
        try:
            return bool(self.value(f"Promise.resolve({expression}).then(Boolean)"))
        except RuntimeError as error:
            if not str(error).endswith(GIVES_WAY):
                raise
            return False

    def _next(self) -> dict[str, Any]:
        """The next message; they end in a zero byte."""
        while b"\0" not in self._rest:
            more = os.read(self._in, 1 << 16)
            if not more:
                raise OSError("Chromium has ended")
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def _listen(self, event: dict[str, Any]) -> None:
        """Keep what the page complains of, and every address that it asks for."""
        if event.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded"}:
            self.log.append(json.dumps(event["params"]))
        elif event.get("method") == "Network.requestWillBeSent":
            self.addresses.add(event["params"]["request"]["url"])
