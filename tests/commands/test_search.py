"""Words are found wherever they stand, on both databases (the index knows no dictionary)."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from agenda.infra.db import db
from agenda.infra.search import find, find_like, folded, forget, grams, index, likeness
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR
from agenda.kernel.ids import NeighbourhoodId

HERE, ELSEWHERE = NeighbourhoodId(1), NeighbourhoodId(2)
TEXTS = {
    1: "给3号楼加装一部电梯，费用怎样分摊",
    2: "南京市长江大桥边的流浪狗",
    3: "小区EV充电桩太少；电动车进楼",
    4: "13号楼门口的垃圾桶",
    5: "电费公示",
    8: "樓道裡的舊車庫漏水，請修繕；鄰居看著著急",
}


@pytest.fixture(autouse=True)
def indexed(app: Flask) -> None:
    with transaction(OPERATOR) as tx:
        for ref_id, words in TEXTS.items():
            index(tx, "proposal", ref_id, HERE, words)
        index(tx, "proposal", 6, ELSEWHERE, "别处的电梯")
        index(tx, "comment", 7, HERE, "评论里的电梯")


def found(words: str) -> set[int]:
    return set(find(db.session(), words, "proposal", neighbourhood_id=HERE))


def test_of_a_long_text_any_one_and_any_two_characters_find_it() -> None:
    words = TEXTS[8].replace("，", " ").replace("；", " ").split()
    parts = {w[i : i + n] for w in words for n in (1, 2) for i in range(len(w) - n + 1)}
    assert [part for part in parts if 8 not in found(part)] == []


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("电梯", {1}),
        ("电", {1, 3, 5}),
        ("梯", {1}),
        ("摊", {1}),
        ("狗", {2}),
        ("市长", {2}),
        ("长江大桥", {2}),
        ("大桥长江", set()),
        ("3号楼", {1}),
        ("3号", {1}),
        ("ev", {3}),
        ("ＥＶ充电", {3}),
        ("电 楼", {1, 3}),
        ("电梯 狗", set()),
        ("楼门", {4}),
        ("分摊电", set()),
        ("停车", set()),
        ("", set()),
        ("！？ 。", set()),
        ("' OR \" ) & | ! :* NEAR(", set()),
        ("电\"梯'", {1}),
        ("電梯", {1}),
        ("費用怎樣分攤", {1}),
        ("攤", {1}),
        ("長江大橋", {2}),
        ("車", {3, 8}),
        ("车", {3, 8}),
        ("车库", {8}),
        ("車庫", {8}),
        ("楼道里", {8}),
        ("樓道裏", {8}),
        ("看着", {8}),
        ("邻", {8}),
    ],
)
def test_a_word_is_found_wherever_it_stands(words: str, ids: set[int]) -> None:
    assert found(words) == ids


def test_a_revised_text_is_found_by_its_new_words_only(app: Flask) -> None:
    with transaction(OPERATOR) as tx:
        index(tx, "proposal", 5, HERE, "水费公示")
    assert found("电费") == set()
    assert found("水费") == {5}


def test_what_is_forgotten_is_not_found(app: Flask) -> None:
    with transaction(OPERATOR) as tx:
        forget(tx, "proposal", 1, HERE)
    assert found("电梯") == set()


def test_the_likest_text_comes_first(app: Flask) -> None:
    like = find_like(db.session(), "想给三号楼加装电梯", "proposal", neighbourhood_id=HERE)
    assert like[0] == 1


def test_likeness_counts_shared_pairs() -> None:
    assert likeness("加装电梯", "电梯加装") == (2, 3)
    assert likeness("狗", "电梯") == (0, 0)
    assert likeness("加裝電梯", "加装电梯") == (3, 3)


def test_folding_changes_neither_length_nor_what_is_simplified_already() -> None:
    assert folded("電梯與車庫") == folded("电梯与车库") == "电梯与车库"
    everything = "".join(map(chr, range(0x4E00, 0xA000)))
    assert len(folded(everything)) == len(everything)
    assert folded(folded(everything)) == folded(everything)


@given(st.text(max_size=60))
def test_every_part_of_a_text_is_in_its_grams(words: str) -> None:
    tokens = grams(words)
    assert all(token and not token.isspace() for token in tokens)
    assert grams(words + "。" + words) == tokens + tokens
