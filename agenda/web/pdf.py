"""Printed papers as PDF: set on this machine, from our own files alone, or said why there is none."""

import io
import logging
from ctypes import CDLL, POINTER, Structure, c_char_p, c_int, c_void_p
from ctypes.util import find_library
from functools import cache
from mimetypes import guess_type
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Response, make_response, send_file, url_for

from agenda.infra.resources import folder
from agenda.web.render import page

_HOST = "papers.invalid"
"""Where a paper's own stylesheets seem to lie; nothing is ever asked of a network."""

logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
# it reports every style made for screens; what matters, a missing font or library, is asked below


class _Found(Structure):
    """The head of fontconfig's list of fonts."""

    _fields_ = (("count", c_int), ("size", c_int), ("fonts", c_void_p))


def pdf(template: str, /, *, filename: str, **context: Any) -> Response:
    """Answer with a print page set as PDF; where that cannot be done, with the page, saying why.

    `template` is named as for `page()`. It extends layouts/print.html or layouts/document.html,
    which show the reason; the same page stands at an address of its own for who prints from the
    browser. Call it outside any transaction: setting a paper takes its time.
    """
    missing = why_no_pdf()
    html = page(template, no_pdf=missing, **context)
    if missing:
        return make_response(html)
    paper = io.BytesIO(typeset(html))
    return send_file(paper, mimetype="application/pdf", download_name=filename, max_age=0)


@cache
def why_no_pdf() -> str:
    """Return the code of what this machine lacks for PDF, or nothing; asked once a process."""
    try:
        import weasyprint  # noqa: F401 - half a second that no other page should wait for
    except OSError:
        return "pdf.no_pango"
    return "" if _has_chinese_font() else "pdf.no_font"


def typeset(html: str) -> bytes:
    """Return a page's HTML as PDF; styles come from our own static files, nothing else is read."""
    from weasyprint import HTML

    sheet = HTML(string=html, base_url=f"http://{_HOST}/", url_fetcher=_own_files())
    return bytes(sheet.write_pdf())


@cache
def _own_files() -> Any:
    """Return the fetcher that opens our static files and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Reads the static folder; no network, no other file."""

        def fetch(self, url: str, headers: object = None) -> Any:
            """Return a static file; raises ValueError for any other address."""
            kind = guess_type(urlsplit(url).path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, _static_file(url), {"Content-Type": kind})

    return OwnFiles()


def _static_file(url: str) -> bytes:
    """Return the static file an address names; raises ValueError for anything else."""
    address, static = urlsplit(url), url_for("static", filename="")
    own = folder("static").resolve()
    path = (own / unquote(address.path).removeprefix(static)).resolve()
    if (address.scheme, address.netloc) != ("http", _HOST) or not path.is_relative_to(own):
        raise ValueError("a paper may read our own files alone")
    return path.read_bytes()


def _has_chinese_font() -> bool:
    """Whether fontconfig knows a font for simplified Chinese."""
    library = CDLL(find_library("fontconfig") or "libfontconfig.so.1")
    library.FcNameParse.argtypes, library.FcNameParse.restype = [c_char_p], c_void_p
    library.FcObjectSetCreate.restype = c_void_p
    library.FcFontList.argtypes = [c_void_p, c_void_p, c_void_p]
    library.FcFontList.restype = POINTER(_Found)
    wanted = library.FcNameParse(b":lang=zh-cn")
    found = library.FcFontList(None, wanted, library.FcObjectSetCreate())
    return bool(found) and found.contents.count > 0
