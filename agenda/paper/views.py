"""From a stack on the desk to the page of the feature whose paper it is."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from agenda.infra.db import db
from agenda.paper.queries import get_stack
from agenda.paper.rules import StackKind

blueprint = Blueprint("paper", __name__)

ENTERED_AT = {
    StackKind.COSIGN_SHEET: "cosign_paper.show",
    StackKind.VOTE_SLIP: "vote_paper.show",
    StackKind.BALLOT_BOX: "vote_paper.show",
    StackKind.OWNERS_BALLOT: "owners_paper.show",
}
"""The page on which a stack of each kind is entered; its address names the stack."""


@blueprint.get("/paper/stacks/<int:stack_id>")
def show(stack_id: int) -> ResponseReturnValue:
    """Lead to the page on which a stack is entered."""
    stack = get_stack(db.session(), stack_id)
    return redirect(url_for(ENTERED_AT[stack.kind], stack_id=stack_id), 303)
