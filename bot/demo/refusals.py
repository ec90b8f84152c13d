"""What the emulator says no with, in the words of Telegram's own server."""

from typing import Any


class Refused(Exception):
    """A call that Telegram would refuse; becomes the `ok: false` of the answer."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad_request(reason: str) -> Refused:
    """Return a refusal with status 400; `reason` is what stands after "Bad Request: "."""
    return Refused(400, f"Bad Request: {reason}")


def conflict() -> Refused:
    """Return what the first of two pollers gets to hear."""
    return Refused(
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    )


def webhook_active() -> Refused:
    """Return what a poller gets to hear while messages go to a webhook."""
    return Refused(
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    )
