"""Saving the photos of a step before its words are judged, so that none has to be chosen again."""

from agenda.attachments.forms import files_on_disk
from agenda.attachments.models import Attachment
from agenda.attachments.queries import list_beside
from agenda.attachments.rules import Subject
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.errors import Invalid
from agenda.kernel.ids import AttachmentId, ProposalId
from agenda.proposals.commands import change_photos
from agenda.proposals.forms import MatterForm
from agenda.web.login import current_actor


def photos_saved(form: MatterForm, proposal_id: ProposalId) -> bool:
    """Whether the photos sent with a step are kept; a refusal is put at their field."""
    if not form.was_sent or form.seen_on_photos.errors:
        return not form.was_sent
    try:
        remove = [AttachmentId(number) for number in form.taken_away.data or ()]
        with files_on_disk(form.photos, form.seen_on_photos) as sent:
            if sent.files or remove:
                with transaction(current_actor()) as tx:
                    change_photos(tx, proposal_id, add=sent, remove=remove)
    except Invalid as error:
        form.add_refusal(Invalid(error.code, field=error.field or "photos", **error.params))
        return False
    form.seen_on_photos.data = ""
    form.taken_away.data = []
    return True


def photos_of(proposal_id: ProposalId) -> tuple[Attachment, ...]:
    """Return the photos that stand beside a proposal."""
    return list_beside(db.session(), Subject.PROPOSAL, (proposal_id,))[proposal_id]
