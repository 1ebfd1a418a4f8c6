"""Photos lose all but the picture, bombs are refused unread, papers that act are refused."""

import io
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from agenda.attachments.rules import (
    BESIDE_ONE,
    BYTES_A_DAY,
    FILES_A_DAY,
    PHOTO_BYTES,
    PHOTOS,
    PHOTOS_AND_PAPERS,
    Media,
    Room,
    Stock,
    media_of,
    require_room,
    require_size,
)
from agenda.infra.pdfs import BadPdf, check_pdf
from agenda.infra.photos import MAX_EDGE, SMALL_EDGE, BadPhoto, redraw
from agenda.infra.uploads import collect, path_of, put_away
from agenda.kernel.errors import Invalid
from tests.pictures import bomb, packed, pdf, photo

HIDDEN = b"<< /S /JavaScript /JS (app.alert(1)) >>"
NO_STOCK = Stock(0, 0, 0)


@pytest.mark.parametrize("style", ["JPEG", "PNG", "WEBP"])
def test_a_photo_keeps_nothing_but_the_picture(style: str) -> None:
    sent = photo(style)
    assert b"canary-maker" in sent
    made = redraw(sent, kind=style)
    for content in (made.content, made.small):
        assert b"canary" not in content
        with Image.open(io.BytesIO(content)) as seen:
            assert seen.format == style
            assert not seen.getexif()
            assert not {"exif", "comment", "xmp", "icc_profile"} & seen.info.keys()


def test_a_photo_stands_upright_and_fits() -> None:
    made = redraw(photo(size=(3000, 1000), turned=True), kind="JPEG")
    assert (made.width, made.height) == (667, MAX_EDGE)
    with Image.open(io.BytesIO(made.content)) as seen:
        above, below = seen.getpixel((300, 20)), seen.getpixel((300, MAX_EDGE - 20))
        assert isinstance(above, tuple)
        assert isinstance(below, tuple)
        assert above[2] < 60  # the red left half, turned by a quarter, is on top
        assert below[2] > 200
    with Image.open(io.BytesIO(made.small)) as seen:
        assert max(seen.size) == SMALL_EDGE


