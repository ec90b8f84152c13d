"""`vrijwijzer run`: the bot in Telegram, by long polling."""

import argparse
import sys

from bot import logs, settings
from bot.cli.serving import Face
from bot.settings import make_data_folder
from bot.state.lock import held
from knowledge.errors import SettingsError

_WITHOUT = (
    "TELEGRAM_BOT_TOKEN is not set; ask @BotFather in Telegram for a token and put it in .env"
    " (README, “Run it in Telegram”), or look at `vrijwijzer demo`, which needs none"
)


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM; return 0."""
    chosen = settings.load(arguments.data)
    if chosen.token is None:
        raise SettingsError(_WITHOUT)
    token = chosen.token.get_secret_value()
    logs.set_up(chosen.log_level, (token,))
    make_data_folder(chosen.data_folder)
    # Held before the model is loaded: a second bot is refused at once.
    with held(chosen.data_folder), Face(chosen, chosen.data_folder, at_once=True) as face:
        print(face.access(), file=sys.stderr, flush=True)
        face.serve(token, chosen.api_base_url)
    return 0
