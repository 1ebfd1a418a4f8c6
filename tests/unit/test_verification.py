"""Published files of ballots: honest ones hold, and no change of any field goes unseen."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.ballots.decisions.counting.rules import Weight
from agenda.ballots.decisions.rules import OwnersItem
from agenda.ballots.owners.closing.rules import (
    NotALine,
    SealedLine,
    lines_root,
    reach_of,
    read_line,
)
from agenda.ballots.owners.rules import (
    BallotChannel,
    HeadLine,
    Question,
    SilentRule,
    count_lines,
)
from agenda.ballots.rules import Choice, count_choices, is_carried
from agenda.ballots.verification.line.rules import check_line, check_together, line_file
from agenda.ballots.verification.lines.rules import Recount, lines_file, read_head
from agenda.ballots.verification.owners.rules import (
    ClosedBallot,
    QuestionResult,
    ballot_file,
    check_ballot,
)
from agenda.ballots.verification.residents.rules import ClosedVote, check_vote, vote_file
from agenda.ballots.verification.rules import Check, Findings, with_digest
from agenda.kernel.chain import canonical
from agenda.kernel.merkle import inclusion_proof

FOR, AGAINST, ABSTAIN = Choice
DAY = datetime(2026, 5, 1, tzinfo=UTC)
Path = tuple[str | int, ...]
QUESTIONS = (
    Question(1, OwnersItem.USE_FUND, "是否动用维修资金更换水泵？"),
    Question(2, OwnersItem.RAISE_FUND, "是否续筹维修资金？"),
)


def failed(findings: Findings) -> set[Check]:
    """Return the checks that do not hold."""
    return {finding.check for finding in findings if not finding.holds}


def vote(choices: list[Choice]) -> dict[str, Any]:
    """Return the file of a vote in a roll of thirty."""
    closed = ClosedVote(4, 7, DAY, DAY, 30, "ab" * 32, 10)  # type: ignore[arg-type]
    numbers = [f"AAAA-BBBB-{place:04d}".replace("0", "Z").replace("1", "Y") for place in range(30)]
    tally = count_choices(choices, roll=30)
    return vote_file(
        closed,
        receipts=numbers[: len(choices)],
        choices=choices if tally.may_be_broken_out else None,
        carried=is_carried(tally, 10),
    )


def sealed(count: int = 12) -> list[SealedLine]:
    """Return lines of heads of 100 m2: most vote, one is set aside, two are silent."""
    lines = []
    for number in range(1, count + 1):
        cast = None if number in {5, 6} else (FOR, FOR if number % 2 else AGAINST)
        lines.append(
            SealedLine(
                HeadLine(number, 100_00, number != 6, cast, number == 7),
                salt=f"{number:032x}",
                channel=BallotChannel.ONLINE if cast else None,
                version=1 if cast else 0,
                receipt="cd" * 32 if cast else "",
            )
        )
    return lines


def ballot(rule: SilentRule = SilentRule.NONE) -> ClosedBallot:
    """Return a closed ballot over these lines."""
    lines = sealed()
    counts = count_lines([s.line for s in lines], questions=2, silent_rule=rule)
    reach = reach_of(s.line for s in lines)
    return ClosedBallot(
        proposal_id=4,  # type: ignore[arg-type]
        decision_id=9,  # type: ignore[arg-type]
        attempt=1,
        noticed_at=DAY,
        opens_at=DAY,
        closes_at=DAY,
        silent_rule=rule,
        silent_clause="" if rule is SilentRule.NONE else "议事规则第十二条",
        counts_parking=False,
        parking_basis="",
        roll=Weight(12, 1200_00),
        roll_digest="ef" * 32,
        delivered=reach.delivered,
        silent=reach.silent,
        not_reached=reach.not_reached,
        questions=tuple(map(QuestionResult, QUESTIONS, counts)),
        lines_root=lines_root(lines),
    )


def own_line(place: int = 3) -> dict[str, Any]:
    """Return one owner's line with its proof."""
    lines = sealed()
    leaves = [line.leaf for line in lines]
    return line_file(
        9,  # type: ignore[arg-type]
        line=lines[place].text,
        place=place,
        size=len(lines),
        proof=inclusion_proof(leaves, place),
        root=lines_root(lines),
        questions=2,
    )


def recount(text: str) -> Findings:
    """Check a file of sealed lines."""
    first, _end, rest = text.partition("\n")
    head = read_head(first)
    assert head is not None
    return Recount(head).findings(rest.splitlines(keepends=True))


