"""Reading a spreadsheet's CSV file as offices save it: UTF-8 or GB18030, Chinese column names."""

import codecs
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from agenda.kernel.errors import Param
from agenda.kernel.texts import folded

SEPARATORS = (",", "\t", ";", "，")
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Column(StrEnum):
    """The columns of a roster file, by their English names."""

    COMPOUND = "compound"
    BUILDING = "building"
    UNIT = "unit"
    ROOM = "room"
    AREA = "area"
    PARKING = "parking"
    STOCK = "stock"
    GROUP = "group"
    NAME = "name"
    NUMBER = "number"
    RELATION = "relation"
    ADULT = "adult"
    OWNS = "owns"
    REPRESENTATIVE = "representative"
    DELEGATE = "delegate"
    LEADER = "leader"
    MOBILE = "mobile"
    EMAIL = "email"
    ADDRESS = "address"


HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.COMPOUND: ("小区", "小区名称"),
    Column.BUILDING: ("楼栋", "楼号", "幢", "栋", "门牌"),
    Column.UNIT: ("单元", "门洞"),
    Column.ROOM: ("室号", "房号", "房间", "室"),
    Column.AREA: ("专有面积", "建筑面积", "面积"),
    Column.PARKING: ("车位面积",),
    Column.STOCK: ("开发商持有", "未售", "未交付"),
    Column.GROUP: ("楼组",),
    Column.NAME: ("姓名",),
    Column.NUMBER: ("编号", "序号"),
    Column.RELATION: ("身份", "关系"),
    Column.ADULT: ("成年", "成年人"),
    Column.OWNS: ("产权人", "产权"),
    Column.REPRESENTATIVE: ("户代表",),
    Column.DELEGATE: ("居民代表",),
    Column.LEADER: ("楼组长",),
    Column.MOBILE: ("手机", "手机号", "电话"),
    Column.EMAIL: ("邮箱", "电子邮箱"),
    Column.ADDRESS: ("通讯地址", "寄信地址"),
}
"""What a column may be called; the first name is the one we write. Units in brackets are ignored."""

_NEEDED = (Column.COMPOUND, Column.BUILDING, Column.ROOM, Column.AREA, Column.NAME, Column.RELATION)
_KNOWN = {name: column for column, names in HEADINGS.items() for name in (*names, column.value)}


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file: the row as a spreadsheet counts it, the column, what is wrong."""

    row: int
    column: Column | None
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True)
class Header:
    """Which cell of a row holds which column."""

    places: Mapping[Column, int]

    def cell(self, cells: Sequence[str], column: Column) -> str:
        """Return a row's cell, empty where the file has no such column or the row is shorter."""
        place = self.places.get(column)
        return cells[place] if place is not None and place < len(cells) else ""


def find_encoding(chunks: Iterable[bytes]) -> str:
    """Return the codec that reads a file whole: UTF-8 with or without mark, else GB18030.

    Returns an empty text where none does; `workbook` and `utf-16` name what we do not read.
    """
    candidates = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8-sig", "gb18030")}
    for number, chunk in enumerate(chunks):
        if number == 0 and chunk.startswith(_WORKBOOK):
            return "workbook"
        if number == 0 and chunk.startswith(_UTF16):
            return "utf-16"
        candidates = {n: d for n, d in candidates.items() if _decodes(d, chunk, final=False)}
    return next((n for n, d in candidates.items() if _decodes(d, b"", final=True)), "")


def find_separator(first_line: str) -> str:
    """Return the separator that a file's first line shows the most columns by."""
    return max(SEPARATORS, key=lambda mark: (len(_columns(first_line.split(mark))), mark == ","))


def read_header(cells: Sequence[str]) -> tuple[Header, tuple[Fault, ...]]:
    """Return where the columns stand, and what is missing or stands twice.

    Columns of other names are left alone: an office's file holds more than we may know.
    """
    found = _columns(cells)
    faults = [
        Fault(1, column, "roster.column_missing") for column in _NEEDED if column not in found
    ]
    faults += [
        Fault(1, column, "roster.column_twice")
        for column, places in found.items()
        if len(places) > 1
    ]
    return Header({column: places[0] for column, places in found.items()}), tuple(faults)


def _columns(cells: Sequence[str]) -> dict[Column, list[int]]:
    """Return at which places each known column stands."""
    found: dict[Column, list[int]] = {}
    for place, cell in enumerate(cells):
        name = folded(cell).strip().strip('"').lstrip("\ufeff").lower()
        column = _KNOWN.get(name.split("(")[0].split("（")[0].strip())
        if column is not None:
            found.setdefault(column, []).append(place)
    return found


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> bool:
    """Whether a decoder takes the next bytes."""
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
