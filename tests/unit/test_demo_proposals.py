"""The sixty demo proposals have every field, known words, readable texts and sound references."""

from __future__ import annotations

import json
import re
from collections import Counter

from tests.unit.demo_content import CONTENT, day, place, proposals, sizes, tidy, walk

FIELDS = (
    "key kind title topic scope stage proposer drafted_on submitted_on matter remedy revisions "
    "screening cosigns vote routing referral positions discussion meetings agreement decisions "
    "result objections tasks appraisals suspension ending closing"
).split()
STAGES = {
    "draft": 2,
    "screening": 3,
    "cosigning": 8,
    "voting": 4,
    "listed": 5,
    "referred": 4,
    "deliberating": 6,
    "deciding": 2,
    "announced": 4,
    "implementing": 5,
    "appraising": 2,
    "closed": 7,
    "withdrawn": 1,
    "declined": 2,
    "merged": 1,
    "expired": 2,
    "not_carried": 2,
}
ENUMS = {
    "topic": "lifts repairs fund property_service owners_affairs parking ebikes ev_charging "
    "fire_safety waste noise pets security illegal_use green_space children elderly facilities "
    "activities",
    "outcome": "accepted accepted_by_silence returned declined referred merged running passed "
    "not_passed no_valid_decision not_convened agreement no_agreement resolution owners_passed "
    "owners_not_passed office_reply mediated dismissed partly_upheld upheld restored",
    "reason_code": "unlawful private_claim other_neighbourhood duplicate privacy_or_attack "
    "incomplete recently_decided",
    "route": "deliberation residents_meeting owners_decision referral self_governance mediation",
    "stance": "for against conditional none",
    "type": "hearing coordination council joint appraisal",
    "majority": "ordinary special",
    "state": "open done late",
}
PERSON_FIELDS = {"proposer", "author", "by", "chair", "secretary", "mover", "person"}
BODY_FIELDS = {"body", "lead", "decided_by"}
TOKEN = re.compile(r"\{(\d{4}-\d{2}-\d{2})\}")
RAW_DATE = re.compile(r"\d+月\d+日")
PRIVATE = re.compile(
    r"(?<![\d.])1[3-9]\d{9}(?!\d)|\d{17}[\dXx]|\d{3,4}-\d{7,8}|\S@\S+\.\w+|沪[A-Z]"
)
ROOM = re.compile(r"(?<!\d)\d{3,4}室")


def test_sixty_proposals_stand_in_all_stages_and_cover_all_kinds() -> None:
    assert [one["key"] for one in proposals()] == [f"p{number:02d}" for number in range(1, 61)]
    assert Counter(one["stage"] for one in proposals()) == STAGES
    assert {one["kind"] for one in proposals()} == set(range(1, 35))
    assert {one["topic"] for one in proposals()} == set(ENUMS["topic"].split())
    assert {one["scope"].split("-")[0] for one in proposals()} == {
        "neighbourhood",
        "wutong",
        "wanghe",
        "tangyue",
    }


def test_the_files_are_written_tidily() -> None:
    for path in sorted(CONTENT.glob("*.json")):
        text = path.read_text(encoding="utf-8")
        assert text == tidy(json.loads(text)), path.name


def test_every_proposal_has_every_field_and_known_words() -> None:
    for one in proposals():
        assert list(one) == FIELDS, one["key"]
        for field, value in walk(one):
            if field in ENUMS and isinstance(value, str):
                assert value in ENUMS[field].split(), (one["key"], field, value)


def test_titles_are_unique_and_texts_have_a_readable_length() -> None:
    titles = [one["title"] for one in proposals()]
    assert len(set(titles)) == 60
    for one in proposals():
        assert 6 <= len(one["title"]) <= 30, one["key"]
        assert 2 <= len(one["matter"].split("\n\n")) <= 5, one["key"]
        assert 1 <= len(one["remedy"].split("\n\n")) <= 4, one["key"]
        assert 60 <= len(one["matter"]) <= 600, one["key"]
        assert 20 <= len(one["remedy"]) <= 500, one["key"]
        assert len(one["discussion"]) <= 15, one["key"]
    sentences = Counter(
        sentence
        for one in proposals()
        for text in (one["matter"], one["remedy"], *(said["text"] for said in one["discussion"]))
        for sentence in re.split(r"[。\n]", text)
        if len(sentence) >= 16
    )
    assert [sentence for sentence, number in sentences.items() if number > 1] == []


def test_texts_name_no_numbers_of_people_and_no_unmovable_dates() -> None:
    for one in proposals():
        for field, value in walk(one):
            if not isinstance(value, str):
                continue
            assert not PRIVATE.search(value), (one["key"], value)
            assert not ROOM.search(value), (one["key"], value)
            plain = TOKEN.sub("", value)
            assert "{" not in plain, (one["key"], value)
            assert field.endswith(("_on", "on")) or not RAW_DATE.search(plain), (one["key"], value)
            for token in TOKEN.findall(value):
                day(token)


def test_people_bodies_and_areas_are_known() -> None:
    people = {person["key"]: person for person in place()["persons"]}
    bodies = {body["key"] for body in place()["bodies"]}
    found = sizes()
    for one in proposals():
        home = people[one["proposer"]]["household"]
        assert one["scope"] == "neighbourhood" or home.startswith(one["scope"] + "-"), one["key"]
        for field, value in walk(one):
            if field in PERSON_FIELDS | {"attendees", "persons"} and isinstance(value, str):
                assert value in people, (one["key"], field, value)
            if field in BODY_FIELDS | {"assisting", "parties"} and isinstance(value, str):
                assert value in bodies, one["key"]
            if field == "scope":
                assert value in found, (one["key"], value)
