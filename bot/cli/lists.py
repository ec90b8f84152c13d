"""`vrijwijzer feedback` and `vrijwijzer gaps`: what people handed in, its owner, its end."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from bot import settings
from bot.cli import screen
from bot.cli.sources import counted
from bot.conversation.gaps import ending
from bot.state.feedback import Feedback, Remark
from bot.state.gaps import End, Gap, Gaps
from bot.texts import load as load_texts
from bot.wiring import open_records
from knowledge.errors import SettingsError


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked of one of the lists; return 0."""
    chosen = settings.load(arguments.data)
    with screen.telling_of_new(chosen.data_folder):
        records = open_records(chosen, chosen.data_folder)
    try:
        if arguments.list == "feedback":
            lines = _feedback(arguments, Feedback(records))
        else:
            lines = _gaps(arguments, Gaps(records))
        for line in lines:
            print(line)
    finally:
        records.close()
    return 0


def _feedback(arguments: argparse.Namespace, feedback: Feedback) -> Iterator[str]:
    """What is printed for `feedback`."""
    if arguments.action == "assign":
        feedback.assign(arguments.number, arguments.owner)
        yield f"feedback {arguments.number} is for {arguments.owner}"
    elif arguments.action == "close":
        texts = load_texts()
        told = feedback.close(
            arguments.number,
            changed=arguments.changed,
            text=lambda language, question: texts.get(
                language, "feedback.changed", question=question
            ),
        )
        said = "the asker will be told" if told else "nobody is told"
        yield f"feedback {arguments.number} is closed; {said}"
    else:
        lines = feedback.lines(closed=arguments.all)
        yield from map(_feedback_line, lines)
        yield counted(len(lines), "line")


def _gaps(arguments: argparse.Namespace, gaps: Gaps) -> Iterator[str]:
    """What is printed for `gaps`."""
    if arguments.action == "assign":
        gaps.assign(arguments.number, arguments.owner)
        yield f"gap {arguments.number} is for {arguments.owner}"
    elif arguments.action == "close":
        end = End(arguments.end)
        if (end is End.REFERRED) != bool(arguments.to):
            raise SettingsError("gaps close: --as referred and --to NAME go together")
        told = gaps.end(arguments.number, end, ending(end, load_texts(), arguments.to))
        yield f"gap {arguments.number} has ended; told to {counted(told, 'asker')}"
    else:
        listed = gaps.gaps(ended=arguments.all)
        yield from map(_gap_line, listed)
        yield counted(len(listed), "gap")


def _feedback_line(line: Remark) -> str:
    note = f"\n     “{line.note}”" if line.note else ""
    state = "open" if line.changed is None else ("changed" if line.changed else "closed")
    return (
        f"{line.number:>4} {_day(line.at)} {line.verdict:<10} {state} · {line.owner or 'nobody'}"
        f" · {line.answer_id} · {line.question}{note}"
    )


def _gap_line(gap: Gap) -> str:
    others = "".join(f"\n     {question}" for question in gap.questions[1:])
    return (
        f"{gap.number:>4} {_day(gap.at)} {gap.end or 'waits'} · {gap.owner or 'nobody'}"
        f" · asked by {len(gap.questions)} · {gap.question}{others}"
    )


def _day(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
