"""Printed papers as PDF: made of our own files alone, and a page that serves where there is none."""

import re
import zlib

import pytest
from flask import Flask

from agenda.web import pdf as papers

CHINESE = "请在方框里打勾"


@pytest.fixture(autouse=True)
def request_open(app: Flask):
    with app.test_request_context("/"):
        yield


def needs_pdf() -> None:
    if papers.why_no_pdf():
        pytest.skip(f"this machine sets no PDF: {papers.why_no_pdf()}")


def opened(paper: bytes) -> bytes:
    """Return a PDF with its packed parts unpacked, where the names of its fonts stand."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL)
    parts = [zlib.decompressobj() for _ in packed]
    texts = [
        part.decompress(data)
        for part, data in zip(parts, packed, strict=True)
        if data[:1] == b"\x78"
    ]
    return paper + b"".join(texts)


def test_a_page_is_set_as_pdf_with_its_chinese_font_inside() -> None:
    needs_pdf()
    answer = papers.pdf("layouts/print", filename="sheet.pdf")
    assert answer.mimetype == "application/pdf"
    answer.direct_passthrough = False
    assert answer.data.startswith(b"%PDF-")
    paper = papers.typeset(f"<html lang=zh><title>t</title><p>{CHINESE}")
    assert b"CJK" in opened(paper)


def test_nothing_but_our_own_static_files_is_read() -> None:
    for address in (
        "http://papers.invalid/static/../setup.cfg",
        "http://papers.invalid/static/%2e%2e/setup.cfg",
        "http://papers.invalid//etc/passwd",
        "http://example.org/static/css/base.css",
        "file:///etc/passwd",
    ):
        with pytest.raises(ValueError, match="own files"):
            papers._static_file(address)
    assert papers._static_file("http://papers.invalid/static/css/base.css?v=1")


def test_our_own_styles_are_taken_for_styles() -> None:
    """Without its kind a stylesheet would be passed over, and the paper set without any style."""
    needs_pdf()
    answer = papers._own_files().fetch("http://papers.invalid/static/css/sheet.css?v=1")
    assert answer.content_type == "text/css"
    hidden = "<link rel=stylesheet href='/static/css/print.css'><div class=no-print>"
    page = f"<html lang=zh><title>t</title>{hidden}{CHINESE * 2000}</div>"
    assert len(papers.typeset(page)) < len(papers.typeset(page.replace("no-print", "")))


def test_a_paper_that_names_a_foreign_picture_is_set_without_it() -> None:
    needs_pdf()
    foreign = "<img src='http://127.0.0.1:9/x.png'><img src='file:///etc/hostname'>"
    with_picture = papers.typeset(f"<html lang=zh><title>t</title>{foreign}<p>{CHINESE}")
    assert with_picture.startswith(b"%PDF-")


@pytest.mark.parametrize("reason", ["pdf.no_pango", "pdf.no_font"])
def test_where_there_is_no_pdf_the_page_serves_and_says_why(
    monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    monkeypatch.setattr(papers, "why_no_pdf", lambda: reason)
    answer = papers.pdf("layouts/print", filename="sheet.pdf")
    assert answer.mimetype == "text/html"
    assert "不能生成 PDF" in answer.get_data(as_text=True)


def test_a_missing_library_is_told_apart_from_a_missing_font(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = papers.why_no_pdf.__wrapped__
    monkeypatch.setattr(papers, "_has_chinese_font", lambda: False)
    assert asked() in {"pdf.no_font", "pdf.no_pango"}
