"""Prints two web pages of ours from Chromium, which puts its own head and foot on every sheet.

python tests/gold/library/build_prints.py
"""

import functools
import subprocess
import tempfile
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

DOCUMENTS: Final = Path(__file__).parent / "documents"
PRINTED: Final = """<!doctype html><html lang="nl"><head><meta charset="utf-8">
<title>Maatjes voor nieuwe buren - Welzijn Duinveen</title>
<style>body{font:16px/1.5 sans-serif;max-width:40em} h2{break-before:page}</style></head><body>
<h1>Maatjes voor nieuwe buren</h1>
<p>Wie net in Duinveen woont, kent er nog niemand. Een maatje helpt het eerste jaar.</p>
<p>Elke week drinken zij samen koffie. Daarna gaan zij ergens heen: de markt, de bieb,
een club.</p>
<h2>Zo koppelen wij</h2>
<p>Wij letten op drie dingen:</p>
<ul><li>de taal die beiden spreken;</li><li>de wijk;</li><li>wat zij graag doen.</li></ul>
<p>Na een maand bellen wij beiden. Klikt het niet, dan zoeken wij een ander.</p>
<h2>Wat het vraagt</h2>
<p>Een maatje heeft twee uur per week. De cursus duurt drie avonden en kost niets.</p>
<p>Op 12-3-2025 deden 41 koppels mee. Acht van hen zien elkaar nog steeds.</p>
</body></html>"""


SHORT: Final = """<!doctype html><html lang="nl"><head><meta charset="utf-8">
<title>Sleutel van het buurthuis | Duinveen Helpt</title></head>
<body style="font:15px/1.4 sans-serif">
<h1>Sleutel van het buurthuis</h1>
<p>Tien groepen delen één sleutel. Hij hangt in een kastje met een code.</p>
<p>De code verandert op de eerste van de maand. U krijgt hem per sms, op 1-4-2026
voor het eerst.</p>
<p>Kwijt? Bel de beheerder, ook 's avonds.</p></body></html>"""


class _Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name it has)
        """Say nothing."""


def printed(page: str, to: Path) -> None:
    """A page printed from Chromium: date and title above every sheet, address and number below."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pagina.html").write_text(page, "utf-8")
        handler = functools.partial(_Quiet, directory=folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            port = server.server_address[1]
            subprocess.run(  # noqa: S603 (our own command)
                [
                    *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--lang=nl"),
                    f"--host-resolver-rules=MAP www.welzijnduinveen.example 127.0.0.1:{port}",
                    f"--user-data-dir={folder}/profile",
                    f"--print-to-pdf={to}",
                    "http://www.welzijnduinveen.example/pagina.html",
                ],
                check=True,
                capture_output=True,
                timeout=60,
            )
            server.shutdown()


def main() -> None:
    """Write the two documents."""
    printed(PRINTED, DOCUMENTS / "r-afdruk.pdf")
    printed(SHORT, DOCUMENTS / "s-blaadje.pdf")


if __name__ == "__main__":
    main()
