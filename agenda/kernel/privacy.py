"""What may not stand in a public text: mobile numbers, identity numbers, a room beside a name.

The scan is a net of patterns: it would rather stop a harmless line than let a neighbour's home go
public. What it stops can be written differently, or is masked. Known names (of the roster) are
found anywhere in a sentence with a room; unknown ones by surname, form of address, asterisks, or
because somebody says whose name it is ("姓王", "我叫王小明").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from agenda.kernel.texts import COMPOUND_SURNAMES

MASK = "■"
NEAR = 8
"""Characters that may stand between a room and a form of address to belong together."""
_SPOKEN = str.maketrans("〇零一幺二三四五六七八九", "001123456789")
_ASCII = str.maketrans("０１２３４５６７８９－—–／（），：Ｘｘ", "0123456789---/(),:Xx")  # noqa: RUF001 - what phones type

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔"
    "向汤凌季樊俞翁柳倪章鲁葛庄殷施费卫闵瞿"
)
_SURNAME = f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{_SURNAMES}])"
_NO_NAMES = (
    "张贴|高压|高层|高度|高空|方便|方案|方面|方向|周边|周围|周末|周[一二三四五六日]|马上|马路|金额|金属|白天|"
    "白色|黄色|万元|于是|于今|施工|施划|程序|程度|严重|严格|莫名|任何|任意|江水|石材|石子|卫生|向上|向下|向北|"
    "向南|向东|向西|武断|龙头|毛坯|陈旧|余下|许多|何时|何人|费用|田地|钱款|季度|唐突|章程|范围|贺卡|夏季|夏天|"
    "秦岭|顾虑|雷雨|雷电|段落|史上|林木|孔洞|柳树|凌晨|汤水|杨树|叶片|丁字|苏州|罗马|庄重|宋体|姜汤|江苏|"
    "余款|田间|胡乱|梁柱|梁体|吴江|郑重|谢绝|谢谢|高于|低于|石头|方可|方才|任务"
)
_DIGIT = "[0-9〇零一二三四五六七八九十]"
_ROOM = (
    f"(?:{_DIGIT}{{1,4}}(?:号楼|幢|栋|号|座)\\s*)?(?:{_DIGIT}{{1,3}}单元\\s*)?{_DIGIT}{{2,5}}室"
    f"|{_DIGIT}{{1,4}}(?:号楼|幢|栋|号|座)\\s*(?:{_DIGIT}{{1,3}}单元\\s*)?[0-9]{{3,4}}(?![0-9])"
    "|(?<![0-9-])[0-9]{1,3}-(?:[0-9]{1,2}-)?[0-9]{3,4}(?![0-9-])"
    f"|{_DIGIT}{{3,5}}(?:号?房(?!价|租|款|屋)|房间)"
    f"|{_DIGIT}{{1,4}}(?:号楼|幢|栋|座)\\s*{_DIGIT}{{1,3}}(?:楼|层)(?:东|西|南|北|中)[边侧首]?(?:户|室|套)"
    "|(?i:(?<![a-z])(?:room|flat|unit|apartment|apt\\.?)\\s{0,2}(?:no\\.?\\s{0,2})?[0-9]{2,5})(?![0-9])"
)
_ADDRESS = (
    "先生|女士|小姐|阿姨|阿婆|叔叔|伯伯|大伯|老伯|大爷|大妈|大姐|大哥|奶奶|爷爷|师傅|老师|太太|老太|医生|"
    "同志|老板|组长|阿公|老爷子|大嫂|婶婶|阿伯|叔|婶|姨|嫂|伯|哥|姐|某某?|\\*{1,2}|＊{1,2}"
)
_CALLED = (
    f"{_SURNAME}[\u4e00-\u9fff]{{0,2}}?(?:{_ADDRESS})|[老小]{_SURNAME}(?![\u4e00-\u9fff]{{0,1}}区)"
    f"|{_SURNAME}(?:姓|氏)|(?![于任向方万程高]){_SURNAME}家(?![\u4e00-\u9fff]?路)"
    "|(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr|Auntie|Uncle)\\.?\\s{1,2}[A-Z][a-z]+"
)
_BARE = f"(?!{_NO_NAMES}){_SURNAME}[\u4e00-\u9fff]{{1,2}}?"
_DECLARED = (
    f"姓(?:名[是为:\\s]{{0,2}})?{_SURNAME}[\u4e00-\u9fff]{{0,2}}?(?=$|[^\u4e00-\u9fff]|的|家|住)"
    f"|(?:名叫|我叫|他叫|她叫|本人|名字[是叫为:\\s]{{1,2}}|我是)(?!{_NO_NAMES}){_SURNAME}"
    "[\u4e00-\u9fff]{1,3}?(?=$|[^\u4e00-\u9fff]|的|家|住|在|要|想|反映|认为|说)"
)
"""Somebody says whose name it is; such a name belongs to a room anywhere beside it."""
_AFTER_NAME = (
    "(?=$|[^\u4e00-\u9fff]|说|讲|表示|认为|反映|提出|同意|不|反对|要|建议|家|和|与|及|的|也|都|在|住|请|问|称|"
    "来|去|到|等|投|电话|手机|签|交|付|漏|渗|堵|停|装|租|养|吵|想|就|已|曾|主动|愿|没|有|是|因|对|向|把|被|让|给|"
    "将|从|会|可|能|正)"
)
_OWNER = "(?:的)?(?:业主|住户|居民|户主|租户|房东|租客|家属)?[\\s,、:(]{0,2}"
_LIVES = "(?:家?[\\s,、:(]{0,2}(?:家住|住在|住|现住|居住于|居住在|户|业主)?[\\s,:(]{0,2})"
_SELF = "(?:我们家|我家|我们|我|本人|咱家|咱们)(?:[^0-9。!?;\n]{0,6})"

_MOBILE_NUMBER = re.compile(
    r"(?<![0-9])(?:\+?86[\s-]{0,2})?1[3-9][0-9](?:[\s.·-]{0,2}[0-9]{4}){2}(?![0-9])"
)
_MONTH_AND_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_IDENTITY_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z])[1-9][0-9]{{5}}[\s-]?(?:(?:18|19|20)[0-9]{{2}}{_MONTH_AND_DAY}[\s-]?"
    rf"[0-9]{{3}}[0-9Xx*]|[0-9]{{2}}{_MONTH_AND_DAY}[0-9]{{3}})(?![0-9A-Za-z])"
    r"|(?:护照|通行证|居住证|身份证|证件)(?:号码?)?[是为:\s]{0,3}[A-Za-z]{0,2}[0-9]{7,18}(?![0-9])"
)
_SENTENCE = re.compile("[^。！？；!?;\n]+")
_ROOMS = re.compile(_ROOM)
_NAMES_CALLED = re.compile(_CALLED)
_NAMES_DECLARED = re.compile(_DECLARED)
_ROOM_THEN_NAME = re.compile(f"(?:{_ROOM}){_OWNER}{_BARE}{_AFTER_NAME}")
_BEFORE_NAME = (
    "(?:(?<![\u4e00-\u9fff])|(?<=业主|住户|居民|户主|租户|房东|租客)|(?<=[和与由请及是]))"
)
_NAME_THEN_ROOM = re.compile(f"{_BEFORE_NAME}{_BARE}{_LIVES}(?:{_ROOM})")
_OWN_ROOM = re.compile(f"{_SELF}(?:{_ROOM})")


class FlagKind(StrEnum):
    """Why a passage may not be published."""

    MOBILE = "mobile"
    IDENTITY = "identity"
    ROOM_WITH_NAME = "room_with_name"


@dataclass(frozen=True)
class Flag:
    """A passage that may not be published: characters `start` up to `end` of the text."""

    kind: FlagKind
    start: int
    end: int


def scan(text: str, *, names: Iterable[str] = (), has_speaker: bool = False) -> tuple[Flag, ...]:
    """Return the passages of a text that may not be published, in order, none overlapping.

    `names` are real names to look for besides the patterns. `has_speaker` says that the text stands
    under somebody's (masked) name: then "I live in 402" already puts the two together.
    """
    plain = text.translate(_ASCII)
    digits = plain.translate(_SPOKEN)
    found = [Flag(FlagKind.MOBILE, *m.span()) for m in _MOBILE_NUMBER.finditer(digits)]
    found += [Flag(FlagKind.IDENTITY, *m.span()) for m in _IDENTITY_NUMBER.finditer(plain)]
    known = tuple(name for name in names if len(name) > 1)
    sentences = list(_SENTENCE.finditer(plain))
    passages = [
        (sentence.start() + start, sentence.start() + end)
        for sentence in sentences
        for start, end in _rooms_with_names(sentence.group(), known, has_speaker=has_speaker)
    ]
    passages += _declared_beside_rooms(plain, [sentence.span() for sentence in sentences])
    found += [Flag(FlagKind.ROOM_WITH_NAME, start, end) for start, end in passages]
    return tuple(_apart(found))


def is_fit_for_public(*texts: str) -> bool:
    """Whether none of the texts has anything that may not be published, by the patterns alone."""
    return not any(scan(text) for text in texts)


def masked(text: str, flags: Iterable[Flag]) -> str:
    """Return a text with every flagged passage blotted out, length and line ends kept."""
    characters = list(text)
    for flag in flags:
        for place in range(flag.start, flag.end):
            if not characters[place].isspace():
                characters[place] = MASK
    return "".join(characters)


def _rooms_with_names(
    sentence: str, known: tuple[str, ...], *, has_speaker: bool
) -> Iterator[tuple[int, int]]:
    """Yield the passages of one sentence that put a room and a person together."""
    rooms = [m.span() for m in _ROOMS.finditer(sentence)]
    if not rooms:
        return
    patterns = [_ROOM_THEN_NAME, _NAME_THEN_ROOM, *([_OWN_ROOM] if has_speaker else [])]
    for pattern in patterns:
        yield from (m.span() for m in pattern.finditer(sentence))
    for called in _NAMES_CALLED.finditer(sentence):
        for room in rooms:
            start, end = min(called.start(), room[0]), max(called.end(), room[1])
            gap = max(called.start() - room[1], room[0] - called.end())
            if gap <= NEAR:
                yield start, end
    for name in known:
        if name in sentence:
            yield from rooms
            yield from (m.span() for m in re.finditer(re.escape(name), sentence))


def _declared_beside_rooms(
    text: str, sentences: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield rooms and declared names that stand in one sentence or in two that follow another."""
    names = [m.span() for m in _NAMES_DECLARED.finditer(text)]
    if not names:
        return
    rooms = [m.span() for m in _ROOMS.finditer(text)]
    for name in names:
        for room in rooms:
            first, last = min(name, room)[0], max(name, room)[1]
            between = [s for s in sentences if s[0] < last and s[1] > first]
            if len(between) <= 2:
                yield name
                yield room


def _apart(flags: list[Flag]) -> Iterator[Flag]:
    """Yield flags in order, those that overlap taken together under the first one's kind."""
    last: Flag | None = None
    for flag in sorted(flags, key=lambda f: (f.start, -f.end)):
        if last is not None and flag.start < last.end:
            last = Flag(last.kind, last.start, max(last.end, flag.end))
            continue
        if last is not None:
            yield last
        last = flag
    if last is not None:
        yield last
