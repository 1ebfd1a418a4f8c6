"""What the screens promise: readable colours, one place for them, known icons, documented macros."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

STYLES = ROOT / "static" / "css"
TEMPLATES = ROOT / "templates"
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(")
READABLE, VISIBLE = 4.5, 3.0
"""Contrast of text, and of edges and signs (WCAG 2.2, 1.4.3 and 1.4.11)."""
GROUNDS = ("paper", "card")
QR = [ROOT / "agenda/web/qr.py"]
"""Code that writes markup of its own."""
PAIRS = [
    *(
        (ink, ground, READABLE)
        for ink in ("ink", "soft", "jade", "jade-deep")
        for ground in GROUNDS
    ),
    *((ink, ground, READABLE) for ink in ("amber", "vermilion", "still") for ground in GROUNDS),
    *((ink, "jade-wash", READABLE) for ink in ("ink", "soft", "jade", "jade-deep")),
    *((name, f"{name}-wash", READABLE) for name in ("amber", "vermilion", "still")),
    *(("ink", f"{name}-wash", READABLE) for name in ("amber", "vermilion", "still")),
    ("on-jade", "jade", READABLE),
    ("on-jade", "jade-deep", READABLE),
    *(("edge", ground, VISIBLE) for ground in GROUNDS),
    *(("focus", ground, VISIBLE) for ground in (*GROUNDS, "jade-wash")),
]


def palettes() -> dict[str, dict[str, str]]:
    """Return the colours by role for day, night, and both in senior mode."""
    css = (STYLES / "tokens.css").read_text()
    day_css, night_css = css.split("@media screen and (prefers-color-scheme: dark)")
    day, night = _colours(day_css, ":root"), _colours(night_css, ":root")
    day_senior = day | _colours(day_css, ":root[data-senior]")
    return {
        "day": day,
        "night": day | night,
        "senior day": day_senior,
        "senior night": day_senior | night | _colours(night_css, ":root[data-senior]"),
    }


def _colours(css: str, selector: str) -> dict[str, str]:
    block = re.search(rf"{re.escape(selector)} \{{(.*?)\}}", css, re.DOTALL)
    assert block, f"tokens.css has no {selector}"
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG's formula."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("light", ["day", "night", "senior day", "senior night"])
def test_every_colour_can_be_read_on_its_ground(light: str) -> None:
    palette = palettes()[light]
    poor = {
        f"{ink} on {ground}": round(contrast(palette[ink], palette[ground]), 2)
        for ink, ground, least in PAIRS
        if contrast(palette[ink], palette[ground]) < least
    }
    assert poor == {}


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_only_the_tokens_name_colours() -> None:
    named = {path.name: COLOUR.findall(path.read_text()) for path in STYLES.glob("*.css")}
    assert named.pop("tokens.css")
    assert {name: found for name, found in named.items() if found} == {
        "print.css": ["#fff", "#000"],
        "sheet.css": ["#fff", "#000"],
        "letter.css": ["#000", "#fff", "#000", "#000"],
    }


def test_vermilion_says_late_or_sealed_and_nothing_else() -> None:
    css = (STYLES / "components.css").read_text() + (STYLES / "layout.css").read_text()
    rules = re.findall(r"([^{}]+)\{[^{}]*--vermilion[^{}]*\}", css)
    assert rules
    words = re.compile("late|silent|red|broken|seal|promise-who strong")
    assert [rule.strip() for rule in rules if not words.search(rule)] == []


def templates() -> Iterator[tuple[str, str]]:
    """Return each template's name and text."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        yield str(path.relative_to(TEMPLATES)), path.read_text()


def test_every_class_has_a_style() -> None:
    styled = set(
        re.findall(r"\.([a-z][\w-]*)", "".join(p.read_text() for p in STYLES.glob("*.css")))
    )
    strangers = {
        (name, word)
        for name, text in templates()
        for words in re.findall(r'class="([^"{]*)"', text)
        for word in words.split()
        if word not in styled
    }
    assert strangers == set()


def unworn(styles: str, markup: str) -> set[str]:
    """Return the classes with a style that no page wears, whole or as `name-{{ state }}`."""
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", styles, flags=re.DOTALL)
    worn = set(re.findall(r"[a-z][\w-]*", markup))
    built = tuple(re.findall(r"""[ "']([a-z][\w-]*-)(?:{{|' ~)""", markup))
    styled = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    return {name for name in styled - worn if not name.startswith(built)}


def test_every_style_is_worn() -> None:
    makers = [*TEMPLATES.rglob("*.html"), *(ROOT / "static").rglob("*.[jh]*"), *QR]
    markup = "".join(path.read_text() for path in makers)
    assert unworn("".join(path.read_text() for path in STYLES.glob("*.css")), markup) == set()


def test_a_style_that_no_page_wears_is_found() -> None:
    styles = ".card, .old { margin: 0.5em } /* .told */ .tag-late { margin: 0 } .tag { margin: 0 }"
    markup = """<p class="card tag tag-{{ tone }}">"""
    assert unworn(styles, markup) == {"old"}


def test_the_styles_stay_small() -> None:
    lines = sum(len(path.read_text().splitlines()) for path in STYLES.glob("*.css"))
    assert lines < 1_200


def test_every_icon_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons.svg").read_text()))
    asked = {
        (name, icon)
        for name, text in templates()
        for icon in re.findall(r"icon\('([\w-]+)'\)|symbol='([\w-]+)'", text)
        for icon in icon
        if icon
    }
    assert {(name, icon) for name, icon in asked if icon not in drawn} == set()
    assert asked


def test_every_component_is_documented() -> None:
    told = (ROOT / "docs" / "pages.md").read_text()
    macros = [
        macro
        for path in sorted((TEMPLATES / "components").glob("*.html"))
        for macro in re.findall(r"{%-? macro (\w+)\(", path.read_text())
    ]
    inner = {"flashes", "may_be_empty", "notes", "error_lines", "way_small"}
    assert [macro for macro in macros if macro not in inner and f"`{macro}(" not in told] == []


def test_every_page_goes_without_inline_styles_and_scripts() -> None:
    inline = re.compile(r"\sstyle=|\son\w+=|<style|<script(?![^>]*src=)")
    found = {name: inline.findall(text) for name, text in templates()}
    assert {name: marks for name, marks in found.items() if marks} == {
        "accounts/letters_file.html": ["<style"]  # a file from the command line, never a page
    }


def test_the_first_page_stays_light() -> None:
    files: list[Path] = [
        *STYLES.glob("*.css"),
        ROOT / "static/js/enhance.js",
        ROOT / "static/icons.svg",
    ]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 40_000
