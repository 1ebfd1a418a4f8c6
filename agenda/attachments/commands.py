"""Putting files beside texts and taking them away. The files themselves lie on disk before."""

from collections.abc import Collection

from sqlalchemy import delete, select, update

from agenda.attachments.events import FilesAttached, FileTakenAway
from agenda.attachments.models import Attachment
from agenda.attachments.queries import list_beside, stock_of
from agenda.attachments.rules import A_DAY, Beside, Sent, Subject, require_room
from agenda.community.models import Person
from agenda.infra.audit import quiet, record, text_digest
from agenda.infra.transaction import Transaction
from agenda.kernel.authz import only_mechanism, only_signed_in, require
from agenda.kernel.errors import NotPermitted
from agenda.kernel.ids import AttachmentId, new_token


def attach_files(
    tx: Transaction, beside: Beside, sent: Sent, *, is_public: bool = True
) -> tuple[Attachment, ...]:
    """Put files beside something; raises Invalid where they are too many.

    A part of its caller's act: that one has locked the proposal and decided whether this person
    may write there. `sent` comes from `attachments.forms.files_on_disk`, before the transaction.
    `is_public` says whether the ledger tells of it: never for a draft or a named ballot.
    """
    require(only_signed_in(tx.actor))
    if not sent.files:
        quiet(tx)
        return ()
    if tx.actor.person_id is None:
        raise NotPermitted("authz.sign_in_first")
    stock = stock_of(tx.session, beside.neighbourhood_id, tx.actor.person_id, now=tx.now)
    here = list_beside(tx.session, beside.subject, (beside.subject_id,))[beside.subject_id]
    sizes = [file.size for file in sent.files]
    require_room(sizes, room=sent.room, stock=stock, beside=len(here))
    rows = tuple(
        Attachment(
            neighbourhood_id=beside.neighbourhood_id,
            proposal_id=beside.proposal_id,
            subject=beside.subject,
            subject_id=beside.subject_id,
            token=new_token(),
            name=file.name,
            small_name=file.small_name,
            media=file.media,
            digest=file.digest,
            size=file.size,
            width=file.width,
            height=file.height,
            caption=file.caption,
            uploaded_by_id=tx.actor.person_id,
            uploaded_at=tx.now,
        )
        for file in sent.files
    )
    tx.session.add_all(rows)
    if is_public:
        _tell(tx, rows)
    return rows


def announce_files(tx: Transaction, subject: Subject, subject_id: int) -> None:
    """Tell the ledger of files that stood beside a draft, now that it is handed in."""
    require(only_signed_in(tx.actor))
    rows = list_beside(tx.session, subject, (subject_id,))[subject_id]
    if rows:
        _tell(tx, rows)
    quiet(tx)


def take_away(
    tx: Transaction,
    subject: Subject,
    subject_id: int,
    *,
    attachment_ids: Collection[AttachmentId],
    is_public: bool = True,
    screened: bool = False,
) -> int:
    """Take files away from beside something; what is not there is passed over. Returns how many.

    A part of its caller's act, which has decided that this person may. The file is off the page at
    once and off the disk a day later.
    """
    require(only_signed_in(tx.actor))
    quiet(tx)
    here = list_beside(tx.session, subject, (subject_id,))[subject_id]
    gone = [row for row in here if row.attachment_id in attachment_ids]
    for row in gone:
        row.removed_at = tx.now
        if is_public:
            record(
                tx,
                FileTakenAway(
                    neighbourhood_id=row.neighbourhood_id,
                    proposal_id=row.proposal_id,
                    subject=subject,
                    attachment_id=row.attachment_id,
                    screened=screened,
                ),
            )
    return len(gone)


def forget_removed(tx: Transaction) -> int:
    """Delete the rows of files taken away more than a day ago; the clock then takes the files."""
    require(only_mechanism(tx.actor))
    quiet(tx)
    gone = tx.session.scalars(
        select(Attachment.attachment_id).where(Attachment.removed_at < tx.now - A_DAY).limit(500)
    ).all()
    tx.session.execute(delete(Attachment).where(Attachment.attachment_id.in_(gone)))
    return len(gone)


def forget_uploaders(tx: Transaction) -> None:
    """Leave the files of those who were erased where they stand, without a trace of who sent them."""
    require(only_mechanism(tx.actor))
    quiet(tx)
    erased = select(Person.person_id).where(Person.name == "")
    tx.session.execute(
        update(Attachment)
        .where(Attachment.uploaded_by_id.in_(erased))
        .values(uploaded_by_id=None)
        .execution_options(synchronize_session=False)
    )


def _tell(tx: Transaction, rows: tuple[Attachment, ...]) -> None:
    """Record that files stand beside a public text."""
    first = rows[0]
    record(
        tx,
        FilesAttached(
            neighbourhood_id=first.neighbourhood_id,
            proposal_id=first.proposal_id,
            subject=first.subject,
            files=len(rows),
            text_digest=text_digest(tx, "\n".join(row.digest for row in rows)),
        ),
    )
