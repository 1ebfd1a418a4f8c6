"""The demo proposals keep the procedure's thresholds and clocks and the law's arithmetic."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from tests.unit.demo_content import (
    day,
    place,
    proposals,
    sizes,
    threshold,
    walk,
    working_days_after,
)

MEETING_TYPES = {"hearing", "coordination", "council", "joint", "appraisal"}


def test_cosignatures_cross_the_threshold_exactly_where_they_say_so() -> None:
    found = sizes()
    for one in proposals():
        cosigns = one["cosigns"]
        if cosigns is None:
            continue
        reached = cosigns["households"] >= threshold(one["scope"], found[one["scope"]])
        assert (cosigns["crossed_on"] is not None) == reached, one["key"]
        assert cosigns["households"] <= min(cosigns["people"], found[one["scope"]])
        assert cosigns["paper"] <= cosigns["people"]
        accepted = day(one["screening"][-1]["on"])
        assert accepted <= working_days_after(day(one["submitted_on"]), 3), one["key"]
        if cosigns["crossed_on"]:
            crossed = day(cosigns["crossed_on"])
            assert accepted <= crossed <= accepted + dt.timedelta(days=30), one["key"]


def test_votes_add_up_and_their_outcome_agrees_with_the_stage() -> None:
    for one in proposals():
        vote = one["vote"]
        if vote is None:
            continue
        assert vote["for"] + vote["against"] + vote["abstain"] == vote["cast"], one["key"]
        assert vote["paper"] <= vote["cast"]
        if one["stage"] != "voting":
            carried = vote["for"] > vote["against"]
            assert carried == (one["stage"] != "not_carried"), one["key"]
        if one["routing"] and one["routing"]["on"]:
            opened = working_days_after(day(one["cosigns"]["crossed_on"]), 3)
            closed = opened + dt.timedelta(days=7)
            last = working_days_after(closed + dt.timedelta(days=2), 10)
            assert closed < day(one["routing"]["on"]) <= last, one["key"]


def test_owners_decisions_follow_article_278() -> None:
    outcomes = Counter[str]()
    for decision in (decision for one in proposals() for decision in one["decisions"]):
        outcomes[decision["outcome"]] += 1
        notice = (day(decision["opens_on"]) - day(decision["noticed_on"])).days
        if decision["kind"] != "owners_decision":
            assert notice >= 10
            continue
        assert notice >= 15
        present, agreed = decision["participating"], decision["for"]
        assert present == agreed + decision["against"] + decision["abstain"]
        if decision["outcome"] == "running":
            continue
        special = decision["majority"] == "special"
        passed = 4 * agreed >= 3 * present if special else 2 * agreed > present
        valid = 3 * present >= 2 * decision["heads"]
        expected = ("passed" if passed else "not_passed") if valid else "no_valid_decision"
        assert decision["outcome"] == expected, decision["question"]
    assert set(outcomes) == {"passed", "not_passed", "no_valid_decision", "running"}


def test_24_meetings_have_minutes_and_each_had_its_notice() -> None:
    meetings = [(one, meeting) for one in proposals() for meeting in one["meetings"]]
    assert sum(meeting["published_on"] is not None for _, meeting in meetings) == 24
    assert {meeting["type"] for _, meeting in meetings} == MEETING_TYPES
    for one, meeting in meetings:
        key = meeting["key"]
        held = day(meeting["held_on"])
        assert key.startswith(one["key"] + "-m")
        assert (held - day(meeting["noticed_on"])).days >= 7, key
        present = set(meeting["attendees"]) | {guest["name"] for guest in meeting["guests"]}
        assert {meeting["chair"], meeting["secretary"]} <= present, key
        assert one["proposer"] not in (meeting["chair"], meeting["secretary"]), key
        assert len(meeting["attendees"]) == len(set(meeting["attendees"])), key
        for point in meeting["agenda"]:
            assert {said["speaker"] for said in point["said"]} <= present, key
            for motion in point["motions"]:
                assert motion["mover"] in present, key
                assert motion["carried"] == (motion["for"] > motion["against"]), key
                voices = motion["for"] + motion["against"] + motion["abstain"]
                assert voices <= len(present), (key, motion["text"])
        if held > day(place()["as_of"]):
            assert meeting["published_on"] is None, key
            assert not any(point["said"] or point["motions"] for point in meeting["agenda"]), key
        else:
            assert day(meeting["published_on"]) <= working_days_after(held, 3), key


def test_agreements_come_from_a_motion_and_carry_every_party_s_stance() -> None:
    for one in proposals():
        agreement = one["agreement"]
        if agreement is None:
            continue
        meeting = next(m for m in one["meetings"] if m["key"] == agreement["adopted_in"])
        assert meeting["held_on"] == agreement["adopted_on"], one["key"]
        assert any(m["carried"] for point in meeting["agenda"] for m in point["motions"])
        parties = set(one["routing"]["parties"])
        assert parties <= {stance["body"] for stance in agreement["stances"]}, one["key"]
        assert parties == {position["body"] for position in one["positions"]}, one["key"]


def test_comments_answer_earlier_ones_and_acts_come_in_order() -> None:
    for one in proposals():
        earlier: set[str] = set()
        for comment in one["discussion"]:
            assert comment["reply_to"] is None or comment["reply_to"] in earlier, one["key"]
            earlier.add(comment["id"])
        days = [comment["on"] for comment in one["discussion"]]
        assert days == sorted(days), one["key"]
        assert not days or days[0] >= one["screening"][-1]["on"], one["key"]
        for task in one["tasks"]:
            written = [note["on"] for note in task["progress"]]
            assert written == sorted(written), one["key"]
            posted = day(one["result"]["posted_on"]) + dt.timedelta(days=15)
            assert not written or day(written[0]) >= posted, (one["key"], task["what"])


def test_tasks_are_late_open_or_done_as_their_days_say() -> None:
    states = Counter[str]()
    for task in (task for one in proposals() for task in one["tasks"]):
        states[task["state"]] += 1
        assert (task["state"] == "done") == (task["done_on"] is not None)
        if task["state"] != "done":
            assert (task["state"] == "late") == (task["due_on"] < place()["as_of"]), task["what"]
    assert states["late"] >= 2
    assert any(task["supervised_on"] for one in proposals() for task in one["tasks"])


def test_weak_appraisals_bring_a_plan_and_comments_are_among_the_answers() -> None:
    for one in proposals():
        for appraisal in one["appraisals"]:
            scores = {int(score): number for score, number in appraisal["scores"].items()}
            content, answers = scores[5] + scores[4], sum(scores.values())
            weak = answers >= 10 and 5 * content < 3 * answers
            assert weak == (appraisal["rectification"] is not None), one["key"]
            given = Counter(comment["score"] for comment in appraisal["comments"])
            assert all(given[score] <= scores[score] for score in given), one["key"]
        if one["closing"] and one["appraisals"]:
            opened = day(one["appraisals"][-1]["opened_on"])
            assert day(one["closing"]["on"]) >= opened + dt.timedelta(days=14), one["key"]


def test_nothing_happens_after_the_day_it_is_written_for() -> None:
    ahead = {"due_on", "held_on", "closes_on", "positions_due", "until", "opens_on"}
    for one in proposals():
        for field, value in walk(one):
            if (field == "on" or field.endswith("_on")) and field not in ahead and value:
                assert value <= place()["as_of"], (one["key"], field, value)


def test_results_and_surveys_follow_the_act_that_opens_them() -> None:
    for one in proposals():
        result = one["result"]
        minutes = {meeting["key"]: meeting["published_on"] for meeting in one["meetings"]}
        if result and result["outcome"] == "agreement":
            assert result["posted_on"] == minutes[one["agreement"]["adopted_in"]], one["key"]
        if result and result["outcome"] == "office_reply":
            assert result["posted_on"] == one["referral"]["replied_on"], one["key"]
        if result and one["decisions"]:
            closed = day(one["decisions"][-1]["closes_on"])
            assert closed < day(result["posted_on"]) <= working_days_after(closed, 3), one["key"]
        done = {task["done_on"] for task in one["tasks"]}
        assert {appraisal["opened_on"] for appraisal in one["appraisals"]} <= done, one["key"]
