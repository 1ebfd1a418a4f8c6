"""In which language the command line speaks: Chinese unless --lang says otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from flask_babel import force_locale

from agenda.web.i18n import LANGUAGES

Command = TypeVar("Command", bound=Callable[..., Any])


def lang_option(command: Command) -> Command:
    """Give a command the option --lang."""
    option = click.option(
        "--lang",
        type=click.Choice(sorted(LANGUAGES)),
        default="zh",
        show_default=True,
        envvar="AGENDA_LANG",
        help="Language of what is printed.",
    )
    return option(command)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Let every sentence inside the block come in one language."""
    with force_locale(LANGUAGES[lang]):
        yield
