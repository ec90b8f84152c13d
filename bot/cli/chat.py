"""`vrijwijzer chat`: the same conversation in this terminal."""

import argparse

from bot import settings
from bot.cli.progress import embedding
from bot.terminal import talk
from bot.texts import load as load_texts
from bot.wiring import assemble, open_records


def run(arguments: argparse.Namespace) -> int:
    """Talk until the input ends."""
    chosen = settings.load(arguments.data)
    room = assemble(chosen).ready(embedding())
    records = open_records(chosen, chosen.data_folder)
    texts = load_texts()
    try:
        talk(
            room.conversation(records).receive,
            *(texts.get("nl", f"terminal.{name}") for name in ("welcome", "prompt", "bye")),
        )
    finally:
        records.close()
        room.close()
    return 0
