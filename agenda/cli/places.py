"""Which neighbourhood a command works on."""

from collections.abc import Callable
from typing import Any, TypeVar

import click
from flask_babel import gettext as _

from agenda.community.queries import list_neighbourhoods
from agenda.infra.db import db
from agenda.kernel.ids import NeighbourhoodId

Command = TypeVar("Command", bound=Callable[..., Any])


def neighbourhood_option(command: Command) -> Command:
    """Give a command the option --neighbourhood, needed only where there are several."""
    option = click.option("--neighbourhood", metavar="NAME", help="Name of the neighbourhood.")
    return option(command)


def pick_neighbourhood(name: str | None) -> NeighbourhoodId:
    """Return the neighbourhood of that name, or the only one there is."""
    known = {place.name: place.neighbourhood_id for place in list_neighbourhoods(db.session())}
    if not known:
        raise click.ClickException(_("还没有登记居民区，请先运行 agenda setup。"))
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if name not in known:
        names = "、".join(known)
        raise click.ClickException(_("请用 --neighbourhood 写明居民区：%(names)s", names=names))
    return known[name]
