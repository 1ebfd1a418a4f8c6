"""The file of one owner's line: what his head did, and the proof that it was counted so."""

from collections.abc import Sequence
from typing import Any

from agenda.ballots.owners.closing.rules import NotALine, read_line
from agenda.ballots.verification.rules import (
    Check,
    Data,
    FileKind,
    Finding,
    Findings,
    has_fields,
    is_digest,
)
from agenda.kernel.ids import DecisionId
from agenda.kernel.merkle import is_included, leaf_hash

FIELDS = {
    "format": str,
    "decision": int,
    "questions": int,
    "place": int,
    "size": int,
    "line": str,
    "leaf": str,
    "proof": list,
    "root": str,
}


def line_file(
    decision_id: DecisionId,
    *,
    line: str,
    place: int,
    size: int,
    proof: Sequence[bytes],
    root: str,
    questions: int,
) -> dict[str, Any]:
    """Return the file of one owner's line with the proof that it is among those sealed."""
    return {
        "format": FileKind.LINE.value,
        "decision": decision_id,
        "questions": questions,
        "place": place,
        "size": size,
        "line": line,
        "leaf": leaf_hash(line.encode()).hex(),
        "proof": [step.hex() for step in proof],
        "root": root,
    }


def check_line(data: Data) -> Findings:
    """Check that one line belongs to the tree whose root the file names."""
    well_formed = has_fields(data, FIELDS) and all(
        map(is_digest, (data["leaf"], data["root"], *data["proof"]))
    )
    yield Finding(Check.FIELDS, well_formed)
    if not well_formed:
        return
    leaf = leaf_hash(data["line"].encode())
    yield Finding(Check.LINE_HASH, leaf.hex() == data["leaf"] and _is_line(data))
    proof = [bytes.fromhex(step) for step in data["proof"]]
    root = bytes.fromhex(data["root"])
    holds = is_included(leaf, data["place"], size=data["size"], proof=proof, root=root)
    yield Finding(Check.PROOF, holds)


def check_together(line: Data, ballot: Data) -> Findings:
    """Check that a line was sealed in this ballot and no other."""
    same = line.get("root") == ballot.get("lines_root")
    fits = (line.get("decision"), line.get("size")) == (
        ballot.get("decision"),
        ballot.get("roll", {}).get("heads"),
    )
    asked = line.get("questions") == len(ballot.get("questions", ()))
    yield Finding(Check.SAME_ROOT, same and fits and asked)


def _is_line(data: Data) -> bool:
    """Whether the file's text is a sealed line."""
    try:
        read_line(data["line"], questions=data["questions"])
    except NotALine:
        return False
    return True
