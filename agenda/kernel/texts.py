"""Text as the house keeps it: Unicode NFC, no control or direction tricks; and masked names."""

import unicodedata

from agenda.kernel.errors import Invalid

COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 端木 南宫 百里 东郭 呼延 长孙 "
    "宇文 轩辕 西门 独孤 申屠 闻人 澹台 公冶 太史 钟离 濮阳 淳于 单于 仲孙 闾丘 鲜于".split()
)
_KEPT_CONTROLS = "\n\t"
_HIDDEN = {"Cf", "Cc", "Co", "Cs"}

_FOLDED = {0x3000: " "} | {
    code: chr(code - 0xFEE0)
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code - 0xFEE0) in "+-./@_"
}


def folded(text: str) -> str:
    """Return text with full-width digits, letters and spaces as plain ones: ３号楼 is 3号楼."""
    return text.translate(_FOLDED)


def normal_text(text: str) -> str:
    """Return text in NFC with unix line ends, without invisible or direction characters.

    Raises Invalid for NUL bytes and lone surrogates, which no honest form sends.
    """
    if text.isprintable():  # most text by far: nothing to leave out
        return unicodedata.normalize("NFC", text)
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise Invalid("text.unreadable")
    joined = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        c
        for c in joined
        if c in _KEPT_CONTROLS
        or (unicodedata.category(c) not in _HIDDEN and not _is_noncharacter(ord(c)))
    )


def _is_noncharacter(code: int) -> bool:
    """Whether Unicode will never put a character here; HTML forbids it."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def normal_line(text: str) -> str:
    """Return text as one line with single spaces and none at the ends."""
    return " ".join(normal_text(text).split())


def surname(name: str) -> str:
    """Return the surname of a Chinese name, compound surnames included."""
    return name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]


def masked_name(name: str) -> str:
    """Return a name masked for public lists: 王小明 is 王**, 欧阳明 is 欧阳*, 王明 is 王*."""
    first = surname(name)
    return first + "*" * min(len(name) - len(first), 2)


def masked_mobile(mobile: str) -> str:
    """Return a mobile number with its middle hidden: 138****5678."""
    return f"{mobile[:3]}****{mobile[-4:]}"
