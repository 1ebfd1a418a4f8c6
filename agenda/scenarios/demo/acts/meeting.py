"""One meeting of the content: its notice, who came, what was said and moved, and its end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from agenda.deliberation.meetings.attendance.commands import (
    assign_part,
    enter_guest,
    enter_seat_holder,
    sign_in,
)
from agenda.deliberation.meetings.closing.commands import close_meeting
from agenda.deliberation.meetings.commands import convene_meeting
from agenda.deliberation.meetings.queries import list_items
from agenda.deliberation.meetings.record.commands import note_speech
from agenda.deliberation.meetings.record.motions.commands import decide_motion, put_motion
from agenda.deliberation.meetings.record.rules import Capacity, Hands, Part
from agenda.deliberation.meetings.room.rules import room_code
from agenda.deliberation.meetings.rules import RULES, MeetingKind, Notice
from agenda.infra.db import db
from agenda.infra.transaction import transaction
from agenda.kernel.authz import Actor
from agenda.kernel.ids import MeetingId
from agenda.scenarios.demo.content import Record
from agenda.scenarios.demo.scene import Course, Scene

COMMITTEE = "committee"
BEFORE_THE_HOUR = timedelta(minutes=20)


@dataclass
class Meeting:
    """A meeting while it is called and held."""

    scene: Scene
    course: Course
    record: Record
    starts_at: datetime
    meeting_id: MeetingId = field(init=False)
    code_seed: str = field(init=False)
    _there: dict[str, int] = field(default_factory=dict)
    """Attendances by the key of the person, or the name of the guest."""

    @property
    def convener(self) -> str:
        """The body that calls it: the committee by its office, else the lead."""
        if RULES[MeetingKind(self.record["type"])].conveners:
            return COMMITTEE
        lead: str = self.course.record["routing"]["lead"]
        return lead

    @property
    def keeper(self) -> Actor:
        """Who calls it and keeps its record for the convener."""
        return self.scene.cast.of_body(self.convener, besides=self.course.away)

    @property
    def ends_at(self) -> datetime:
        """When it is closed."""
        return self.starts_at + timedelta(minutes=self.record["minutes"])

    def call(self, at: datetime) -> None:
        """Give notice; besides the parties the bodies of those who come are invited."""
        record, prose = self.record, self.scene.days.prose
        bodies = {body for key in record["attendees"] if (body := self._body_of(key))}
        with transaction(self.keeper, at=at) as tx:
            meeting = convene_meeting(
                tx,
                self.course.proposal_id,
                notice=Notice(
                    kind=MeetingKind(record["type"]),
                    title=prose(record["title"], own=record["held_on"]),
                    starts_at=self.starts_at,
                    place=record["place"],
                    items=tuple(prose(p["item"], own=record["held_on"]) for p in record["agenda"]),
                    body_ids=tuple(sorted(self.scene.cast.bodies[body] for body in bodies)),
                ),
            )
        self.meeting_id, self.code_seed = meeting.meeting_id, meeting.code_seed

    def hold(self, at: datetime) -> None:
        """Sign everybody in, keep the record item by item, and close."""
        doors_at = at - BEFORE_THE_HOUR
        for number, key in enumerate(self.record["attendees"]):
            self._sign(key, at=doors_at + timedelta(minutes=number))
        for guest in self.record["guests"]:
            with transaction(self.keeper, at=at) as tx:
                there = enter_guest(
                    tx,
                    self.meeting_id,
                    name=guest["name"],
                    place=guest["title"],
                    capacity=Capacity.EXPERT,
                )
            self._there[guest["name"]] = there.attendance_id
        for part, key in ((Part.CHAIR, "chair"), (Part.RECORDER, "secretary")):
            with transaction(self.keeper, at=at) as tx:
                assign_part(tx, self._there[self.record[key]], part=part)
        self._keep_record(at)
        with transaction(self.keeper, at=self.ends_at) as tx:
            close_meeting(tx, self.meeting_id)

    def _sign(self, key: str, *, at: datetime) -> None:
        """Sign somebody in: for his body by the secretary, else himself with the code."""
        cast, body = self.scene.cast, self._body_of(key)
        if body is None:
            with transaction(cast.named(key), at=at) as tx:
                code = room_code(self.code_seed, tx.now)
                self._there[key] = sign_in(tx, self.meeting_id, code=code).attendance_id
            return
        with transaction(self.keeper, at=at) as tx:
            there = enter_seat_holder(
                tx, self.meeting_id, person_id=cast.persons[key], body_id=cast.bodies[body]
            )
        self._there[key] = there.attendance_id

    def _body_of(self, key: str) -> str | None:
        """Return for which body somebody comes: one at the table, or one he cannot come without."""
        routing = self.course.record["routing"]
        table = {self.convener, COMMITTEE, "supervision", "party", routing["lead"]}
        table |= {*routing["assisting"], *routing["parties"]}
        own = [body for body, people in self.scene.cast.seats.items() if key in people]
        at_table = [body for body in own if body in table]
        if at_table:
            return self.convener if self.convener in at_table else at_table[0]
        scope = self.scene.cast.areas[self.course.record["scope"]]
        lives_here = scope in self.scene.cast.named(key).area_ids
        return None if lives_here or not own else own[0]

    def _keep_record(self, at: datetime) -> None:
        """Note every speech and decide every motion, spread over the time of the meeting."""
        items = list_items(db.session(), self.meeting_id)
        ids = [item.item_id for item in items]
        db.session.close()
        steps = list(self._steps(ids))
        lasts = timedelta(minutes=self.record["minutes"] - 2)
        for number, (item_id, said, motion) in enumerate(steps, 1):
            instant = at + lasts * number / (len(steps) + 1)
            if motion is None:
                self._note(item_id, said, at=instant)
            else:
                self._move(item_id, motion, at=instant)

    def _steps(self, ids: list[int]) -> Iterator[tuple[int, Record, Record | None]]:
        """Yield what happens on each item, speeches before motions."""
        for item_id, point in zip(ids, self.record["agenda"], strict=True):
            yield from ((item_id, said, None) for said in point["said"])
            yield from ((item_id, {}, motion) for motion in point["motions"])

    def _note(self, item_id: int, said: Record, *, at: datetime) -> None:
        """Note what somebody said."""
        with transaction(self.keeper, at=at) as tx:
            note_speech(
                tx,
                self.meeting_id,
                item_id=item_id,
                attendance_id=self._there[said["speaker"]],
                text=self._prose(said["text"]),
            )

    def _move(self, item_id: int, motion: Record, *, at: datetime) -> None:
        """Put a motion and decide it; the last one of a meeting that agreed adopts the text."""
        with transaction(self.keeper, at=at) as tx:
            put = put_motion(
                tx,
                self.meeting_id,
                item_id=item_id,
                mover_id=self._there[motion["mover"]],
                text=self._prose(motion["text"]),
                paragraphs=self._paragraphs(motion),
            )
        hands = Hands(motion["for"], motion["against"], motion["abstain"])
        with transaction(self.keeper, at=at + timedelta(minutes=1)) as tx:
            decide_motion(tx, put.motion_id, hands=hands)

    def _paragraphs(self, motion: Record) -> list[str]:
        """Return the numbered text a motion adopts: the last one carried, where the meeting agreed."""
        agreement = self.course.record["agreement"]
        if agreement is None or agreement["adopted_in"] != self.record["key"]:
            return []
        carried = [m for p in self.record["agenda"] for m in p["motions"] if m["carried"]]
        if motion is not carried[-1]:
            return []
        return [self._prose(text) for text in agreement["paragraphs"]]

    def _prose(self, text: str) -> str:
        """Return a text of the meeting with its dates as they fall now."""
        return self.scene.days.prose(text, own=self.record["held_on"])
