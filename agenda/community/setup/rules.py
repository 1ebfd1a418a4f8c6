"""The plan of a neighbourhood: its name, its bodies, and who holds their first seats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agenda.kernel.authz import BodyKind, SeatRole
from agenda.kernel.errors import Invalid
from agenda.kernel.texts import normal_line

_BODIES: Mapping[BodyKind, tuple[str, str]] = {
    BodyKind.RESIDENTS_COMMITTEE: ("居民委员会", "居委会"),
    BodyKind.PARTY_ORGANIZATION: ("党组织", "党组织"),
    BodyKind.SUPERVISION_COMMITTEE: ("居务监督委员会", "监督委员会"),
    BodyKind.HOMEOWNERS_COMMITTEE: ("业主委员会", "业委会"),
    BodyKind.PROPERTY_COMPANY: ("物业服务处", "物业"),
    BodyKind.SOCIAL_ORGANIZATION: ("社会组织服务站", "社会组织"),
    BodyKind.ACTIVITY_TEAM: ("群众活动团队", "群众团队"),
    BodyKind.SUBDISTRICT_OFFICE: ("街道办事处", "街道"),
}
"""What bodies are called where nobody says otherwise: long after the neighbourhood's name, short."""


@dataclass(frozen=True)
class SeatPlan:
    """One of a body's first seats."""

    name: str
    role: SeatRole
    title: str
    mobile: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class BodyPlan:
    """A body and its first seats, at most two."""

    kind: BodyKind
    name: str
    short_name: str
    about: str = ""
    compound: str | None = None
    """Name of the compound it belongs to, which is made if it is missing."""
    seats: tuple[SeatPlan, ...] = ()


@dataclass(frozen=True)
class SetupPlan:
    """A neighbourhood to set up."""

    name: str
    subdistrict: str
    bodies: tuple[BodyPlan, ...]


def standard_bodies(name: str, subdistrict: str) -> tuple[BodyPlan, ...]:
    """Return one body of each kind under its usual name, without seats."""
    plans = []
    for kind, (long, short) in _BODIES.items():
        is_office = kind is BodyKind.SUBDISTRICT_OFFICE
        whose = subdistrict.removesuffix("街道") if is_office else name
        plans.append(BodyPlan(kind, f"{whose}{long}", short))
    return tuple(plans)


def read_plan(data: object) -> SetupPlan:
    """Return the plan that a JSON document says; raises Invalid naming the place that is wrong.

    Without `bodies` there is one of each kind under its usual name.
    """
    top = _mapping(data, "$")
    name, subdistrict = _text(top, "name", "$"), _text(top, "subdistrict", "$")
    if "bodies" not in top:
        return SetupPlan(name, subdistrict, standard_bodies(name, subdistrict))
    bodies = tuple(
        _body(body, f"$.bodies[{number}]") for number, body in enumerate(_list(top, "bodies", "$"))
    )
    return SetupPlan(name, subdistrict, bodies)


def _body(data: object, place: str) -> BodyPlan:
    """Read a body."""
    body = _mapping(data, place)
    name = _text(body, "name", place)
    seats = _list(body, "seats", place) if "seats" in body else []
    return BodyPlan(
        kind=BodyKind(_word(body, "kind", place, allowed=list(BodyKind))),
        name=name,
        short_name=_text(body, "short_name", place, otherwise=name[:40]),
        about=_text(body, "about", place, otherwise=""),
        compound=_text(body, "compound", place, otherwise="") or None,
        seats=tuple(_seat(seat, f"{place}.seats[{n}]") for n, seat in enumerate(seats)),
    )


def _seat(data: object, place: str) -> SeatPlan:
    """Read a seat."""
    seat = _mapping(data, place)
    return SeatPlan(
        name=_text(seat, "name", place),
        role=SeatRole(_word(seat, "role", place, allowed=list(SeatRole))),
        title=_text(seat, "title", place, otherwise=""),
        mobile=_text(seat, "mobile", place, otherwise="") or None,
        email=_text(seat, "email", place, otherwise="") or None,
    )


def _mapping(data: object, place: str) -> Mapping[str, Any]:
    """Return a JSON object."""
    if not isinstance(data, dict):
        raise Invalid("community.plan_shape", place=place)
    return data


def _list(data: Mapping[str, Any], key: str, place: str) -> Sequence[object]:
    """Return a JSON list under a key."""
    value = data.get(key)
    if not isinstance(value, list):
        raise Invalid("community.plan_shape", place=f"{place}.{key}")
    return value


def _text(data: Mapping[str, Any], key: str, place: str, *, otherwise: str | None = None) -> str:
    """Return a clean line under a key."""
    value = data.get(key, otherwise)
    if not isinstance(value, str) or (otherwise is None and not value.strip()):
        raise Invalid("community.plan_shape", place=f"{place}.{key}")
    return normal_line(value)


def _word(data: Mapping[str, Any], key: str, place: str, *, allowed: Sequence[str]) -> str:
    """Return one of the words allowed under a key."""
    word = _text(data, key, place)
    if word not in allowed:
        raise Invalid("community.plan_word", place=f"{place}.{key}", words=", ".join(allowed))
    return word
