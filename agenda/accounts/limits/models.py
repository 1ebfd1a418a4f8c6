"""The table of counters; keys are digests, so that no number or address is kept."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from agenda.infra.db import Model


class RateCounter(Model):
    """How often one key was used within one window."""

    __tablename__ = "rate_counters"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    began_at: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    uses: Mapped[int]
