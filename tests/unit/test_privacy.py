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
        ("护照E12345678", "identity", "■■■■■■■■■■■"),
        ("身份证号：310101198001011234", "identity", "■■■■■■■■■■■■■■■■■■■■■■■"),
        ("8001室的陈姐说", "room_with_name", "■■■■■■■■说"),
        ("8001房小王", "room_with_name", "■■■■■■■"),
        ("3号楼二楼东户王阿姨", "room_with_name", "■■■■■■■■■■"),
        ("Mr Wang of room 402 agreed", "room_with_name", "■■ ■■■■ ■■ ■■■■ ■■■ agreed"),
    ],
)
def test_what_may_not_be_published_is_found_and_blotted_out(
    text: str, reason: str, blotted: str
) -> None:
    flags = scan(text)
    assert [flag.kind for flag in flags] == [FlagKind(reason)]
    assert masked(text, flags) == blotted


@pytest.mark.parametrize(
    ("text", "blotted"),
    [
        ("住3号楼8001室，姓王", "住■■■■■■■■，■■"),
        ("姓王，住3号楼8001室", "■■，住■■■■■■■■"),
        ("8001室有位姓王的老人", "■■■■■有位■■的老人"),
        ("我叫王小明。家住402室", "■■■■■。家住■■■■"),
        ("住在402室。本人王小明，要说两句", "住在■■■■。■■■■■，要说两句"),
        ("业主姓名：欧阳明，房号3号楼402室", "业主■■■■■■，房号■■■■■■■"),
        ("她叫李梅，住3-1-402", "■■■■，住■■■■■■■"),
        ("王姓业主（8001室）", "■■■■■■■■■■）"),
        ("张家在1202室", "■■■■■■■■"),
    ],
)
def test_a_name_that_is_told_belongs_to_the_room_beside_it(text: str, blotted: str) -> None:
    flags = scan(text)
    assert {flag.kind for flag in flags} == {FlagKind.ROOM_WITH_NAME}
    assert masked(text, flags) == blotted


@pytest.mark.parametrize(
    "text",
    [
        "百姓关心的402室漏水",
        "姓名和房号请勿填写，402室除外",
        "我是业主，402室漏水",
        "我是党员。活动在402室",
        "本人同意。402室漏水",
        "于家中开会，402室漏水",
        "他叫停了施工，402室恢复供水",
        "楼房402户居民，房价和1202房租",
        "我叫王小明。大家开会。讨论电梯。402室漏水",
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
