"""A whole owners' decision of 1,152 heads, from its notice to a certificate checked offline."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from agenda.ballots.decisions.rules import OwnersItem
from agenda.ballots.owners.casting.commands import cast_ballot
from agenda.ballots.owners.models import OwnersBallot
from agenda.ballots.owners.paper.commands import read_ballot
from agenda.ballots.owners.paper.rules import Sheet
from agenda.ballots.owners.queries import list_heads
from agenda.ballots.owners.rules import Question
from agenda.ballots.rules import Choice
from agenda.cli.verification import verify_ballot
from agenda.community.models import Household
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, BodyKind
from agenda.kernel.ids import HeadId
from agenda.mechanism.tick.commands import tick
from tests.commands.test_owners_closing import SHANGHAI, shanghai_areas
from tests.factories import Place, actor, make_place
from tests.owners import ballot_on, decision_of, make_noticed, opened
from tests.page import visit
from tests.papers import OWNERS, hands
from tests.signin import sign_in
from tests.votes import clock

FOR, AGAINST, ABSTAIN = Choice
SUPERVISION = BodyKind.SUPERVISION_COMMITTEE
ON_PAPER = range(0, SHANGHAI[2], 9)
"""Every ninth who takes part hands in paper: 101 of 905."""
QUESTIONS = (
    Question(1, OwnersItem.USE_FUND, "是否动用维修资金更换水泵？"),
    Question(2, OwnersItem.REBUILD, "是否改建地下车库？"),
)


def choices_of(number: int) -> tuple[Choice, Choice]:
    """Return what a head chooses: 589 are for, the others of the 905 against or nothing."""
    choice = FOR if number < SHANGHAI[4] else (AGAINST, ABSTAIN)[number % 2]
    return choice, choice


def cast_online(place: Place, heads: Sequence[HeadId]) -> None:
    """Let everybody else who takes part cast online, a hundred to a transaction."""
    owners = [actor(person) for person in place.people[: SHANGHAI[2]]]
    numbers = [number for number in range(SHANGHAI[2]) if number not in ON_PAPER]
    for first in range(0, len(numbers), 100):
        with transaction(OPERATOR) as tx:
            for number in numbers[first : first + 100]:
                own = replace(tx, actor=owners[number])
                cast_ballot(own, heads[number], choices_of(number), based_on=0)


def enter(place: Place, heads: Sequence[HeadId], stack_id: int, numbers: Sequence[int]) -> None:
    """Let both clerks read every sheet of a stack."""
    for hand in hands(place):
        with transaction(hand) as tx:
            for sheet, number in enumerate(numbers, start=1):
                said = Sheet(heads[number], choices_of(number))
                read_ballot(tx, stack_id, sheet, key="", sheet=said)


def taken_in(client: FlaskClient, home: str, sheets: int) -> int:
    """Register a stack on its page; returns its id."""
    page = visit(client, f"{home}/paper").form("#register").fill(sheets=str(sheets)).submit("登记")
    return int(page.url.rpartition("/")[2])


@pytest.mark.proof
def test_a_decision_of_1152_heads_ends_in_the_published_figures(
    client: FlaskClient, tmp_path: Path
) -> None:
    place = make_place(households=SHANGHAI[0])
    with transaction(OPERATOR) as tx:
        for home, area in zip(place.households, shanghai_areas(), strict=True):
            tx.session.get_one(Household, home).exclusive_area = area
    ballot = opened(make_noticed(place, questions=QUESTIONS))
    address = f"/proposals/{decision_of(ballot).proposal_id}/owners"
    heads = [head.head_id for head in list_heads(db.session(), ballot.decision_id)]
    db.session.close()
    sign_in(client, place.seated[OWNERS][0])
    half = len(ON_PAPER) // 2
    early = taken_in(client, address, half)
    cast_online(place, heads)
    enter(place, heads, early, ON_PAPER[:half])
    clock().set(ballot.closes_at - timedelta(minutes=5))
    late = taken_in(client, address, len(ON_PAPER) - half)
    clock().set(ballot.closes_at)
    tick()
    assert ballot_on(ballot.decision_id).closed_at is None
    enter(place, heads, late, ON_PAPER[half:])
    assert ballot_on(ballot.decision_id).closed_at is not None
    certified(client, place, ballot, address)
    verified(client, place, address, tmp_path)


def certified(client: FlaskClient, place: Place, ballot: OwnersBallot, address: str) -> None:
    """Two count and sign, a third confirms; the certificate says the published figures."""
    for hand in place.seated[OWNERS]:
        sign_in(client, hand)
        visit(client, f"{address}/certificate").form("certificate/sign").submit("签名")
    sign_in(client, place.seated[SUPERVISION][0])
    page = visit(client, f"{address}/certificate").follow("核对并确认计票")
    page.form("confirm").submit("确认无误")
    page = visit(client, f"{address}/certificate")
    for words in (
        "3 × 905 = 2,715 ≥ 2 × 1,152 = 2,304",
        "2 × 589 = 1,178 > 905",
        "4 × 589 = 2,356 < 3 × 905 = 2,715",
        "网上 804 张，纸质 101 张",
        "93,449.08",
        "61,667.05",
    ):
        assert words in page.text
    assert [words for words in page.texts("p strong") if "结果" in words] == [
        "结果：通过",
        "结果：未通过",
    ]


def verified(client: FlaskClient, place: Place, address: str, folder: Path) -> None:
    """Anyone checks the exported file offline, and the supervision the sealed lines with it."""
    files = {"ballot.json": client.get(f"{address}/certificate/ballot.json").text}
    token = visit(client, f"{address}/certificate").form("certificate/lines").values
    files["lines.jsonl"] = client.post(f"{address}/certificate/lines", data=token).text
    for name, text in files.items():
        (folder / name).write_text(text)
    done = CliRunner().invoke(verify_ballot, [str(folder / name) for name in files])
    assert done.exit_code == 0, done.output
    (folder / "ballot.json").write_text(files["ballot.json"].replace('"heads":589', '"heads":590'))
    assert CliRunner().invoke(verify_ballot, [str(folder / "ballot.json")]).exit_code != 0
