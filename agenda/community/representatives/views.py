"""The public list of residents' representatives, and the committee's record of elections."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.community.queries import neighbourhood_for
from agenda.community.representatives import policy
from agenda.community.representatives.commands import (
    confirm_election,
    end_mandate,
    record_election,
)
from agenda.community.representatives.forms import ElectionForm
from agenda.community.representatives.queries import (
    count_group_adults,
    find_candidates,
    get_group,
    list_groups,
)
from agenda.community.rules import public_name
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import Invalid, NotPossible
from agenda.kernel.ids import PersonId
from agenda.kernel.texts import masked_name
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("representatives", __name__, url_prefix="/representatives")


@blueprint.get("")
@public
def index() -> ResponseReturnValue:
    """List the representatives by building group, masked, with what does not fit the law."""
    place = neighbourhood_for(db.session(), current_actor())
    groups = list_groups(db.session(), place.neighbourhood_id)
    names = {
        shown.person_id: public_name(
            shown.name, shown.building, shown.shown_as, anonymous_word=_("居民")
        )
        for group in groups
        for shown in (*group.representatives, *group.waiting)
    }
    may_record = policy.may_record_election(
        current_actor(), neighbourhood_id=place.neighbourhood_id
    )
    context = {"place": place, "groups": groups, "names": names, "may_record": may_record}
    return page("community/representatives/index", **context)


@blueprint.route("/groups/<int:group_id>/new", methods=["GET", "POST"])
def new(group_id: int) -> ResponseReturnValue:
    """Record whom a building group elected."""
    group = get_group(db.session(), group_id)
    require(policy.may_record_election(current_actor(), neighbourhood_id=group.neighbourhood_id))
    form = ElectionForm()
    if form.validate_on_submit() and _recorded(form, group_id):
        flash(_("已登记，请居委会另一位成员确认后生效。"), "success")
        return redirect(url_for("representatives.index"), 303)
    adults = count_group_adults(db.session(), group_id)
    status = 400 if form.was_sent else 200
    return page("community/representatives/new", form=form, group=group, adults=adults), status


@blueprint.post("/<int:election_id>/confirm")
def confirm(election_id: int) -> ResponseReturnValue:
    """Confirm an election that somebody else recorded."""
    with transaction(current_actor()) as tx:
        confirm_election(tx, election_id)
    flash(_("已确认，从现在起此人是居民代表。"), "success")
    return redirect(url_for("representatives.index"), 303)


@blueprint.post("/<int:election_id>/end")
def end(election_id: int) -> ResponseReturnValue:
    """Give up or end a mandate, or propose its end."""
    with transaction(current_actor()) as tx:
        election = end_mandate(tx, election_id)
    ended = _("已结束。") if election.ended_at else _("已提出结束，请居委会另一位成员确认。")
    flash(ended, "success")
    return redirect(url_for("representatives.index"), 303)


def _recorded(form: ElectionForm, group_id: int) -> bool:
    """Record what was filled in; returns whether it can be right."""
    try:
        person_id = _chosen(form, group_id)
        with transaction(current_actor()) as tx:
            record_election(tx, group_id, person_id, result=form.result)
    except Invalid as error:
        form.add_refusal(error)
        return False
    except NotPossible as error:
        form.add_refusal(Invalid(error.code, field="name"))
        return False
    return True


def _chosen(form: ElectionForm, group_id: int) -> PersonId:
    """Return the one person of that name in the group, or the one chosen among several."""
    name = form.name.data or ""
    known = find_candidates(db.session(), group_id, name)
    shown = masked_name(name)
    form.person.choices = [
        (str(who), f"{building} {shown} {unit}") for who, building, unit in known
    ]
    chosen = [who for who, *_place in known if len(known) == 1 or str(who) == form.person.data]
    if not known:
        raise Invalid("community.not_of_group", field="name")
    if not chosen:
        raise Invalid("community.namesakes", field="person")
    return chosen[0]
