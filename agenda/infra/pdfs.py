"""PDF files looked into for what acts: scripts, programs to start, files inside, forms that send.

A reader of text needs none of it. The check reads names wherever they stand, also in compressed
streams; a file it cannot look into is refused. What passes is still only ever handed out as a
download, never shown inside the site.
"""

import re
import zlib

_ACTIVE = frozenset(
    b"JavaScript Launch EmbeddedFile EmbeddedFiles RichMedia XFA SubmitForm ImportData GoToR "
    b"GoToE Rendition Movie Sound".split()
)
"""Every script is reached by /JavaScript; names of two letters would be found in any noise."""
_DEEPER = frozenset(b"ASCIIHexDecode ASCII85Decode LZWDecode RunLengthDecode Crypt".split())
"""Ways to write a stream that are not undone here: no objects may hide in a file that uses them."""
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_FILTER = re.compile(rb"/Filter(?![^\s\0/<>\[\](){}%])")
_ONE_FILTER = re.compile(
    rb"[\s\0]*(?:/\w[^\s/<>\[\](){}%]*"
    rb"|\[[\s\0]*(?:/\w+[\s\0]*)?\]"
    rb"|\[[^\]%]*/(?:DCT|JPX|CCITTFax|JBIG2)Decode[\s\0]*\])"
)
"""A filter that is undone here, or a chain that ends in a picture, which holds no objects."""
_INFLATED_MOST = 64 * 1024 * 1024
"""Bytes all streams together may grow to while they are looked through."""


class BadPdf(Exception):
    """A file is no PDF, does something, or cannot be looked into; the code says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_pdf(content: bytes) -> None:
    """Raise BadPdf unless a file is a whole PDF that only shows pages."""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise BadPdf("not_whole")
    left = _INFLATED_MOST
    names = _names(content)
    for stream in _STREAM.finditer(content):
        inflated = _inflated(stream[1], left)
        left -= len(inflated)
        if left <= 0:
            raise BadPdf("too_large_inside")
        # pictures and fonts are noise: only text that reads as PDF objects can hold a name
        names |= _names(inflated) if _reads_as_objects(inflated) else set()
    hides = b"ObjStm" in names and (names & _DEEPER or _is_written_twice(content))
    if b"Encrypt" in names or hides:
        raise BadPdf("encrypted")
    if names & _ACTIVE:
        raise BadPdf("active")


def _names(content: bytes) -> set[bytes]:
    """Return the names in a part of a file, with `#4a` read as the byte it stands for."""
    return {
        _HEX.sub(lambda code: bytes([int(code[1], 16)]), found) for found in _NAME.findall(content)
    }


def _is_written_twice(content: bytes) -> bool:
    """Whether a stream that may hold objects is written in a way that is not undone here.

    Asked of the whole file, not of one dictionary: where that begins can be disguised. Rows told
    as differences from each other (predictors) hide names too.
    """
    plain = _HEX.sub(lambda code: bytes([int(code[1], 16)]), content)
    if any(not _ONE_FILTER.match(plain, found.end()) for found in _FILTER.finditer(plain)):
        return True
    heads = (part.split(b"stream", 1)[0] for part in plain.split(b"endobj"))
    return any(b"/ObjStm" in head and b"/Predictor" in head for head in heads)


def _inflated(data: bytes, most: int) -> bytes:
    """Return a stream as it is when inflated, as far as it can be and at most so many bytes."""
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""


def _reads_as_objects(data: bytes) -> bool:
    """Whether inflated data can hold objects of a PDF: an object stream begins with numbers."""
    return re.match(rb"\s*\d+\s+\d+", data) is not None
