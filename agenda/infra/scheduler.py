"""The lease under which one process at a time runs the clock's work."""

from datetime import datetime, timedelta

from sqlalchemy import String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from agenda.infra.audit import quiet
from agenda.infra.db import Model
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR


class Lease(Model):
    """Who may do a recurring piece of work, and until when."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime]


def take_lease(name: str, holder: str, *, for_seconds: int) -> bool:
    """Take or renew a lease; returns False while another holder has it.

    The work itself is safe to run twice at once: the lease only spares doing it twice.
    """
    try:
        with transaction(OPERATOR) as tx:
            tx.session.execute(
                delete(Lease).where(
                    Lease.name == name, (Lease.until <= tx.now) | (Lease.holder == holder)
                )
            )
            until = tx.now + timedelta(seconds=for_seconds)
            tx.session.add(Lease(name=name, holder=holder, until=until))
            quiet(tx)
    except IntegrityError:
        return False
    return True


def is_held(session: Session, name: str, now: datetime) -> bool:
    """Whether anybody holds a lease: for the clock, whether it is running."""
    until = session.scalar(select(Lease.until).where(Lease.name == name))
    return until is not None and until > now
