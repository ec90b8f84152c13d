"""The parameters of one call, whichever of the four ways they came in."""

import json
from collections.abc import Mapping
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from bot.demo.messages import File
from bot.demo.refusals import Refused, bad_request

TRUE_WORDS = frozenset({"true", "yes", "1"})  # what Telegram's server takes for true


class Parameters:
    """Reads values by name and type; refuses with 400 what is of another type."""

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, File] | None = None) -> None:
        """`files` came in the body of a call; `values` names each as "attach://…"."""
        self._values = dict(values)
        self._files = dict(files or {})

    @property
    def values(self) -> dict[str, Any]:
        """All values as received; nested ones may still be JSON strings."""
        return dict(self._values)

    def text(self, name: str) -> str:
        """Return the value as text, "" when it is absent."""
        value = self._values.get(name, "")
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return the value as a whole number; `default` when it is absent or no number."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Return whether the value is one of Telegram's words for true."""
        return self.text(name).lower() in TRUE_WORDS

    def file(self, name: str) -> File | None:
        """Return the file that came as this value; None when none did."""
        return self._files.get(self.text(name).removeprefix("attach://"))

    def nested(self, name: str) -> Any:
        """Return a list or object, decoded when it came as a JSON string; None when absent."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


def read(query: str, content_type: str, body: bytes) -> Parameters:
    """Join the parameters of an address and a body; the body wins.

    Takes urlencoded, JSON and multipart bodies. Raises Refused(400) for a body that is none.
    """
    values: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    files: dict[str, File] = {}
    kind = content_type.partition(";")[0].strip().lower()
    if body and kind == "application/json":
        values |= _from_json(body)
    elif body and kind == "multipart/form-data":
        sent, files = _from_multipart(content_type, body)
        values |= sent
    elif body:
        values |= dict(parse_qsl(_decoded(body), keep_blank_values=True))
    return Parameters(values, files)


def _decoded(body: bytes) -> str:
    """Text of a body; Telegram takes UTF-8 only."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _from_json(body: bytes) -> dict[str, Any]:
    """The fields of a JSON body."""
    try:
        values = json.loads(_decoded(body))
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise Refused(400, "Bad Request: can't parse request: JSON object expected")
    return values


def _from_multipart(content_type: str, body: bytes) -> tuple[dict[str, Any], dict[str, File]]:
    """The text fields of a multipart body, and its files by the name of their field."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    values: dict[str, Any] = {}
    files: dict[str, File] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            continue
        if (file_name := part.get_filename()) is not None:
            files[name] = File("", file_name, content)
            values[name] = f"attach://{name}"
        else:
            values[name] = _decoded(content)
    return values, files
