"""Which gold questions may be looked at while building, and which only report.

A question's id decides, so that it never changes sides: the test third is those whose sha256, read
as a number, divides by three.
"""

import hashlib
from enum import StrEnum
from typing import Final

_PARTS: Final = 3


class Split(StrEnum):
    """A part of a gold set; `test` is locked: what is tuned on it reports nothing."""

    DEV = "dev"
    TEST = "test"
    ALL = "all"

    def holds(self, question_id: str) -> bool:
        """Tell whether a question belongs to this part.

        >>> [each for each in ("a001", "a002", "a003", "a004") if Split.TEST.holds(each)]
        ['a001', 'a002']
        """
        locked = int(hashlib.sha256(question_id.encode()).hexdigest(), 16) % _PARTS == 0
        return self is Split.ALL or locked == (self is Split.TEST)
