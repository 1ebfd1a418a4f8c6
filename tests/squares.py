"""What a camera reads: the square codes on the pages of a PDF."""

import pypdfium2
import zxingcpp


def squares(paper: bytes) -> list[list[str]]:
    """Return the texts of the square codes on each page of a PDF, as it would be printed."""
    pages = []
    for page in pypdfium2.PdfDocument(paper):
        picture = page.render(scale=2, grayscale=True).to_numpy().squeeze()
        pages.append([code.text for code in zxingcpp.read_barcodes(picture)])
    return pages
