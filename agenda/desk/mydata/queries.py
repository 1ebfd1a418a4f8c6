"""Gathering everything that is stored about a person, for himself."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from agenda.accounts.mydata.queries import export
from agenda.accounts.queries import list_persons
from agenda.attachments.queries import list_own_files
from agenda.kernel.ids import AccountId, PersonId
from agenda.notifications.choices.queries import get_choices, list_topics
from agenda.notifications.owndata.queries import list_all_told


def export_all(session: Session, account_id: AccountId, *, now: datetime) -> str:
    """Return everything stored about an account's holder as JSON, to keep or to hand on.

    What he wrote and signed in public stands in the public record, under his pseudonym there.
    """
    data: dict[str, Any] = json.loads(export(session, account_id, now=now))
    persons = list_persons(session, account_id)
    data["notices"] = [notice for one in persons for notice in _notices(session, one)]
    data["mail"] = [_mail(session, one) for one in persons]
    data["files"] = [file for one in persons for file in _files(session, one)]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _notices(session: Session, person_id: PersonId) -> list[dict[str, Any]]:
    """Return what a person was told, and whether he read it."""
    return [
        {
            "at": told.at.isoformat(),
            "read_at": told.read_at.isoformat() if told.read_at else None,
            "proposal": told.proposal_id,
            "event": told.kind,
        }
        for told in list_all_told(session, person_id)
    ]


def _mail(session: Session, person_id: PersonId) -> dict[str, Any]:
    """Return what a person chose about letters."""
    choices = vars(get_choices(session, person_id))
    said = {
        name: value if isinstance(value, bool | int) else str(value)
        for name, value in choices.items()
    }
    return said | {"topics": sorted(map(str, list_topics(session, person_id)))}


def _files(session: Session, person_id: PersonId) -> list[dict[str, Any]]:
    """Return the files a person sent in, with the addresses at which they lie."""
    return [
        {
            "at": file.uploaded_at.isoformat(),
            "beside": file.subject.value,
            "proposal": file.proposal_id,
            "address": f"/files/{file.token}",
            "caption": file.caption,
            "sha256": file.digest,
        }
        for file in list_own_files(session, person_id)
    ]
