"""Handing a reader his own copy of his data, once he has shown that it is he."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from agenda.accounts.mydata.forms import PasswordForm
from agenda.accounts.sessions.views import check_present_password, current_session
from agenda.desk.mydata.queries import export_all
from agenda.infra.db import db
from agenda.infra.transaction import now
from agenda.kernel.errors import Invalid
from agenda.web.render import page

blueprint = Blueprint("own_copy", __name__, url_prefix="/my-data")


@blueprint.route("/export", methods=["GET", "POST"])
def download() -> ResponseReturnValue:
    """Hand out everything that is stored about the reader."""
    form = PasswordForm()
    fresh = current_session().is_fresh
    if form.validate_on_submit():
        try:
            if not fresh:
                check_present_password(form.present_password.data or "")
        except Invalid as error:
            form.add_refusal(error)
        else:
            text = export_all(db.session(), current_session().account_id, now=now())
            kept = {"Content-Disposition": 'attachment; filename="my-data.json"'}
            return Response(text, mimetype="application/json", headers=kept)
    return page("accounts/export", form=form, fresh=fresh), 400 if form.was_sent else 200
