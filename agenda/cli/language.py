"""In which language the command line speaks: Chinese unless --lang says otherwise."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from flask_babel import force_locale
from flask_babel import gettext as _

from agenda.kernel.errors import DomainError
from agenda.web.i18n import LANGUAGES
from agenda.web.sentences import refusal

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


@contextmanager
def refusing() -> Iterator[None]:
    """Turn a refusal of the domain into a line on the terminal and exit code 1."""
    try:
        yield
    except DomainError as error:
        raise click.ClickException(refusal(error.code, **error.params)) from error
    except json.JSONDecodeError as error:
        told = _("文件不是 JSON：第 %(line)s 行 %(what)s", line=error.lineno, what=error.msg)
        raise click.ClickException(told) from error
