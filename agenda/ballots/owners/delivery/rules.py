"""What counts as delivered: only what reached the owner, never a hand that may not be his."""

from enum import StrEnum


class DeliveryMethod(StrEnum):
    """How a unit's ballot reached its owner, or did not."""

    ELECTRONIC = "electronic"
    """An owner opened the notice on the platform and said so."""
    MAILBOX = "mailbox"
    IN_PERSON = "in_person"
    """Into the owner's own hands: a tenant or neighbour who takes it is a flawed delivery."""
    REFUSED = "refused"
    """The owner would not take it: on record, and not delivered."""


DELIVERED = frozenset({DeliveryMethod.ELECTRONIC, DeliveryMethod.MAILBOX, DeliveryMethod.IN_PERSON})
"""What a silent rule may build on (Shanghai Second Intermediate Court (2022) Hu 02 Min Chu 16)."""
