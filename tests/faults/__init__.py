"""What must survive kills: the cases of `make faults`. A new case is one more line in `CASES`."""

from typing import Final

from tests.faults.index_cases import Adding, Rebuilding, Removing, Replacing
from tests.support.kills import Case

CASES: Final[tuple[Case, ...]] = (Adding(), Replacing(), Removing(), Rebuilding())
