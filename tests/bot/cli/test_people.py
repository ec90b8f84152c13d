"""`vrijwijzer people` and `vrijwijzer privacy`, on the machine itself."""

import re
from pathlib import Path

import pytest

from bot.state import identity
from bot.state.journal import Kept
from bot.state.records import Records, Rules
from bot.state.roles import OPERATOR, Role
from tests.bot.cli.conftest import Command

SANNE, PIM = "telegram:1000000007", "telegram:1000000008"


@pytest.fixture
def command(vrijwijzer: Command, data: Path) -> Command:
    """A command on the data folder."""
    return lambda *words: vrijwijzer(*words, "--data", str(data))


def kept(data: Path) -> Records:
    """What is kept of people, as a bot beside the commands opens it."""
    data.mkdir(exist_ok=True)
    return Records(data, identity.load(data), Rules())


def test_the_first_admin_comes_in_with_a_code_of_the_command_line(
    command: Command, data: Path
) -> None:
    invited = command("people", "invite", "--admin")
    records = kept(data)
    records.entry.accept(invited.out.strip(), SANNE, "Sanne")
    records.close()

    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}\n", invited.out)
    assert "becomes admin" in invited.err
    assert command("people", "list").out.startswith(f"{SANNE}  Sanne  admin (openbaar), until ")


@pytest.mark.parametrize("looks", [("people", "list"), ("gaps", "list"), ("feedback", "list")])
def test_who_only_looks_hears_once_that_a_data_folder_begins(
    command: Command, data: Path, looks: tuple[str, ...]
) -> None:
    assert f"no data folder {data}" in command(*looks).err
    assert "no data folder" not in command(*looks).err


def test_of_somebody_unknown_it_is_said_that_nothing_is_kept(command: Command) -> None:
    shown = command("privacy", "show", SANNE)

    assert f"nothing is kept of {SANNE}" in shown.err
    assert not any(shown.printed.values())


def test_who_reads_a_code_in_the_chat_is_let_in_with_it(command: Command, data: Path) -> None:
    records = kept(data)
    code = records.entry.ask(SANNE, "Sanne")
    records.close()
    assert f"reads {code}" in command("people", "list").out

    approved = command("people", "approve", code, "--role", "advisor", "--collection", "intern")

    assert approved.status == 0
    (member,) = command("people", "list", "--json").printed["members"]
    assert (member["person"], member["role"], member["collection"]) == (SANNE, "advisor", "intern")


def test_roles_are_set_renewed_and_removed(command: Command) -> None:
    command("people", "set", SANNE, "admin", "--name", "Sanne")
    command("people", "set", PIM, "officer", "--collection", "intern")

    assert command("people", "renew", PIM).out.startswith(f"{PIM}  {PIM}  officer (intern)")
    assert "is no officer (intern) now" in command("people", "remove", PIM).out
    assert len(command("people", "list").out.splitlines()) == 1


def test_a_group_is_given_a_role_by_the_number_that_the_bot_names_there(command: Command) -> None:
    made = command("people", "set", "telegram:-1000000000011", "officer")

    assert made.out.startswith("telegram:-1000000000011  ")


def test_a_role_that_was_given_to_nobody_before_can_be_taken_away(
    command: Command, data: Path
) -> None:
    records = kept(data)
    records.roles.grant("jan", "jan", Role.ADVISOR)
    records.close()

    assert "is no advisor (openbaar) now" in command("people", "remove", "jan").out


