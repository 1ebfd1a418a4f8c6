"""Draws the lifecycle from the table of transitions into docs/domain.md; with --check only compares.

The drawing and the table of duties stand between two marks; everything else in the file is written
by hand.
"""

import sys
from pathlib import Path

from agenda.mechanism.rules import TRANSITIONS, Transition
from agenda.procedure.rules import DutyKind
from agenda.procedure.sentences import LABELS as DUTY_LABELS
from agenda.procedure.sentences import ON_SILENCE
from agenda.proposals.rules import ENDS, Stage
from agenda.proposals.sentences import LABELS as STAGE_LABELS

TARGET = Path(__file__).resolve().parent.parent / "docs" / "domain.md"
BEGIN, END = "<!-- drawn: begin -->", "<!-- drawn: end -->"


def drawing() -> str:
    """Return the lifecycle as a Mermaid state diagram, one arrow a transition."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {stage}: {stage}<br>{STAGE_LABELS[f'Stage.{stage}']}" for stage in Stage]
    lines += [f"    {_arrow(transition)}" for transition in TRANSITIONS]
    lines += [f"    {stage} --> [*]" for stage in Stage if stage in ENDS]
    return "\n".join(["```mermaid", *lines, "```"])


def _arrow(transition: Transition) -> str:
    """Return one transition as an arrow; a clock marks those that time alone makes."""
    by_clock = " (clock)" if transition.clock else ""
    return f"{transition.source} --> {transition.target}: {transition.name}{by_clock}"


def duties() -> str:
    """Return every kind of duty with what its silence brings, as a table."""
    rows = [
        f"| `{kind}` | {DUTY_LABELS[f'DutyKind.{kind}']} | {ON_SILENCE[kind]} |"
        for kind in DutyKind
    ]
    return "\n".join(["| Duty | 职责 | 逾期 |", "|---|---|---|", *rows])


def drawn(text: str) -> str:
    """Return the file with what stands between the marks drawn anew."""
    before, _, rest = text.partition(BEGIN)
    _old, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{drawing()}\n\n{duties()}\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Draw, or compare; returns the exit code."""
    text = TARGET.read_text(encoding="utf-8")
    fresh = drawn(text)
    if arguments == ["--check"]:
        return int(fresh != text)
    TARGET.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
