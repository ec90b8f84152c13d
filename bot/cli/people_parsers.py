"""What `vrijwijzer people` and `vrijwijzer privacy` take; the commands load when they run."""

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import Final

_PERSON: Final = 'as in `people list`: "telegram:12"'
_STEPS: Final = {
    "people": (
        ("list", "listing", "List who has a role, and who asks to be let in."),
        ("report", "report", "Count roles; name those that end soon or have ended."),
        ("invite", "invite", "Print a code that gives whoever uses it first a role."),
        ("approve", "approve", "Let in who reads this code in the chat."),
        ("set", "change", "Give a person or a group a role."),
        ("renew", "renew", "Let the roles of a person begin anew."),
        ("remove", "remove", "Take roles of a person away."),
    ),
    "privacy": (
        ("show", "show", "Print all that is kept of a person, as JSON."),
        ("erase", "erase", "Erase all that is kept of a person, without a trace."),
        ("statistics", "statistics", "Count what is asked, over five people or more."),
        ("retain", "retain", "Delete what was kept long enough; `run` does so every hour."),
    ),
}


def people(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the arguments of `vrijwijzer people`."""
    steps = _steps(command, common, "people")
    for name in ("list", "report"):
        steps[name].add_argument("--json", action="store_true", help="print JSON")
    for name in ("set", "renew", "remove"):
        steps[name].add_argument("person", metavar="PERSON", help=_PERSON)
    steps["set"].add_argument("role", metavar="ROLE", help="officer, advisor, moderator or admin")
    steps["set"].add_argument("--name", help="what the list calls somebody who is new")
    steps["approve"].add_argument("code", metavar="CODE", help="as the person reads it")
    steps["invite"].add_argument("--admin", action="store_true", help="as --role admin")
    for name in ("invite", "approve"):
        steps[name].add_argument(
            "--role", metavar="ROLE", default="officer", help="the role (officer)"
        )
    for name in ("invite", "approve", "set"):
        steps[name].add_argument(
            "--collection", metavar="NAME", default="openbaar", help="for which one (openbaar)"
        )
    steps["remove"].add_argument("--collection", metavar="NAME", help="only the role in this one")


def privacy(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the arguments of `vrijwijzer privacy`."""
    steps = _steps(command, common, "privacy")
    for name in ("show", "erase"):
        steps[name].add_argument("person", metavar="PERSON", help=_PERSON)
    steps["statistics"].add_argument("--json", action="store_true", help="print JSON")
    steps["retain"].add_argument(
        "--force", action="store_true", help="also over 20%% at once, or with an odd clock"
    )


def _steps(
    command: argparse.ArgumentParser, common: argparse.ArgumentParser, module: str
) -> dict[str, argparse.ArgumentParser]:
    """The subcommands of a command, by name."""
    steps = command.add_subparsers(title="subcommands", metavar="SUBCOMMAND", required=True)
    made = {}
    for name, function, text in _STEPS[module]:
        made[name] = steps.add_parser(name, parents=[common], help=text, description=text)
        made[name].set_defaults(run=_later(module, function))
    return made


def _later(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        status: int = getattr(import_module(f"bot.cli.{module}"), function)(arguments)
        return status

    return run
