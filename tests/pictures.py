"""Photos and papers as residents send them, good and bad, made where they are needed."""

import io
import struct
import zlib

from PIL import Image

GPS = {1: "N", 2: (30.0, 31.0, 12.5), 3: "E", 4: (114.0, 18.0, 9.0)}
"""Where the photo says it was taken."""
ORIENTATION, GPS_BLOCK, MAKER = 0x0112, 0x8825, 0x010F


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), *, turned: bool = False) -> bytes:
    """Return a picture, red on its left half, with place and maker in it; turned as phones do."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[MAKER] = "canary-maker"
    exif.get_ifd(GPS_BLOCK).update(GPS)
    if turned:
        exif[ORIENTATION] = 6
    out = io.BytesIO()
    picture.save(out, kind, exif=exif.tobytes(), comment=b"canary-comment")
    return out.getvalue()


def bomb(edge: int = 12_000) -> bytes:
    """Return a PNG of a few kilobytes that would fill hundreds of megabytes when drawn."""

    def chunk(name: bytes, data: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + end

    lines = zlib.compress((b"\0" + b"\0" * (edge // 8)) * edge, 9)
    head = struct.pack(">IIBBBBB", edge, edge, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def pdf(inside: bytes = b"") -> bytes:
    """Return a small PDF with something more in its catalogue."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + inside + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )


def packed(objects: bytes, *, times: int = 1) -> bytes:
    """Return objects in a compressed stream, where only a reader of PDF sees them."""
    data, filters = b"7 0 " + objects, b"/FlateDecode"
    for _again in range(times):
        data = zlib.compress(data)
    filters = filters if times == 1 else b"[" + b" ".join([filters] * times) + b"]"
    return (
        b">>\nendobj\n9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter "
        + filters
        + b" /Length "
        + str(len(data)).encode()
        + b" >>\nstream\n"
        + data
        + b"\nendstream\nendobj\n8 0 obj\n<<"
    )
