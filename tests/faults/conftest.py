"""The command line in this process, as its own tests have it."""

from tests.bot.cli.conftest import data, model_folder, settled, vrijwijzer

__all__ = ["data", "model_folder", "settled", "vrijwijzer"]
