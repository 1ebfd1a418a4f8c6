"""A link as a square that a phone reads: inline SVG, so that it prints sharp and loads nothing."""

import segno
from markupsafe import Markup


def qr(link: str) -> Markup:
    """Return the QR code of a link; the link itself belongs beside it for who has no camera."""
    code = segno.make(link, error="m", micro=False)
    drawing = code.svg_inline(border=2, svgclass="qr", lineclass=None, omitsize=True, light="#fff")
    return Markup('<span class="qr-box" role="img" aria-label="QR">{}</span>').format(
        Markup(drawing)  # noqa: S704 - drawn by segno from numbers alone
    )
