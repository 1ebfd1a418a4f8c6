"""What the privacy scan stops, and what it lets through."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.kernel.privacy import MASK, Flag, FlagKind, masked, scan


@pytest.mark.parametrize(
    ("text", "reason", "blotted"),
    [
        ("请联系13812345678", "mobile", "请联系■■■■■■■■■■■"),
        ("电话：138-1234-5678。", "mobile", "电话：■■■■■■■■■■■■■。"),
        ("+86 138 1234 5678", "mobile", "■■■ ■■■ ■■■■ ■■■■"),
        ("手机１３８１２３４５６７８", "mobile", "手机■■■■■■■■■■■"),
        ("打幺三八一二三四五六七八", "mobile", "打■■■■■■■■■■■"),
        ("证号310101198001011234", "identity", "证号■■■■■■■■■■■■■■■■■■"),
        ("31010119800101123Ｘ。", "identity", "■■■■■■■■■■■■■■■■■■。"),  # noqa: RUF001
        ("310101 19800101 1234", "identity", "■■■■■■ ■■■■■■■■ ■■■■"),
        ("310101800101123", "identity", "■■■■■■■■■■■■■■■"),
        ("402室王小明反映漏水", "room_with_name", "■■■■■■■反映漏水"),
        ("3号楼402室的业主王小明说", "room_with_name", "■■■■■■■■■■■■■说"),
        ("402室王小明漏水协调", "room_with_name", "■■■■■■■漏水协调"),
        ("王小明（3号楼402室）反映", "room_with_name", "■■■■■■■■■■■）反映"),
        ("业主王小明，住在3号楼402室", "room_with_name", "业主■■■■■■■■■■■■■"),
        ("3号楼402室 王**", "room_with_name", "■■■■■■■ ■■■"),
        ("402室王阿姨说", "room_with_name", "■■■■■■■说"),
        ("三号楼四零二室李先生", "room_with_name", "■■■■■■■■■■"),
        ("老王住402室", "room_with_name", "■■■■■■■"),
        ("12号402室欧阳明同意", "room_with_name", "■■■■■■■■■■同意"),
        ("3-1-402业主陈建国表示", "room_with_name", "■■■■■■■■■■■■表示"),
        ("张某某（502室）", "room_with_name", "■■■■■■■■）"),
        ("赵建国家（12号楼301室）漏水", "room_with_name", "■■■■■■■■■■■■■）漏水"),
    ],
)
def test_what_may_not_be_published_is_found_and_blotted_out(
    text: str, reason: str, blotted: str
) -> None:
    flags = scan(text)
    assert [flag.kind for flag in flags] == [FlagKind(reason)]
    assert masked(text, flags) == blotted


@pytest.mark.parametrize(
    "text",
    [
        "请拨打12345或021-62345678",
        "402室天花板漏水，403室和404室也漏",
        "302室张贴了通知",
        "402室周末漏水严重",
        "502室安装了空调",
        "3号楼高层住户",
        "3号楼 王** 说同意",
        "王小明说同意",
        "第一会议室 王**",
        "活动室在3号楼101室",
        "合同编号20260301123456，报价138,000,000元",
        "2026-03-05 开会，费用10-12万元",
        "王阿姨说得对。402室漏水",
    ],
)
def test_what_harms_nobody_passes(text: str) -> None:
    assert scan(text) == ()


def test_a_known_name_in_one_sentence_with_a_room_is_found_wherever_it_stands() -> None:
    text = "冼星说他多次上门，402室仍在漏水。冼星同意。"
    assert scan(text) == ()
    assert masked(text, scan(text, names=["冼星"])) == "■■说他多次上门，■■■■仍在漏水。冼星同意。"


def test_a_speaker_who_names_his_room_gives_himself_away() -> None:
    text = "我家住402室，天天漏水"
    assert scan(text) == ()
    assert masked(text, scan(text, has_speaker=True)) == "■■■■■■■，天天漏水"


def test_several_passages_are_found_in_their_order() -> None:
    text = "402室王阿姨，电话13812345678"
    assert [flag.kind for flag in scan(text)] == [FlagKind.ROOM_WITH_NAME, FlagKind.MOBILE]


@given(st.text(alphabet="王小明老阿姨402室3号楼13812345678-（），。我家 *\n", max_size=60))
def test_nothing_is_left_once_it_is_masked(text: str) -> None:
    flags = scan(text, names=["王小明"], has_speaker=True)
    assert all(a.end <= b.start for a, b in pairwise(flags))
    clean = masked(text, flags)
    assert len(clean) == len(text)
    assert scan(clean, names=["王小明"], has_speaker=True) == ()


def test_masking_keeps_spaces_and_line_ends() -> None:
    assert masked("a b\nc", [Flag(FlagKind.MOBILE, 0, 5)]) == f"{MASK} {MASK}\n{MASK}"
