"""What happens to a sitting as a whole.

`note_round_held` and `adopt_agreement` are for the commands of meetings, which have locked the
proposal and required the act.
"""

from collections.abc import Sequence

from agenda.deliberation.events import AgreementAdopted
from agenda.deliberation.models import AgreementParagraph, Sitting
from agenda.infra.audit import record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.errors import Invalid, NotPossible


def note_round_held(tx: Transaction, sitting: Sitting) -> None:
    """Count a meeting that was held as one round of a running sitting."""
    sitting.rounds_held += 1


def adopt_agreement(
    tx: Transaction, sitting: Sitting, *, paragraphs: Sequence[str], motion_id: int
) -> None:
    """Keep the numbered text a motion adopted: the sitting has come to its agreement.

    Raises Invalid without any text, NotPossible once the sitting has ended or agreed.
    """
    texts = [text.strip() for text in paragraphs if text.strip()]
    if not texts:
        raise Invalid("deliberation.agreement_empty", field="paragraphs")
    if sitting.adopted_at is not None or sitting.ended_without_agreement_at is not None:
        raise NotPossible("deliberation.sitting_over")
    sitting.adopted_at, sitting.adopted_motion_id = tx.now, motion_id
    tx.session.add_all(
        AgreementParagraph(
            sitting_id=sitting.sitting_id,
            number=number,
            neighbourhood_id=sitting.neighbourhood_id,
            text=text,
        )
        for number, text in enumerate(texts, start=1)
    )
    record(
        tx,
        AgreementAdopted(
            neighbourhood_id=sitting.neighbourhood_id,
            proposal_id=sitting.proposal_id,
            number=sitting.number,
            motion_id=motion_id,
            paragraphs=len(texts),
            text_digest=text_digest(tx, "\n\n".join(texts)),
        ),
    )
