"""Both languages are complete (design rule 9.2)."""

import importlib.util
import sys
from types import ModuleType

import pytest

from tests.architecture.sources import ROOT


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "scripts" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["catalogue"] = module
    spec.loader.exec_module(module)
    return module


def test_every_sentence_has_its_english(catalogue: ModuleType) -> None:
    assert catalogue.check() == []


@pytest.mark.parametrize(
    ("chinese", "english", "fault"),
    [
        (("我附议",), (), "no English"),
        (("我附议",), ("",), "no English"),
        (("%(n)s 户", "%(n)s 户"), ("%(n)s household", ""), "no English"),
        (("我附议",), ("I 附议",), "has Chinese in it"),
        (("我附议",), ("Co-sign，",), "has Chinese in it"),
        (("还差 %(n)s 户",), ("Some households to go",), "leaves out"),
        (("还差 %(n)s 户",), ("%(m)s households to go of %(n)s",), "not given"),
        (("Save",), ("Save",), "not Chinese"),
    ],
)
def test_a_bad_translation_is_found(
    catalogue: ModuleType, chinese: tuple[str, ...], english: tuple[str, ...], fault: str
) -> None:
    assert any(fault in said for said in catalogue.Translation(chinese, english).faults())


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("还差 %(n)s 户", "%(n)s households to go"),
        ("欢迎来到议事", "Welcome to 议事"),
        ("%(done)s / %(all)s", "%(done)s / %(all)s"),
        ("English", "English"),
    ],
)
def test_a_good_translation_passes(catalogue: ModuleType, chinese: str, english: str) -> None:
    assert list(catalogue.Translation((chinese,), (english,)).faults()) == []


def test_a_catalogue_is_written_the_same_way_twice(catalogue: ModuleType) -> None:
    rows = [
        catalogue.Translation(("甲",), ("a",)),
        catalogue.Translation(("%(n)s 户", "%(n)s 户人"), ("%(n)s home", "%(n)s homes")),
        catalogue.Translation(("乙",), ()),
    ]
    text = catalogue.written(rows)
    assert text == catalogue.written(reversed(rows))
    assert "POT-Creation-Date" not in text
    assert "#:" not in text
    assert 'msgid "乙"\nmsgstr ""' in text
