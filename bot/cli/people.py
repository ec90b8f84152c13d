"""`vrijwijzer people`: who may ask and manage, on the machine itself, which may do everything."""

import argparse
import json
import sys
from collections import Counter
from contextlib import closing
from dataclasses import asdict
from typing import Any, Final

from bot import settings
from bot.cli import screen
from bot.conversation.access import approved, day
from bot.state.records import Records
from bot.state.roles import Member, Role, collection_named, person_named, role_named
from bot.texts import load
from bot.wiring import open_records

SOON_DAYS: Final = 30  # before its end, a role stands in the report


def opened(arguments: argparse.Namespace) -> closing[Records]:
    """Open what is kept of people, beside a running bot or without one."""
    chosen = settings.load(arguments.data)
    with screen.telling_of_new(chosen.data_folder):
        return closing(open_records(chosen, chosen.data_folder))


def listing(arguments: argparse.Namespace) -> int:
    """`people list`."""
    with opened(arguments) as records:
        members, requests = records.roles.members(), records.entry.requests()
    if arguments.json:
        _print_json(
            members=[_as_json(each) for each in members],
            requests=[asdict(each) for each in requests],
        )
        return 0
    for each in members:
        print(_line(each))
    for asked in requests:
        print(f"{asked.person}  {asked.name}  asks to be let in, reads {asked.code}")
    if not members and not requests:
        print(
            "Nobody has a role, and nobody asks to be let in;"
            " begin with: vrijwijzer people invite --admin",
            file=sys.stderr,
        )
    return 0


def report(arguments: argparse.Namespace) -> int:
    """`people report`: what is to be looked at (BIO2 8.02.01): who has which role, which end."""
    with opened(arguments) as records:
        members, waiting = records.roles.members(), len(records.entry.requests())
        now = records.clock()
    soon = now + SOON_DAYS * 24 * 3600
    ended = [each for each in members if each.expires_at <= now]
    ending = [each for each in members if now < each.expires_at <= soon]
    valid = Counter((m.collection, m.role.word) for m in members if m.expires_at > now)
    if arguments.json:
        _print_json(
            roles=[
                {"collection": collection, "role": role, "people": count}
                for (collection, role), count in sorted(valid.items())
            ],
            ending=[_as_json(each) for each in ending],
            ended=[_as_json(each) for each in ended],
            requests=waiting,
        )
        return 0
    for (collection, role), count in sorted(valid.items()):
        print(f"{count:>5}  {role} ({collection})")
    print(f"{waiting:>5}  waiting to be let in")
    for what, some in ((f"ends within {SOON_DAYS} days", ending), ("has ended", ended)):
        for each in some:
            print(f"{what}: {_line(each)}")
    return 0


def invite(arguments: argparse.Namespace) -> int:
    """`people invite`."""
    role = Role.ADMIN if arguments.admin else role_named(arguments.role)
    with opened(arguments) as records:
        print(records.entry.invite(role, collection_named(arguments.collection)))
    print(
        f"Whoever sends this code to the bot first, within a week, becomes {role.word}.",
        file=sys.stderr,
    )
    return 0


def approve(arguments: argparse.Namespace) -> int:
    """`people approve`."""
    role, collection = role_named(arguments.role), collection_named(arguments.collection)
    with opened(arguments) as records:
        print(_line(approved(records, load(), arguments.code, role, collection)))
    return 0


def change(arguments: argparse.Namespace) -> int:
    """`people set`."""
    person = person_named(arguments.person)
    role, collection = role_named(arguments.role), collection_named(arguments.collection)
    with opened(arguments) as records:
        known = records.roles.find(person)
        name = arguments.name or (known[0].name if known else person)
        print(_line(records.roles.grant(person, name, role, collection)))
    return 0


def renew(arguments: argparse.Namespace) -> int:
    """`people renew`."""
    with opened(arguments) as records:
        for each in records.roles.renew(person_named(arguments.person)):
            print(_line(each))
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """`people remove`."""
    with opened(arguments) as records:
        # What an earlier version took for a person can still be taken away.
        there = records.roles.find(arguments.person)
        person = arguments.person if there else person_named(arguments.person)
        for each in records.roles.remove(person, arguments.collection):
            print(f"{each.person}  {each.name}  is no {each.role.word} ({each.collection}) now")
    return 0


def _print_json(**said: object) -> None:
    print(json.dumps(said, ensure_ascii=False, indent=2))


def _line(member: Member) -> str:
    until = day(member.expires_at)
    return (
        f"{member.person}  {member.name}  {member.role.word} ({member.collection}), until {until}"
    )


def _as_json(member: Member) -> dict[str, Any]:
    return asdict(member) | {"role": member.role.word}
