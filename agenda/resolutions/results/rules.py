"""Results and objections: which outcomes ask for something to be done."""

from agenda.resolutions.rules import ResultOutcome

TEXT_MAX = 8000
OBJECTION_MIN, OBJECTION_MAX = 10, 2000

TO_BE_CARRIED_OUT = frozenset(
    {
        ResultOutcome.AGREEMENT,
        ResultOutcome.RESOLUTION,
        ResultOutcome.OWNERS_PASSED,
        ResultOutcome.MEDIATED,
    }
)
"""Outcomes that are promises: where nobody names tasks, the lead body owes the whole."""
