"""A stack on the desk leads to its feature's page; a receipt shows what became of one's sheet."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from agenda.accounts.limits.commands import count_use
from agenda.accounts.limits.rules import CODE
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.errors import Invalid
from agenda.paper.forms import ReceiptForm
from agenda.paper.queries import find_receipt, get_stack
from agenda.paper.rules import StackKind
from agenda.web.login import current_actor, public
from agenda.web.render import page

blueprint = Blueprint("paper", __name__)

FEATURES = {
    StackKind.COSIGN_SHEET: "cosign_paper",
    StackKind.VOTE_SLIP: "vote_paper",
    StackKind.BALLOT_BOX: "vote_paper",
    StackKind.OWNERS_BALLOT: "owners_paper",
}
"""Whose pages show a stack of each kind (`show`, by stack) and take a dispute (`dispute`, by code)."""


@blueprint.get("/paper/stacks/<int:stack_id>")
def show(stack_id: int) -> ResponseReturnValue:
    """Lead to the page on which a stack is entered."""
    stack = get_stack(db.session(), stack_id)
    return redirect(url_for(f"{FEATURES[stack.kind]}.show", stack_id=stack_id), 303)


@blueprint.get("/paper/receipt")
@blueprint.get("/paper/receipt/<code>")
@public
def check(code: str = "") -> ResponseReturnValue:
    """Show who holds a receipt what became of his sheet, and let him dispute it."""
    form = ReceiptForm(formdata=None, code=code)
    found = find_receipt(db.session(), code) if code else None
    if found is None:
        if code:
            form.add_refusal(Invalid("paper.no_receipt", field="code"))
        return page("paper/check", form=form, entry=None), 404 if code else 200
    entry, stack = found
    dispute = url_for(f"{FEATURES[stack.kind]}.dispute", code=entry.receipt)
    return page("paper/check", form=form, entry=entry, stack=stack, dispute=dispute)


@blueprint.post("/paper/receipt")
@public
def find() -> ResponseReturnValue:
    """Look a typed receipt code up; how often anybody tries is limited."""
    form = ReceiptForm()
    if not form.validate():
        return page("paper/check", form=form, entry=None), 400
    with transaction(current_actor()) as tx:
        count_use(tx, CODE, key="paper")
    return redirect(url_for("paper.check", code=(form.code.data or "").replace("/", "")), 303)
