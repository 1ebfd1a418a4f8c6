"""Posting to a chat group's robot: WeChat Work's webhook of group robots, in Markdown."""

import json
import re
from dataclasses import dataclass, field
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from agenda.infra.mail import TIMEOUT, Undelivered

MOST_BYTES = 4096
"""The robot takes no longer text in Markdown."""
_UNSAFE = str.maketrans("<>[]", "〈〉()", "*`#")


@dataclass(frozen=True)
class Robot:
    """A robot of one chat group; its address is a secret."""

    url: str = field(repr=False)

    def post(self, text: str) -> None:
        """Post Markdown to the group; raises Undelivered where the robot refuses it.

        The robot answers 200 to everything and says in `errcode` whether it took it.
        """
        body = json.dumps(payload(text), ensure_ascii=False).encode()
        request = Request(  # noqa: S310 - the operator's own setting, http and https alone
            self.url, data=body, headers={"Content-Type": "application/json; charset=utf-8"}
        )
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - see above
                code = json.load(answer).get("errcode")
        except HTTPError as error:
            raise Undelivered(f"HTTP {error.code}") from error
        except (OSError, ValueError, AttributeError) as error:
            raise Undelivered(type(error).__name__) from error
        if code != 0:
            raise Undelivered(f"errcode {code}")


def payload(text: str) -> dict[str, object]:
    """Return what the robot is sent: Markdown, shortened to what it takes."""
    content = text.encode()[:MOST_BYTES].decode(errors="ignore")
    return {"msgtype": "markdown", "markdown": {"content": content}}


def plain(text: str) -> str:
    """Return text of residents so that it is nothing but text: no mention, link, colour or line."""
    return re.sub(r"\s+", " ", text).translate(_UNSAFE)
