"""The command line: `vrijwijzer`. One module a command; each imports what it needs when it runs.

So that `vrijwijzer --help` answers at once: no torch, faiss or telegram before a command starts.
"""

import argparse
import atexit
import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.cli import evaluate, library_parsers, people_parsers, screen
from knowledge.errors import VrijwijzerError

Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status (the table is in `knowledge.errors`)."""
    parser = build_parser()
    arguments = parser.parse_args(argv)
    # All is closed by then, and looking through a loaded model for what to free takes seconds.
    atexit.register(gc.freeze)
    with screen.guarded():
        return _done(arguments)


def _done(arguments: argparse.Namespace) -> int:
    """Run the command that was chosen; what a person must know of its end is printed."""
    run: Run = arguments.run
    try:
        return run(arguments)
    except VrijwijzerError as error:
        print(f"vrijwijzer: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is no fault.
        sys.stderr.close()
        return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="vrijwijzer",
        description="Answers questions on volunteering policy from sources,"
        " and proves every line with the sentence that it stands on.",
        epilog="Settings come from the environment or a file .env; see .env.example.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data", metavar="DIR", type=Path, help="folder of the databases (VRIJWIJZER_DATA)"
    )
    for add in (
        *(_demo, _ask, _chat, _run, _add, _sources, _index, _feedback, _gaps),
        *(_evaluate, _people, _privacy, _doctor, _backup, _restore),
    ):
        add(commands, common)
    return parser


_Commands = argparse._SubParsersAction


def _command(
    commands: "_Commands[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
    name: str,
    text: str,
    run: Run,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, parents=[common], help=text, description=text)
    command.set_defaults(run=run)
    return command


def _demo(commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import demo

        return demo.run(arguments)

    text = "Show the bot in a browser page, without a token."
    command = _command(commands, common, "demo", text, run)
    command.add_argument("--port", type=int, default=8765, help="port on 127.0.0.1 (8765)")


def _ask(commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import ask

        return ask.run(arguments)

    text = "Answer one question, or a file of questions."
    command = _command(commands, common, "ask", text, run)
    command.add_argument("question", nargs="?", help="the question, in Dutch or English")
    command.add_argument("--json", action="store_true", help="print one JSON object an answer")
    command.add_argument(
        "--questions",
        metavar="FILE",
        type=Path,
        help='JSON lines {"id", "question", "prev"?}; needs --json',
    )
    command.add_argument(
        "--explain", action="store_true", help="show what was found, and how it was judged"
    )


def _chat(commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import chat

        return chat.run(arguments)

    _command(commands, common, "chat", "Talk with the bot in this terminal.", run)


def _run(commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import run as command

        return command.run(arguments)

    _command(commands, common, "run", "Run the bot in Telegram (TELEGRAM_BOT_TOKEN).", run)


def _add(commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import add

        return add.run(arguments)

    text = "Import articles, notes and reports: files, folders, addresses."
    library_parsers.add(_command(commands, common, "add", text, run))


def _sources(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import sources

        return sources.run(arguments)

    text = "List, show, correct, check, export and remove sources."
    library_parsers.sources(_command(commands, common, "sources", text, run), common)


def _lists(arguments: argparse.Namespace) -> int:
    from bot.cli import lists

    return lists.run(arguments)


def _feedback(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    text = "What people say of answers: list, assign, close."
    command = _command(commands, common, "feedback", text, _lists)
    library_parsers.feedback(command, common)


def _gaps(commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    text = "Questions that the sources do not answer: list, assign, close."
    library_parsers.gaps(_command(commands, common, "gaps", text, _lists), common)


def _index(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    def calibrate(arguments: argparse.Namespace) -> int:
        from bot.cli import index

        return index.calibrate(arguments)

    text = "Fit the index to a library of your own."
    command = commands.add_parser("index", parents=[common], help=text, description=text)
    parts = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    text = "Fit to labelled questions whether a question can be answered; print held-out figures."
    part = _command(parts, common, "calibrate", text, calibrate)
    part.add_argument(
        "file", metavar="FILE", type=Path, help='JSON lines {"question", "answerable": true|false}'
    )
    part.add_argument("--json", action="store_true", help="print one JSON object")


def _evaluate(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    text = "Measure how well it reads, finds and answers, on labelled sets."
    command = commands.add_parser("evaluate", parents=[common], help=text, description=text)
    evaluate.add_to(command, common)


def _doctor(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import doctor

        return doctor.run(arguments)

    text = "Check databases, index, model, disk, clock, secrets and backup; say what to do."
    command = _command(commands, common, "doctor", text, run)
    command.add_argument("--json", action="store_true", help="print one JSON array")


def _backup(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import backup

        return backup.run(arguments)

    text = "Keep the data in one sealed file; read it back to be sure."
    command = _command(commands, common, "backup", text, run)
    command.add_argument(
        "--verify", action="store_true", help="read an existing backup back, and note that"
    )
    _sealed(command)


def _restore(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from bot.cli import backup

        return backup.restore(arguments)

    text = "Put a backup back, as a new data folder."
    command = _command(commands, common, "restore", text, run)
    command.add_argument(
        "--erased",
        metavar="DIR",
        type=Path,
        help="the former data folder, if it is there: who was erased in it is erased again",
    )
    _sealed(command)


def _sealed(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="the backup")
    command.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=Path,
        help="holds the passphrase, and only you can read it; otherwise you are asked",
    )


def _people(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    text = "Say who may ask, add notes, approve them and manage people."
    command = commands.add_parser("people", parents=[common], help=text, description=text)
    people_parsers.people(command, common)


def _privacy(
    commands: "_Commands[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    text = "Show and erase what is kept of a person."
    command = commands.add_parser("privacy", parents=[common], help=text, description=text)
    people_parsers.privacy(command, common)
