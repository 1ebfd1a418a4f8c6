"""Files through the web: which forms take them, and how they are handed out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, Response, request, send_file

View = TypeVar("View", bound=Callable[..., Any])
SANDBOX = "default-src 'none'; style-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'"
"""The policy of every file that somebody sent in: whatever it is, it runs nothing here."""


def takes_files(view: View) -> View:
    """Mark a view whose form may be as large as a few photos."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask, *, most: int) -> None:
    """Let the marked views take larger requests; laid before anything reads the form."""

    @app.before_request
    def widen() -> None:
        view = app.view_functions.get(request.endpoint or "")
        is_multipart = request.mimetype == "multipart/form-data"  # a form of text alone stays small
        if is_multipart and getattr(view, "takes_files", False):
            request.max_content_length = most


def hand_out(path: Path, *, media: str, called: str, inline: bool) -> Response:
    """Return a file that somebody sent in: sandboxed, never sniffed, a paper as a download."""
    response = send_file(
        path,
        mimetype=media,
        as_attachment=not inline,
        download_name=called,
        conditional=True,
        max_age=3600,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
