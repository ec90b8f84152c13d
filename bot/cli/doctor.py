"""`vrijwijzer doctor`: is everything sound, and what to do where it is not."""

import argparse
import json
from dataclasses import asdict

from bot import settings
from bot.keeping.doctor import Level, examine


def run(arguments: argparse.Namespace) -> int:
    """Print a line a finding, with its remedy; return 1 when something is to be mended."""
    findings = list(examine(settings.load(arguments.data)))
    if arguments.json:
        print(json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2))
    else:
        for each in findings:
            print(f"{each.level.value:<5} {each.about:<13} {each.what}")
            if each.remedy:
                print(f"{'':<19} → {each.remedy}")
    return int(any(each.level is Level.BAD for each in findings))
