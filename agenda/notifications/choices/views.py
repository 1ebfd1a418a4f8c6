"""Choosing what one is written, and ending a mailing from a letter without signing in."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from agenda.accounts.rules import masked_sign_in_name
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import require
from agenda.kernel.errors import NotFound
from agenda.kernel.ids import PersonId
from agenda.notifications.choices import commands, policy
from agenda.notifications.choices.forms import ChoicesForm
from agenda.notifications.choices.queries import (
    get_by_token,
    get_choices,
    list_readers,
    list_topics,
)
from agenda.notifications.choices.rules import Mailing
from agenda.notifications.letters.queries import has_failing_letter
from agenda.web.login import current_actor, public
from agenda.web.render import page
from agenda.web.views import csrf

blueprint = Blueprint("mailings", __name__)


@blueprint.route("/notices/choices", methods=["GET", "POST"])
def edit() -> ResponseReturnValue:
    """Choose what one is told of by e-mail."""
    actor, session = current_actor(), db.session()
    require(policy.may_choose_mailings(actor))
    me = actor.person_id or PersonId(0)
    form = ChoicesForm(get_choices(session, me), list_topics(session, me))
    if form.validate_on_submit():
        choices, topics = form.chosen()
        with transaction(actor) as tx:
            commands.choose_mailings(tx, choices, topics=topics)
        flash(_("已保存。"), "success")
        return redirect(url_for("mailings.edit"), 303)
    reader = list_readers(session, [me]).get(me)
    address = masked_sign_in_name(reader.address) if reader else ""
    fails = has_failing_letter(session, me)
    shown = page("notifications/choices", form=form, address=address, fails=fails)
    return shown, 400 if form.errors else 200


@blueprint.get("/notices/stop/<token>/<mailing>")
@public
def stop(token: str, mailing: str) -> ResponseReturnValue:
    """Show what a letter's link would end; looking ends nothing, for programs open links too."""
    get_by_token(db.session(), token)
    return page("notifications/stop", token=token, mailing=_mailing(mailing), done=False)


@blueprint.post("/notices/stop/<token>/<mailing>")
@csrf.exempt
@public
def end(token: str, mailing: str) -> ResponseReturnValue:
    """End a mailing for whoever holds a letter of it, by its page or by a mail program's button.

    RFC 8058: no cookie, no token but the one in the address, one request.
    """
    with transaction(current_actor()) as tx:
        commands.end_mailing(tx, token=token, mailing=_mailing(mailing))
    return page("notifications/stop", token=token, mailing=_mailing(mailing), done=True)


def _mailing(word: str) -> Mailing:
    """Return the mailing an address names; raises NotFound."""
    try:
        return Mailing(word)
    except ValueError:
        raise NotFound("notifications.no_such_link") from None
