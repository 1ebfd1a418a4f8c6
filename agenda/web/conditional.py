"""Answers that readers' programs ask for again and again: only sent when something has changed."""

from datetime import datetime

from flask import Response, request


def conditional(
    body: bytes | str,
    mimetype: str,
    *,
    changed_at: datetime | None = None,
    by_language: bool = True,
) -> Response:
    """Return a public answer with ETag and Last-Modified, or 304 where the reader has it already.

    Where the language follows the reader, caches keep one copy for each.
    """
    response = Response(body, content_type=f"{mimetype}; charset=utf-8")
    response.add_etag()
    if changed_at is not None:
        response.last_modified = changed_at
    response.headers["Cache-Control"] = "no-cache"
    if by_language:
        response.vary.update(("Accept-Language", "Cookie"))
    response.make_conditional(request)
    return response