def test_the_report_counts_roles_and_names_what_ends(command: Command, data: Path) -> None:
    records = Records(data_made(data), identity.load(data), Rules(), clock=lambda: 1_000_000.0)
    records.roles.grant(PIM, "Pim", Role.ADMIN)
    records.close()
    command("people", "set", SANNE, "admin")

    told = command("people", "report")
    counted = command("people", "report", "--json").printed

    assert "    1  admin (openbaar)" in told.out
    assert f"has ended: {PIM}" in told.out
    assert counted["roles"] == [{"collection": "openbaar", "role": "admin", "people": 1}]
    assert [each["name"] for each in counted["ended"]] == ["Pim"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("people", "set", PIM, "baas"), "there is no role 'baas'; write one of officer, advisor"),
        (("people", "invite", "--role", "baas"), "there is no role 'baas'"),
        (("people", "invite", "--collection", "Geheim!"), "lower-case letters, digits"),
        (("people", "approve", "ABCD-EFGH-JKMN"), "nobody waits with this code"),
        (("people", "set", "-1000000000011", "officer"), "write telegram:NUMBER"),
        (("people", "set", "jan", "advisor"), "'jan': write telegram:NUMBER"),
        (("people", "set", "telegrm:12", "advisor"), "write telegram:NUMBER"),
        (("people", "set", "telegram:12x", "advisor"), "write telegram:NUMBER"),
        (("people", "renew", "12"), "write telegram:NUMBER"),
        (("people", "remove", "12"), "write telegram:NUMBER"),
        (("people", "approve", PIM), "as `people list` shows it: ABCD-EFGH-JKMN"),
        (("people", "renew", PIM), "has no role here"),
        (("people", "remove", PIM), "has no role here"),
        (("people", "remove", SANNE, "--collection", "geen"), "has no role in geen"),
        (("people", "remove", SANNE), "is the last admin; make somebody else admin first"),
        (("people", "set", SANNE, "officer"), "is the last admin"),
        (("privacy", "erase", SANNE), "is the last admin"),
        (("privacy", "show", "sanne"), "'sanne': write telegram:NUMBER"),
        (("privacy", "erase", "12"), "'12': write telegram:NUMBER"),
    ],
)
def test_what_the_rules_refuse_is_one_line_and_changes_nothing(
    command: Command, data: Path, words: tuple[str, ...], why: str
) -> None:
    command("people", "set", SANNE, "admin")
    before = command("people", "list", "--json").printed

    refused = command(*words)

    assert refused.status == 1
    assert why in refused.complaint
    assert command("people", "list", "--json").printed == before


def test_what_is_kept_of_a_person_is_shown_and_erased(command: Command, data: Path) -> None:
    records = kept(data)
    records.journal.keep(
        SANNE, Kept("A-1", SANNE, records.clock(), {"turn": {"text": "Kanarie?"}})
    )
    records.close()
    command("people", "set", SANNE, "officer")

    shown = command("privacy", "show", SANNE).printed
    assert shown["journal"][0]["said"]["said"] == {"turn": {"text": "Kanarie?"}}
    assert shown["roles"][0]["person"] == SANNE

    assert command("privacy", "erase", SANNE).out.startswith("erased: ")
    emptied = command("privacy", "show", SANNE).printed
    assert {table for table, rows in emptied.items() if rows} == {"erasures"}


def test_who_talks_in_a_terminal_is_shown_and_erased_too(command: Command, data: Path) -> None:
    records = kept(data)
    kept_then = Kept("A-1", OPERATOR, records.clock(), {"turn": {"text": "Kanarie?"}})
    records.journal.keep(OPERATOR, kept_then)
    records.close()

    assert "Kanarie?" in command("privacy", "show", OPERATOR).out
    command("privacy", "erase", OPERATOR)
    assert "Kanarie?" not in command("privacy", "show", OPERATOR).out
    assert command("privacy", "erase", "telegram:999").out == "nothing was kept of telegram:999\n"


def test_retaining_refuses_a_deletion_at_once_unless_forced(command: Command, data: Path) -> None:
    records = kept(data)
    records.journal.keep(SANNE, Kept("A-1", SANNE, 1_000_000.0, {"turn": None}))
    records.close()

    refused = command("privacy", "retain")
    assert (refused.status, refused.out) == (1, "journal: 0 deleted, 1 kept\n")
    assert "--force deletes all the same" in refused.err
    forced = command("privacy", "retain", "--force")
    again = command("privacy", "retain")
    assert (forced.status, forced.out) == (
        0,
        "journal: 1 deleted, 0 kept\nreceipts: 0 deleted, 1 kept\n",
    )
    assert again.out.startswith("nothing was old enough to go\n")


def data_made(data: Path) -> Path:
    """The data folder, made."""
    data.mkdir(exist_ok=True)
    return data
