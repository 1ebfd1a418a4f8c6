"""Count and verify a million owners' lines and a million secret choices; print time and memory.

    python bench/ballots.py make-owners FOLDER 1000000
    python bench/ballots.py lines.jsonl FOLDER 1000000
    python bench/ballots.py make-residents FOLDER 1000000
    python bench/ballots.py vote.json FOLDER 1000000

Making and checking are four processes, so that each peak of memory is its own.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from agenda.ballots.decisions.rules import OwnersItem
from agenda.ballots.owners.closing.rules import Reach, SealedLine, lines_root, reach_of
from agenda.ballots.owners.rules import (
    BallotChannel,
    HeadLine,
    Question,
    QuestionCount,
    SilentRule,
    count_lines,
)
from agenda.ballots.rules import Choice, count_choices, is_carried
from agenda.ballots.verification.lines.rules import lines_file
from agenda.ballots.verification.owners.rules import ClosedBallot, QuestionResult
from agenda.ballots.verification.residents.rules import ClosedVote, vote_file
from agenda.cli.verification import verify_ballot
from agenda.kernel.chain import canonical
from agenda.kernel.ids import CODE_ALPHABET, DecisionId, ProposalId, VoteId

DAY = datetime(2026, 5, 1, tzinfo=UTC)
QUESTIONS = (Question(1, OwnersItem.USE_FUND, "水泵"), Question(2, OwnersItem.REBUILD, "车库"))
CHOICES = list(Choice)


def sealed(count: int) -> Iterator[SealedLine]:
    """Yield the lines of a roll in which four of five heads vote."""
    chance = random.Random(count)
    for number in range(1, count + 1):
        voted = chance.random() < 0.8
        cast = (chance.choice(CHOICES), chance.choice(CHOICES)) if voted else None
        line = HeadLine(number, chance.randrange(40_00, 200_00), is_delivered=True, choices=cast)
        salt, receipt = f"{chance.getrandbits(128):032x}", f"{chance.getrandbits(256):064x}"
        if voted:
            yield SealedLine(line, salt, BallotChannel.ONLINE, 1, receipt)
        else:
            yield SealedLine(line, salt)


def closed(
    lines: list[SealedLine], counts: tuple[QuestionCount, ...], reach: Reach
) -> ClosedBallot:
    """Return the ballot that these lines make."""
    return ClosedBallot(
        ProposalId(1),
        DecisionId(1),
        1,
        DAY,
        DAY,
        DAY,
        SilentRule.MAJORITY,
        "议事规则第十二条",
        counts_parking=False,
        parking_basis="",
        roll=counts[0].roll,
        roll_digest="0" * 64,
        delivered=reach.delivered,
        silent=reach.silent,
        not_reached=reach.not_reached,
        questions=tuple(map(QuestionResult, QUESTIONS, counts)),
        lines_root=lines_root(lines),
    )


def timed(name: str, began: float) -> None:
    """Say how long a step took."""
    sys.stdout.write(f"{name}: {time.process_time() - began:.2f} s of one core\n")


def checked(file: Path) -> None:
    """Verify a file as an outsider would, in this process."""
    began = time.process_time()
    started = time.monotonic()
    done = CliRunner().invoke(verify_ballot, [str(file), "--lang", "en"])
    sys.stdout.write(f"on the clock: {time.monotonic() - started:.2f} s\n")
    timed(f"verify {file.name} ({file.stat().st_size / 1e6:.0f} MB), exit {done.exit_code}", began)


def owners(count: int, folder: Path) -> Path:
    """Count and seal owners' lines; returns their file."""
    lines = list(sealed(count))
    bare = [one.line for one in lines]
    began = time.process_time()
    counts = count_lines(bare, questions=2, silent_rule=SilentRule.MAJORITY)
    timed(f"tally of {count:,} owners' lines, two questions", began)
    began = time.process_time()
    ballot = closed(lines, counts, reach_of(bare))
    timed("root over their lines", began)
    file = folder / "lines.jsonl"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(lines_file(ballot, (one.text for one in lines)))
    return file


def residents(count: int, folder: Path) -> Path:
    """Count secret choices; returns the published file."""
    chance = random.Random(count)
    chosen = chance.choices(CHOICES, k=count)
    letters = ("".join(chance.choices(CODE_ALPHABET, k=12)) for _ in range(count))
    numbers = {f"{text[:4]}-{text[4:8]}-{text[8:]}" for text in letters}
    chosen = chosen[: len(numbers)]
    began = time.process_time()
    tally = count_choices(chosen, roll=2 * count)
    timed(f"tally of {len(chosen):,} choices", began)
    vote = ClosedVote(ProposalId(1), VoteId(1), DAY, DAY, 2 * count, "0" * 64, 30)
    began = time.process_time()
    data = vote_file(vote, receipts=numbers, choices=chosen, carried=is_carried(tally, 30))
    timed("its published file with digests", began)
    file = folder / "vote.json"
    file.write_text(canonical(data), encoding="utf-8")
    return file


def main(what: str, path: str, count: int) -> None:
    """Make a file, or check one; the peak of memory belongs to this process alone."""
    folder = Path(path)
    if what == "make-owners":
        owners(count, folder)
    elif what == "make-residents":
        residents(count, folder)
    else:
        checked(folder / what)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"peak memory of this process: {peak:.0f} MB\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
