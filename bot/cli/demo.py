"""`vrijwijzer demo`: the Telegram code against an emulator, with a chat page in the browser."""

import argparse
import sys

from bot import logs, settings
from bot.cli.serving import Face
from bot.demo.run import start
from bot.settings import make_data_folder
from bot.state.lock import held


def run(arguments: argparse.Namespace) -> int:
    """Serve the page until Ctrl-C; return 0.

    The demo searches the library of the data folder, and keeps people.db in a folder of its own,
    so that it can stand beside a running bot.
    """
    chosen = settings.load(arguments.data)
    if "access" not in chosen.model_fields_set:  # who sits at this machine may ask
        chosen = chosen.model_copy(update={"access": "open"})
    logs.set_up(chosen.log_level if "log_level" in chosen.model_fields_set else "WARNING")
    with start(port=arguments.port) as demo:
        print("Loading the model and the sources …", file=sys.stderr, flush=True)
        folder = chosen.data_folder / "demo"
        make_data_folder(folder)
        with held(folder), Face(chosen, folder) as face:
            print(face.access(), file=sys.stderr)
            demo.emulator.tells_of_joining(face.lends)
            print(f"The demo answers at {demo.page_url} (stop with Ctrl-C)", flush=True)
            face.serve(demo.token, demo.api_base_url, demo.emulator.stops)
    return 0