@pytest.mark.parametrize(
    ("content", "style", "code"),
    [
        (bomb(), "PNG", "too_many_pixels"),
        (photo("PNG")[:60], "PNG", "unreadable"),
        (b"\xff\xd8\xff\xe0 but no photo", "JPEG", "unreadable"),
        (photo("GIF"), "JPEG", "unreadable"),
    ],
)
def test_what_cannot_be_drawn_is_refused(content: bytes, style: str, code: str) -> None:
    with pytest.raises(BadPhoto) as refused:
        redraw(content, kind=style)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "entry",
    [(0x100, 1, 1, 8), (0x10F, 5, 1, 8), (0x10F, 11, 1, 8), (0x128, 4, 2, 8)],
    ids=["width of a byte", "maker of a fraction", "maker of a float", "unit too large"],
)
def test_tags_of_a_wrong_kind_are_refused(entry: tuple[int, int, int, int]) -> None:
    entries = sorted([(0x112, 3, 1, 6), entry])
    block = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2)
    block += b"".join(struct.pack("<HHII", *one) for one in entries) + bytes(28)
    sent = photo()
    content = sent[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + sent[2:]
    with pytest.raises(BadPhoto) as refused:
        redraw(content.replace(b"Exif\0\0MM", b"none\0\0MM"), kind="JPEG")
    assert refused.value.code == "unreadable"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "attachments.heic"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "attachments.not_photo"),
        (b"<!doctype html><script>alert(1)</script>", "attachments.not_photo"),
        (b"GIF89a", "attachments.not_photo"),
        (b"PK\x03\x04", "attachments.not_photo"),
        (pdf(), "attachments.not_photo"),
        (b"", "attachments.not_photo"),
    ],
)
def test_only_photos_are_photos_whatever_their_name(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        media_of(content, PHOTOS)
    assert refused.value.code == code


def test_kinds_are_known_by_their_first_bytes() -> None:
    kinds = {kind: media_of(photo(kind), PHOTOS) for kind in ("JPEG", "PNG", "WEBP")}
    assert kinds == {"JPEG": Media.JPEG, "PNG": Media.PNG, "WEBP": Media.WEBP}
    assert media_of(pdf(), PHOTOS_AND_PAPERS) is Media.PDF
    require_size(PHOTO_BYTES, Media.JPEG)
    with pytest.raises(Invalid):
        require_size(PHOTO_BYTES + 1, Media.JPEG)


def test_a_paper_that_only_shows_pages_passes() -> None:
    check_pdf(pdf())
    check_pdf(pdf(b"/Lang (zh) /OpenAction [3 0 R /Fit]" + packed(b"<< /Type /Page >>")))
    picture = b">>\nendobj\n6 0 obj\n<< /Filter [/FlateDecode /DCTDecode] >>\nendobj\n5 0 obj\n<<"
    check_pdf(pdf(packed(b"<< /Type /Page >>") + picture))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "active"),
        (pdf(b"/OpenAction << /S /Java#53cript /JS (app.alert(1)) >>"), "active"),
        (pdf(b"/AA << /O << /S /Launch /F (calc.exe) >> >>"), "active"),
        (pdf(b"/Names << /EmbeddedFiles 4 0 R >>"), "active"),
        (pdf(b"/AcroForm << /XFA 5 0 R >>"), "active"),
        (pdf(packed(b"<< /S /JavaScript /JS (app.alert(1)) >>")), "active"),
        (pdf(b"/Encrypt 3 0 R"), "encrypted"),
        (pdf(b"/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]"), "encrypted"),
        (pdf(packed(HIDDEN, times=2)), "encrypted"),
        (pdf(packed(HIDDEN, times=2).replace(b"/Filter", b"/Fil#74er")), "encrypted"),
        (pdf(packed(HIDDEN).replace(b"/Filter /FlateDecode", b"/Filter 4 0 R")), "encrypted"),
        (pdf(packed(HIDDEN).replace(b"/N 1", b"/DecodeParms << /Predictor 12 >>")), "encrypted"),
        (pdf()[:-8], "not_whole"),
        (b"\n" + pdf(), "not_whole"),
    ],
)
def test_a_paper_that_acts_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadPdf) as refused:
        check_pdf(content)
    assert refused.value.code == code


NO_BOUND = Room(None)


@pytest.mark.parametrize(
    ("sizes", "room", "stock", "beside", "code"),
    [
        ([1, 1], NO_BOUND, NO_STOCK, BESIDE_ONE - 1, "attachments.too_many_here"),
        ([1], NO_BOUND, Stock(FILES_A_DAY, 0, 0), 0, "attachments.too_many_today"),
        ([2], NO_BOUND, Stock(1, BYTES_A_DAY - 1, 0), 0, "attachments.too_many_today"),
        ([6], Room(10), Stock(1, 5, 5), 0, "attachments.no_room"),
    ],
)
def test_there_is_an_end_to_what_is_taken(
    sizes: list[int], room: Room, stock: Stock, beside: int, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        require_room(sizes, room=room, stock=stock, beside=beside)
    assert refused.value.code == code
    require_room([5, 5], room=Room(10), stock=NO_STOCK, beside=0)


def test_files_without_a_row_go_after_a_day_and_no_other(tmp_path: Path) -> None:
    named, unnamed = put_away(tmp_path, b"a"), put_away(tmp_path, b"b")
    for name in (named, unnamed):
        path = path_of(tmp_path, name)
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
    now = datetime.now(UTC)
    keep = {named}.intersection
    assert collect(tmp_path, now=now + timedelta(hours=23), named=keep) == 0
    assert collect(tmp_path, now=now + timedelta(hours=25), named=keep) == 1
    assert path_of(tmp_path, named).read_bytes() == b"a"
    assert not path_of(tmp_path, unnamed).exists()


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 32, "a" * 31, "a" * 31 + "/"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="upload"):
        path_of(tmp_path, name)
