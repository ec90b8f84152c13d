"""What `vrijwijzer add` and `vrijwijzer sources` take; the commands load when they run."""

import argparse
from pathlib import Path


def add(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `vrijwijzer add`."""
    command.add_argument(
        "paths", metavar="PATH|URL", nargs="+", help="a file, a folder, an address or an export"
    )
    command.add_argument("--json", action="store_true", help="print one JSON array")
    command.add_argument(
        "--keep-all", action="store_true", help="leave nothing out: furniture becomes text"
    )
    command.add_argument(
        "--replaces", metavar="ID", help="the source that this one takes the place of"
    )
    given = command.add_argument_group(
        "what the page does not say", "marked as given by a person; also in FILE.toml beside FILE"
    )
    for name, text in (
        ("title", "the title"),
        ("published", "the date, month or year"),
        ("publisher", "who published it"),
        ("url", "its address"),
        ("licence", "its licence"),
        ("collection", "who may see it (openbaar)"),
        ("kind", "article, digest, case_note or law"),
    ):
        given.add_argument(f"--{name}", metavar="TEXT", help=text)
    given.add_argument(
        "--author",
        dest="authors",
        metavar="NAME",
        action="append",
        help="a writer; may be repeated",
    )


def sources(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the actions of `vrijwijzer sources`."""
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)

    def action(name: str, text: str) -> argparse.ArgumentParser:
        made = actions.add_parser(name, parents=[common], help=text, description=text)
        made.set_defaults(action=name)
        return made

    def of_one(name: str, text: str) -> argparse.ArgumentParser:
        made = action(name, text)
        made.add_argument("id", help="the id that `sources list` prints")
        return made

    listing = action("list", "All sources, a line each.")
    listing.add_argument("--json", action="store_true", help="print one JSON array")
    show = of_one("show", "What is known of one source.")
    show.add_argument("--text", action="store_true", help="print the stored text, exactly")
    show.add_argument("--version", metavar="N", type=int, help="an earlier version, from 1")
    change = of_one("set", "Say what a source does not say of itself.")
    change.add_argument(
        "values",
        metavar="KEY=VALUE",
        nargs="+",
        help="title, publisher, authors, published, url, language, licence, collection,"
        " municipalities, themes, kind, evidence, role, or replaced_by=ID; KEY= empties it",
    )
    of_one("remove", "Remove one source for good, with its earlier versions.")
    export = action("export", "Write all sources to a folder; `vrijwijzer add DIR` reads it back.")
    export.add_argument("folder", metavar="DIR", type=Path, help="where sources.jsonl will stand")
    action("verify", "Check every text against the hash that it was stored with.")
    stale = action("stale", "Sources that are old or undated, those most leaned on first.")
    stale.add_argument("--json", action="store_true", help="print one JSON array")


def feedback(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the actions of `vrijwijzer feedback`."""
    close = _handed_in(command, common, "feedback", "line")
    close.add_argument(
        "--changed", action="store_true", help="something changed: tell whoever said it"
    )


def gaps(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the actions of `vrijwijzer gaps`."""
    close = _handed_in(command, common, "gaps", "gap")
    close.add_argument(
        "--as",
        dest="end",
        choices=("added", "referred", "open"),
        required=True,
        help="a source was added, somebody else answers it, or it stays open",
    )
    close.add_argument(
        "--to", metavar="NAME", default="", help="who answers it; whoever asked is told"
    )


def _handed_in(
    command: argparse.ArgumentParser, common: argparse.ArgumentParser, name: str, what: str
) -> argparse.ArgumentParser:
    """Add list, assign and close; return the last."""
    command.set_defaults(list=name)
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)

    def action(verb: str, text: str) -> argparse.ArgumentParser:
        made = actions.add_parser(verb, parents=[common], help=text, description=text)
        made.set_defaults(action=verb)
        return made

    listing = action("list", f"Every {what} that is open.")
    listing.add_argument("--all", action="store_true", help="those that are closed too")
    assign = action("assign", f"Say who looks after a {what}.")
    assign.add_argument("number", type=int, help="the number that `list` prints")
    assign.add_argument("owner", help="a name or a desk")
    close = action("close", f"End a {what}, and tell whoever asked.")
    close.add_argument("number", type=int, help="the number that `list` prints")
    return close
