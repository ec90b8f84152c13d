"""What must survive faults: the cases of `make faults`. A new case is one more line in `CASES`."""

from typing import Final

from tests.faults.index_cases import Adding, Rebuilding, Removing, Replacing
from tests.faults.keeping_cases import BackingUp, Restoring
from tests.faults.migration_cases import ChangingKnowledge, ChangingPeople
from tests.faults.people_cases import Erasing, HandingIn, LettingIn
from tests.faults.state_cases import Answering
from tests.support.kills import Case

CASES: Final[tuple[Case, ...]] = (
    Adding(),
    Replacing(),
    Removing(),
    Rebuilding(),
    Answering(),
    HandingIn(),
    LettingIn(),
    Erasing(),
    ChangingKnowledge(),
    ChangingPeople(),
    BackingUp(),
    Restoring(),
)
