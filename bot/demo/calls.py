"""One call of the Bot API from its parameters to its answer: token, faults, rules, reports."""

import time
from dataclasses import dataclass
from typing import Any

from bot.demo import methods, profile
from bot.demo.faults import Fault, Trouble
from bot.demo.methods import Method
from bot.demo.parameters import Parameters
from bot.demo.refusals import Refused, webhook_active
from bot.demo.world import Call, Phase, World


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the bot; `dropped`: the connection ends instead."""

    status: int
    body: dict[str, Any]
    dropped: bool = False


DROPPED = Answer(0, {}, dropped=True)


def names(listed: str) -> frozenset[str]:
    """The parameter names of a method, separated by spaces."""
    return frozenset(listed.split())


MESSAGE = (
    "chat_id text parse_mode entities link_preview_options reply_markup business_connection_id"
)
METHODS = {
    "getme": Method(methods.get_me, names("")),
    "deletewebhook": Method(methods.delete_webhook, names("drop_pending_updates")),
    "getwebhookinfo": Method(methods.get_webhook_info, names("")),
    "sendmessage": Method(
        methods.send_message,
        names(
            f"{MESSAGE} disable_notification protect_content reply_parameters message_thread_id"
        ),
    ),
    "senddocument": Method(
        methods.send_document,
        names(
            "chat_id document disable_notification protect_content reply_parameters"
            " message_thread_id"
        ),
    ),
    "editmessagetext": Method(methods.edit_message_text, names(f"{MESSAGE} message_id")),
    "editmessagereplymarkup": Method(
        methods.edit_message_reply_markup, names("chat_id message_id reply_markup")
    ),
    "deletemessage": Method(methods.delete_message, names("chat_id message_id")),
    "sendchataction": Method(methods.send_chat_action, names("chat_id action")),
    "answercallbackquery": Method(
        methods.answer_callback_query, names("callback_query_id text show_alert cache_time")
    ),
    "getfile": Method(methods.get_file, names("file_id")),
    "leavechat": Method(methods.leave_chat, names("chat_id")),
    "getchat": Method(methods.get_chat, names("chat_id")),
    "setmycommands": Method(profile.set_my_commands, names("commands scope language_code")),
    "getmycommands": Method(profile.get_my_commands, names("scope language_code")),
    "deletemycommands": Method(profile.delete_my_commands, names("scope language_code")),
    "setmydescription": Method(profile.set_my_description, names("description language_code")),
    "setmyshortdescription": Method(
        profile.set_my_short_description, names("short_description language_code")
    ),
}
GET_UPDATES = names("offset limit timeout allowed_updates")


def answer(world: World, token: str, method: str, parameters: Parameters) -> Answer:
    """Play one call; blocks for as long as a poll or a slow fault lasts."""
    with world.changed:
        fault = world.faults.take(method)
    if fault is not None and fault.trouble is Trouble.SLOW:
        time.sleep(fault.seconds)
    if fault is not None and fault.trouble is Trouble.DROPPED_BEFORE:
        return DROPPED
    try:
        result = _result(world, token, method, parameters, fault)
    except Refused as refused:
        _record(world, Call(method, parameters.values, refused.description))
        return Answer(refused.code, refused.as_json())
    _record(world, Call(method, parameters.values))
    if fault is not None and fault.trouble is Trouble.DROPPED_AFTER:
        return DROPPED
    return Answer(200, {"ok": True, "result": result})


def _result(
    world: World, token: str, method: str, parameters: Parameters, fault: Fault | None
) -> Any:
    """What the call brings about; raises Refused."""
    if token != world.token:
        raise Refused(401, "Unauthorized")
    if fault is not None and (refusal := fault.refusal()) is not None:
        raise refusal
    if method.lower() == "getupdates":
        batch = _poll(world, parameters)
        return [u for u in batch for _ in "12"] if _is_twice(fault) else batch
    known = METHODS.get(method.lower())
    if known is None:
        raise Refused(404, "Not Found: method not found")
    with world.changed:
        result, remarks = known.run(world, parameters)
        for remark in remarks:
            world.report(f"{method}: {remark}")
    _report_unknown(world, method, parameters, known.names)
    return result


def _is_twice(fault: Fault | None) -> bool:
    return fault is not None and fault.trouble is Trouble.TWICE


def _poll(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """The long poll; it waits outside the rules of the other methods."""
    if world.webhook:
        raise webhook_active()
    _report_unknown(world, "getUpdates", parameters, GET_UPDATES)
    allowed = parameters.nested("allowed_updates")
    if isinstance(allowed, list):
        world.updates.allow(allowed)
    world.enter(Phase.SERVING)
    return world.updates.poll(
        parameters.integer("offset"),
        parameters.integer("limit", 100),
        parameters.integer("timeout"),
    )


def _report_unknown(
    world: World, method: str, parameters: Parameters, known: frozenset[str]
) -> None:
    """Telegram passes over a misspelt parameter; the emulator does not."""
    for name in sorted(parameters.values.keys() - known):
        world.report(f"{method}: unknown parameter {name!r}")


def _record(world: World, call: Call) -> None:
    with world.changed:
        world.calls.append(call)
