"""`vrijwijzer run`: the bot in Telegram, by long polling."""

import argparse
import sys

from bot import logs, settings
from bot.cli.serving import Face
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
    logs.set_up(chosen.log_level)
    print("Access is open: everyone who finds the bot can ask it questions.", file=sys.stderr)
    face = Face(chosen)
    try:
        face.serve(chosen.token.get_secret_value(), chosen.api_base_url, chosen.data_folder)
    finally:
        face.close()
    return 0
