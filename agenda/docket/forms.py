"""What a reader asks of the agenda, read from the address: what is not known is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from agenda.docket.rules import CLOSED_STAGES, OPEN_TO_ALL, RUNNING, Order, Status, Wish
from agenda.kernel.ids import BodyId
from agenda.kernel.texts import normal_line
from agenda.proposals.rules import Stage, Topic

WORDS_MAX = 60
GROUPS: Mapping[str, tuple[Stage, ...]] = {
    Status.RUNNING: OPEN_TO_ALL,
    Status.ENDED: CLOSED_STAGES,
    Status.ALL: OPEN_TO_ALL + CLOSED_STAGES,
}
STAGES = tuple(s for s in (*RUNNING, *CLOSED_STAGES) if s in GROUPS[Status.ALL])


@dataclass(frozen=True)
class Asked:
    """The agenda's filters as they stand in the address, each empty where it is not set."""

    words: str = ""
    area: str = ""
    topic: str = ""
    body: str = ""
    stage: str = Status.RUNNING
    order: str = Order.SUPPORT
    view: str = "list"
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the order was chosen."""
        chosen = self.words or self.area or self.topic or self.body
        return bool(chosen) or self.stage != Status.RUNNING

    def address(self, **changes: str | int) -> dict[str, Any]:
        """Return these filters, some changed, as the values of an address; defaults left out."""
        wanted, standard = vars(replace(self, **changes)), vars(Asked())  # type: ignore[arg-type]
        return {name: value for name, value in wanted.items() if value != standard[name]}


def asked(args: Mapping[str, str], *, areas: Iterable[int], bodies: Iterable[int]) -> Asked:
    """Return the filters in an address; what is not among the choices is left out."""
    stages = {*GROUPS, *(stage.value for stage in STAGES)}
    page = args.get("page", "")
    return Asked(
        words=normal_line(args.get("words", ""))[:WORDS_MAX],
        area=_one_of(args.get("area", ""), {str(area_id) for area_id in areas}),
        topic=_one_of(args.get("topic", ""), set(Topic)),
        body=_one_of(args.get("body", ""), {str(body_id) for body_id in bodies}),
        stage=_one_of(args.get("stage", ""), stages) or Status.RUNNING,
        order=_one_of(args.get("order", ""), set(Order)) or Order.SUPPORT,
        view=_one_of(args.get("view", ""), {"board"}) or "list",
        page=int(page) if page.isdecimal() and 0 < len(page) < 6 and int(page) else 1,
    )


def wish_of(known: Asked, area_path: str) -> Wish:
    """Return what the filters ask for, but for the words, which are looked up first."""
    return Wish(
        area_path=area_path,
        topic=Topic(known.topic) if known.topic else None,
        body_id=BodyId(int(known.body)) if known.body else None,
        stages=GROUPS.get(known.stage) or (Stage(known.stage),),
        order=Order(known.order),
    )


def _one_of(value: str, choices: Iterable[str]) -> str:
    """Return the value if it is a choice, else nothing."""
    return value if value in set(choices) else ""
