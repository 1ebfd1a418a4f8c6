"""`agenda setup` and `agenda seats`: a neighbourhood, its bodies and their first seats."""

import json
from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from agenda.cli.language import lang_option, refusing, speaking
from agenda.cli.places import neighbourhood_option, pick_neighbourhood
from agenda.community.people.queries import list_namesakes
from agenda.community.queries import list_bodies
from agenda.community.seats.commands import appoint_first_seat, appoint_first_staff
from agenda.community.setup.commands import set_up_neighbourhood
from agenda.community.setup.rules import (
    BodyPlan,
    SeatPlan,
    SetupPlan,
    read_plan,
    standard_bodies,
)
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, SeatRole
from agenda.kernel.ids import BodyId, NeighbourhoodId, PersonId
from agenda.procedure.commands import adopt_procedure
from agenda.procedure.rules import STANDARD
from agenda.web.sentences import label


@click.command("setup")
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--decision", help="The body's decision behind the rules of procedure.")
@lang_option
@with_appcontext
def setup(file: Path | None, *, decision: str | None, lang: str) -> None:
    """Enter a neighbourhood with its bodies and the standard procedure, asking or from a JSON FILE.

    The file holds name, subdistrict and, if wished, bodies: kind, name, short_name, about,
    compound, and seats with name, role, title and mobile or email (docs/setup.md).
    """
    with speaking(lang), refusing():
        plan = _asked() if file is None else read_plan(json.loads(file.read_text("utf-8-sig")))
        decision = decision or _("初次启用，采用标准议事规则，待居民会议追认")
        with transaction(OPERATOR) as tx:
            neighbourhood_id = set_up_neighbourhood(tx, plan)
            adopt_procedure(tx, neighbourhood_id, rules=STANDARD, decision=decision)
        click.echo(_("已登记 %(name)s，共 %(n)s 个组织。", name=plan.name, n=len(plan.bodies)))
        click.echo(
            _("下一步：agenda roster import 导入名册，agenda invitations print 打印邀请信。")
        )


@click.group()
def seats() -> None:
    """The first seats of bodies; later ones are proposed and confirmed on the pages."""


@seats.command("appoint")
@click.option("--body", "body_name", required=True, help="Name or short name of the body.")
@click.option("--name", required=True, help="Full name of the person.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in SeatRole]),
    default="chair",
    show_default=True,
)
@click.option("--title", default="", help="The office as shown, e.g. 主任.")
@click.option("--mobile", help="For somebody who is not on the roster.")
@neighbourhood_option
@lang_option
@with_appcontext
def appoint_command(
    body_name: str,
    name: str,
    role: str,
    title: str,
    mobile: str | None,
    neighbourhood: str | None,
    lang: str,
) -> None:
    """Enter one of the first two seats of a body: somebody on the roster, else somebody new."""
    with speaking(lang), refusing():
        place = pick_neighbourhood(neighbourhood)
        body_id, person_id = _find_body(place, body_name), _find_person(place, name)
        with transaction(OPERATOR) as tx:
            seat = SeatRole(role)
            if person_id is None:
                appoint_first_staff(tx, body_id, name=name, mobile=mobile, role=seat, title=title)
            else:
                appoint_first_seat(tx, body_id, person_id, role=seat, title=title)
        click.echo(_("已登记席位，并记入台账。"))


def _asked() -> SetupPlan:
    """Ask the operator for everything, with the usual names offered."""
    name = click.prompt(_("居民区名称"))
    subdistrict = click.prompt(_("街道名称"))
    bodies = tuple(_asked_body(body) for body in standard_bodies(name, subdistrict))
    return SetupPlan(name, subdistrict, bodies)


def _asked_body(body: BodyPlan) -> BodyPlan:
    """Ask for a body's name and for its first two seats."""
    name = click.prompt(label(body.kind), default=body.name)
    given: list[SeatPlan] = []
    for role in (SeatRole.CHAIR, SeatRole.SECRETARY):
        who = click.prompt(
            _("%(role)s姓名（可留空）", role=label(role)), default="", show_default=False
        )
        if who:
            title = click.prompt(_("职务"), default=label(role))
            mobile = click.prompt(_("手机号"), default="", show_default=False)
            given.append(SeatPlan(who, role, title, mobile or None))
    return replace(body, name=name, seats=tuple(given))


def _find_body(place: NeighbourhoodId, name: str) -> BodyId:
    """Return the body of that name or short name."""
    bodies = list_bodies(db.session(), place)
    for body in bodies:
        if name in {body.name, body.short_name}:
            return body.body_id
    names = "、".join(body.name for body in bodies)
    raise click.ClickException(_("没有这个组织。已登记：%(names)s", names=names))


def _find_person(place: NeighbourhoodId, name: str) -> PersonId | None:
    """Return the one person of that name on the roster, or None where there is none."""
    known = list_namesakes(db.session(), place, name)
    if len(known) > 1:
        raise click.ClickException(
            _("名册上有 %(n)s 位同名的人，请到组织页面上提名。", n=len(known))
        )
    return known[0].person_id if known else None
