"""Reading Decide Madrid: 80 proposals with their supports and threaded comments, 2015 to 2019.

The files `proposals.csv` and `comments.csv` come from the research group argrecsys (Apache-2.0).
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from agenda.kernel.texts import normal_line, normal_text
from agenda.proposals.rules import MATTER_MAX, REMEDY_MAX, TITLE_MAX, ProposalText

NO_TEXT = "(sin texto)"
"""Stands for a comment whose text is empty in the source."""
_ROOT = "-1"
_AUTHOR = "Autor"


@dataclass(frozen=True)
class SourceComment:
    """A comment of the source; `reply_to` is None for a root, also where what it answers is gone."""

    comment_id: str
    reply_to: str | None
    author: str
    """The source's number of its author; empty for the proposer himself."""
    text: str


@dataclass(frozen=True)
class SourceProposal:
    """A proposal of the source with how many supported it."""

    number: str
    text: ProposalText
    supports: int
    comments: tuple[SourceComment, ...]


def read_source(
    folder: Path, *, share: Fraction, of_threads: Fraction | None = None
) -> tuple[SourceProposal, ...]:
    """Return the proposals in the source's order, their supports and threads thinned to a share.

    Every proposal stays, with at least the one support of its proposer; of the threads every
    n-th stays whole, `of_threads` where another share is wished of them.
    """
    comments = _read_comments(folder / "comments.csv", of_threads or share)
    return tuple(
        SourceProposal(
            number=row["id"],
            text=_text(row),
            supports=max(1, round(int(row["numSupports"]) * share)),
            comments=tuple(comments.get(row["id"], ())),
        )
        for row in _rows(folder / "proposals.csv")
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield a file's rows by the names of their columns."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _text(row: dict[str, str]) -> ProposalText:
    """Return a proposal's text; what is too long for a title is said at the head of the matter."""
    title, summary = normal_line(row["title"]), normal_line(row["summary"])
    short = title if len(title) <= TITLE_MAX else title[: TITLE_MAX - 1].rstrip() + "…"
    matter = "\n\n".join(
        part for part in (title, summary, normal_text(row.get("text", ""))) if part
    )
    return ProposalText(short, matter[:MATTER_MAX], f"{title}. {summary}"[:REMEDY_MAX])


def _read_comments(path: Path, share: Fraction) -> dict[str, list[SourceComment]]:
    """Return the comments of each proposal, whole threads at a time."""
    kept: set[str] = set()
    found: dict[str, list[SourceComment]] = {}
    threads = 0
    for row in _rows(path):
        is_reply = row["parentId"] in kept
        if not is_reply and (row["parentId"] == _ROOT or share == 1):
            threads += 1
            is_kept = threads * share // 1 > (threads - 1) * share // 1
        else:
            is_kept = is_reply
        if is_kept:
            kept.add(row["id"])
            found.setdefault(row["proposalId"], []).append(_comment(row, is_reply=is_reply))
    return found


def _comment(row: dict[str, str], *, is_reply: bool) -> SourceComment:
    """Return a comment of a kept thread."""
    return SourceComment(
        comment_id=row["id"],
        reply_to=row["parentId"] if is_reply else None,
        author="" if row["userType"] == _AUTHOR else row["userId"],
        text=normal_text(row["text"]).strip() or NO_TEXT,
    )