def places(value: object, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every plain value in a file."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    for key, one in inner:
        if isinstance(one, dict | list):
            yield from places(one, (*path, key))
        else:
            yield (*path, key)


def changed(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return a file in which one value is another one."""
    other = copy.deepcopy(data)
    place: Any = other
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = another(place[path[-1]])
    return other


def another(value: object) -> object:
    """Return a value a little beside the one given."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return 0
    assert isinstance(value, str)
    return value[:-1] + ("a" if value[-1:] != "a" else "b")


TEN = [FOR] * 6 + [AGAINST] * 3 + [ABSTAIN]
MAJORITY = SilentRule.MAJORITY


def files() -> dict[str, tuple[dict[str, Any], Callable[[dict[str, Any]], Findings]]]:
    """Return one honest file of every format with what checks it."""
    return {
        "vote": (vote(TEN), check_vote),
        "few": (vote([FOR] * 4), check_vote),
        "ballot": (ballot_file(ballot()), check_ballot),
        "silent": (ballot_file(ballot(MAJORITY)), check_ballot),
        "line": (own_line(), check_line),
    }


@pytest.mark.parametrize("name", ["vote", "few", "ballot", "silent", "line"])
def test_an_honest_file_holds(name: str) -> None:
    data, check = files()[name]
    assert failed(check(json.loads(json.dumps(data)))) == set()


@pytest.mark.parametrize("name", ["vote", "few", "ballot", "silent"])
@given(draw=st.data())
def test_every_field_changed_by_one_is_caught(name: str, draw) -> None:
    data, check = files()[name]
    path = draw.draw(st.sampled_from(sorted(places(data), key=str)))
    assert failed(check(changed(data, path)))


@given(draw=st.data())
def test_every_field_of_a_line_changed_by_one_is_caught(draw) -> None:
    line, public = own_line(), ballot_file(ballot())
    path = draw.draw(st.sampled_from(sorted(places(line), key=str)))
    bad = changed(line, path)
    assert line["format"] != bad["format"] or failed(check_line(bad)) | failed(
        check_together(bad, public)
    )


@pytest.mark.parametrize("name", ["vote", "few", "ballot", "silent"])
@given(draw=st.data())
def test_a_forger_who_makes_the_digest_anew_is_caught_by_the_printed_one(name: str, draw) -> None:
    data, _check = files()[name]
    paths = [path for path in places(data) if path != ("digest",)]
    forged = with_digest(changed(data, draw.draw(st.sampled_from(sorted(paths, key=str)))))
    check = check_vote if name in {"vote", "few"} else check_ballot
    assert failed(check(forged, printed=data["digest"]))


@given(draw=st.data())
def test_a_count_that_was_moved_is_caught_whatever_the_digest(draw) -> None:
    data, check = files()[draw.draw(st.sampled_from(["vote", "ballot", "silent"]))]
    counted = {"counts", "participants", "choices", "carried", "outcome", "raw_outcome", "majority"}
    paths = [path for path in places(data) if counted & set(map(str, path))]
    path = draw.draw(st.sampled_from(sorted(paths, key=str)))
    assert failed(check(with_digest(changed(data, path))))


def test_a_file_that_lacks_a_field_or_has_one_more_is_refused() -> None:
    for name, (data, check) in files().items():
        for field in data:
            short = {key: value for key, value in data.items() if key != field}
            assert failed(check(short)) == {Check.FIELDS}, (name, field)
        assert failed(check({**data, "more": 1})) == {Check.FIELDS}, name


def test_sealed_lines_are_recounted() -> None:
    text = "".join(lines_file(ballot(), [line.text for line in sealed()]))
    assert failed(recount(text)) == set()


@given(draw=st.data())
def test_every_character_of_the_sealed_lines_counts(draw) -> None:
    text = "".join(lines_file(ballot(), [line.text for line in sealed()]))
    first = text.index("\n") + 1
    at = draw.draw(st.integers(first, len(text) - 2))
    bad = text[:at] + ("7" if text[at] != "7" else "8") + text[at + 1 :]
    assert failed(recount(bad))


@given(draw=st.data())
def test_every_number_above_the_sealed_lines_counts(draw) -> None:
    lines = list(lines_file(ballot(), [line.text for line in sealed()]))
    head = json.loads(lines[0])
    paths = [p for p in places(head) if p[0] not in {"format", "decision"}]
    bad = changed(head, draw.draw(st.sampled_from(sorted(paths, key=str))))
    assert failed(Recount(bad).findings(lines[1:]))


def test_lines_left_out_doubled_or_out_of_order_are_found() -> None:
    head, *lines = lines_file(ballot(), [line.text for line in sealed()])
    for bad in (lines[:-1], [*lines, lines[-1]], [lines[1], lines[0], *lines[2:]]):
        assert Check.RECOUNT in failed(recount("".join([head, *bad])))


@pytest.mark.parametrize(
    "wrong",
    [
        {"choices": ["for"]},
        {"choices": ["for", "maybe"]},
        {"choices": None},
        {"channel": "dove"},
        {"area": -1},
        {"delivered": 1},
        {"head": True},
        {"version": 0},
        {"more": 1},
    ],
)
def test_a_line_that_cannot_be_is_none(wrong: dict[str, object]) -> None:
    good = json.loads(sealed()[0].text)
    assert read_line(canonical(good), questions=2) == sealed()[0].line
    for text in (canonical({**good, **wrong}), json.dumps(good), canonical(good) + " "):
        with pytest.raises(NotALine):
            read_line(text, questions=2)


def test_a_line_of_another_ballot_does_not_belong() -> None:
    public = ballot_file(ballot())
    assert failed(check_together(own_line(), public)) == set()
    other = with_digest({**public, "lines_root": "00" * 32})
    assert failed(check_together(own_line(), other)) == {Check.SAME_ROOT}


def test_raw_and_imputed_sums_stand_side_by_side() -> None:
    (one, two) = ballot_file(ballot(MAJORITY))["questions"]
    assert one["counts"]["silent_for"] == asdict(Weight(1, 100_00))
    assert (one["raw_outcome"], one["outcome"]) == ("passed", "passed")
    assert (two["raw_outcome"], two["outcome"]) == ("not_passed", "not_passed")
