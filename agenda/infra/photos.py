"""Photos made anew: upright, of a sensible size, and with nothing in them but the picture.

The file that was sent is never kept: what a camera adds (place, time, device, a smaller picture)
and what a forger hides behind a picture do not survive being drawn again.
"""

import io
import struct
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

MAX_EDGE, SMALL_EDGE = 2000, 480
"""The longer side in pixels of what is kept: the large picture, and the one for lists."""
MAX_PIXELS = {"JPEG": 120_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""A JPEG is drawn at an eighth of its size where it is huge; the others are drawn whole."""
_QUALITY = 82
_PNG_MOST = 3_000_000
"""Bytes above which a PNG is a photograph, which JPEG keeps in a tenth."""

_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    MemoryError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    struct.error,
)
"""What drawing a damaged file raises; tags of a wrong kind or cut short raise the last four."""


class BadPhoto(Exception):
    """A file is no photo that can be drawn, or one too large to draw; the code says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Photo:
    """A photo made anew, in two sizes, with the size of the large one in pixels."""

    kind: str
    content: bytes
    small: bytes
    width: int
    height: int


def redraw(content: bytes, *, kind: str) -> Photo:
    """Return a photo drawn again as the same kind of file: `JPEG`, `PNG` or `WEBP`.

    A PNG that comes out very large becomes a JPEG. Raises BadPhoto for what is none, and before drawing for one with too many pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a damaged tag is no reason to refuse a picture
            picture = _drawn(content, kind)
            large = _within(picture, MAX_EDGE)
            written = _written(large, kind)
            if kind == "PNG" and len(written) > _PNG_MOST:
                kind, written = "JPEG", _written(large, "JPEG")
            return Photo(kind, written, _written(_within(large, SMALL_EDGE), kind), *large.size)
    except Image.DecompressionBombError as error:
        raise BadPhoto("too_many_pixels") from error
    except _BROKEN as error:
        raise BadPhoto("unreadable") from error


def _drawn(content: bytes, kind: str) -> Image.Image:
    """Return the picture of a file, upright and in plain colours."""
    with Image.open(io.BytesIO(content), formats=(kind,)) as file:
        if file.width * file.height > MAX_PIXELS[kind]:
            raise BadPhoto("too_many_pixels")
        file.draft("RGB", (MAX_EDGE, MAX_EDGE))
        file.load()
        upright = ImageOps.exif_transpose(file)
    return _plain(upright)


def _plain(picture: Image.Image) -> Image.Image:
    """Return a picture in sRGB, on white where it was see-through, without anything beside it."""
    profile = picture.info.get("icc_profile")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        picture = Image.alpha_composite(ground, seen)
    plain = picture.convert("RGB")
    if profile and picture.mode == "RGB":
        plain = _in_srgb(plain, profile)
    bare = Image.new("RGB", plain.size)
    bare.paste(plain)
    return bare


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture with the colours its profile means; a broken profile is passed over."""
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return turned or picture


def _within(picture: Image.Image, edge: int) -> Image.Image:
    """Return a picture whose longer side is at most `edge` pixels."""
    if max(picture.size) <= edge:
        return picture
    smaller = picture.copy()
    smaller.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    return smaller


def _written(picture: Image.Image, kind: str) -> bytes:
    """Return a picture as a file of its kind."""
    out = io.BytesIO()
    options = {"optimize": True} if kind == "PNG" else {"quality": _QUALITY}
    picture.save(out, kind, **options)
    return out.getvalue()
