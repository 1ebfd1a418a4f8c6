"""Money in whole fen, read from what people type, and what a receipt must say."""

import re

MOST_FEN = 10**11
"""A thousand million yuan: beyond it somebody mistyped."""
WHAT_MAX, RECEIPT_MAX = 100, 60
_YUAN = re.compile(r"(\d{1,10})(?:\.(\d{1,2}))?")


def fen(text: str) -> int | None:
    """Return yuan as they are typed (`1,234.5`) as whole fen, or None where they are no amount."""
    read = _YUAN.fullmatch(re.sub(r"[\s,，元]", "", text))
    if read is None:
        return None
    amount = int(read[1]) * 100 + int((read[2] or "").ljust(2, "0"))
    return amount if amount <= MOST_FEN else None
