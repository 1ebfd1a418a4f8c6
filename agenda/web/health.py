"""Whether the program lives, and whether it may serve: for whoever watches the machine.

The answers hold words about the program alone, nothing about people.
"""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from agenda.infra.db import db
from agenda.infra.scheduler import is_held
from agenda.infra.schema import fits
from agenda.infra.transaction import now
from agenda.web.login import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/health/live")
@public
def live() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify(live=True)


@blueprint.get("/health/ready")
@public
def ready() -> ResponseReturnValue:
    """Say whether database, schema and clock are as they must be; 503 where one is not."""
    state = {"database": True, "schema": False, "clock": False}
    try:
        state["schema"] = fits(db.engine)
        state["clock"] = state["schema"] and is_held(db.session(), "clock", now())
    except SQLAlchemyError:
        state["database"] = False
    return jsonify(ready=all(state.values()), **state), 200 if all(state.values()) else 503
