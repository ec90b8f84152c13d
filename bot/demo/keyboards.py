"""What Telegram takes as the buttons under a message."""

from dataclasses import dataclass
from typing import Any, Final

from bot.demo import links
from bot.demo.refusals import bad_request

MOST_BUTTONS: Final = 100
MOST_IN_A_ROW: Final = 8
LONGEST_DATA: Final = 64  # bytes of UTF-8
LONGEST_COPY: Final = 256  # characters
ACTIONS: Final = (
    "url", "callback_data", "copy_text", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it opens `url`, copies `copy`, or reports `data` to the bot."""

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return an InlineKeyboardButton of the Bot API."""
        if self.url is not None:
            return {"text": self.label, "url": self.url}
        if self.copy is not None:
            return {"text": self.label, "copy_text": {"text": self.copy}}
        return {"text": self.label, "callback_data": self.data}


Rows = tuple[tuple[Button, ...], ...]


def accept(markup: Any) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows of an inline keyboard, and what clients will not show as it was meant.

    None and an empty keyboard give no rows. Raises Refused(400) for what Telegram refuses; reply
    keyboards are refused too, because the bot has none.
    """
    if markup is None:
        return (), ()
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        raise bad_request("emulator: only inline keyboards are played here")
    raw_rows = markup["inline_keyboard"]
    if not isinstance(raw_rows, list) or not all(isinstance(row, list) for row in raw_rows):
        raise bad_request(
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    rows = tuple(tuple(_button(raw) for raw in row) for row in raw_rows if row)
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    wide = max(map(len, rows), default=0)
    remark = f"{wide} buttons in a row: Telegram keeps {MOST_IN_A_ROW}"
    return rows, (remark,) if wide > MOST_IN_A_ROW else ()


def _button(raw: Any) -> Button:
    """One button of the parameter."""
    prefix = "can't parse inline keyboard button: "
    if not isinstance(raw, dict):
        raise bad_request(prefix + "expected an Object")
    label = raw.get("text")
    if not isinstance(label, str):
        raise bad_request(prefix + 'Can\'t find field "text"')
    if not label.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    actions = [name for name in ACTIONS if name in raw and raw[name] != ""]
    if not actions:
        raise bad_request(prefix + "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(prefix + "emulator: exactly one action each, not " + ", ".join(actions))
    return _with_action(label, actions[0], raw[actions[0]])


def _with_action(label: str, action: str, value: Any) -> Button:
    """A button with its one action checked."""
    if action == "url" and isinstance(value, str):
        if reason := links.fault(value):
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: {reason}")
        return Button(label, url=value)
    if action == "callback_data" and isinstance(value, str):
        if len(value.encode()) > LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(label, data=value)
    if action == "copy_text" and isinstance(value, dict):
        copy = value.get("text")
        if not isinstance(copy, str) or not 0 < len(copy) <= LONGEST_COPY:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return Button(label, copy=copy)
    raise bad_request(f"can't parse inline keyboard button: emulator: {action} is not played here")
