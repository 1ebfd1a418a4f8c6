"""Residents in a hurry: each sends one form after the other, and sends it again until it is answered."""

import http.client
import re
import threading
import time
import urllib.parse
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from random import Random
from typing import Self

from agenda.ballots.rules import Choice, receipt_number
from agenda.kernel.ids import HeadId, PersonId, ProposalId
from tests.proofs.scene import Scene

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
CODE = re.compile(r'name="code"[^>]*value="([^"]+)"')
BASED_ON = re.compile(r'name="based_on"[^>]*value="([^"]+)"')
DONE = range(200, 400)
GIVE_UP_AFTER = 90.0
CHOICES = list(Choice)


class Refused(Exception):
    """The site said no: nothing of the act may stand."""


@dataclass(frozen=True)
class Answer:
    """What came back, and how often the form was sent for it."""

    status: int
    text: str
    sent: int


@dataclass
class Browser:
    """One resident's device: keeps the cookies, and the token of its forms."""

    port: int
    cookies: dict[str, str]
    lost: int = 0
    """How often a request was sent and no answer came."""

    def get(self, path: str) -> str:
        """Open a page; asks again while the server is away."""
        answer = self._until_answered("GET", path, None)
        if answer.status != 200:
            raise Refused(f"{path}: {answer.status}")
        return answer.text

    def post(self, path: str, form: Mapping[str, str]) -> Answer:
        """Send a form; the same form once more while no answer comes."""
        return self._until_answered("POST", path, urllib.parse.urlencode(form))

    def _until_answered(self, method: str, path: str, body: str | None) -> Answer:
        until, sent = time.monotonic() + GIVE_UP_AFTER, 0
        while time.monotonic() < until:
            sent += 1
            try:
                status, text = self._send(method, path, body)
            except (OSError, http.client.HTTPException):
                self.lost += 1
                time.sleep(0.2)
                continue
            if status != 503:
                return Answer(status, text, sent)
            time.sleep(0.2)
        raise TimeoutError(f"no answer to {method} {path}")

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        here = f"http://127.0.0.1:{self.port}"
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Origin": here}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
        finally:
            line.close()
        for one in answer.headers.get_all("Set-Cookie") or ():
            name, value = one.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, text


@dataclass
class Diary:
    """What the site has acknowledged: what must therefore be stored, once."""

    cosigned: Counter[tuple[PersonId, ProposalId]] = field(default_factory=Counter)
    withdrawn: Counter[tuple[PersonId, ProposalId]] = field(default_factory=Counter)
    ballots: dict[tuple[PersonId, ProposalId], tuple[str, str, Choice]] = field(
        default_factory=dict
    )
    """Code, public number and choice of each secret ballot."""
    owners: dict[HeadId, list[tuple[Choice, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    comments: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Texts that were answered with a refusal."""
    unsure: Counter[str] = field(default_factory=Counter)
    """Acts by kind that needed more than one sending."""

    def acts(self) -> dict[str, int]:
        """Return how many acts of each kind were acknowledged."""
        return {
            "co-signatures": self.cosigned.total(),
            "withdrawals": self.withdrawn.total(),
            "secret ballots": len(self.ballots),
            "owners' ballots": sum(map(len, self.owners.values())),
            "comments": len(self.comments),
        }


class Hand(threading.Thread):
    """One hand that acts for some residents in turn, by chance, until it is told to stop."""

    def __init__(self, scene: Scene, port: int, people: list[PersonId], seed: int) -> None:
        super().__init__(daemon=True)
        self.scene, self.people, self.chance = scene, people, Random(seed)
        self.browsers = {p: Browser(port, {"session": scene.tokens[p]}) for p in people}
        self.tokens: dict[PersonId, str] = {}
        self.diary, self.over = Diary(), threading.Event()
        self.broken: BaseException | None = None

    def run(self) -> None:
        """Act until told to stop; the act begun last is ended."""
        acts = (self.cosign, self.cosign, self.cosign, self.vote, self.vote_as_owner, self.comment)
        try:
            while not self.over.is_set():
                self.chance.choice(acts)(self.chance.choice(self.people))
        except BaseException as error:  # noqa: BLE001 - told by whoever waits for this thread
            self.broken = error

    def cosign(self, person: PersonId) -> None:
        """Co-sign a proposal, or take one's co-signature back."""
        on = self.chance.choice(self.scene.cosigning)
        own = (person, on)
        diary, stands = self.diary, self.diary.cosigned[own] > self.diary.withdrawn[own]
        if person == self.scene.place.people[0]:
            return  # the proposer has signed from the start
        path = f"/proposals/{on}/cosigns{'/withdraw' if stands else ''}"
        answer = self._send(person, path, {}, "co-signatures")
        was_done = answer.sent > 1 and answer.status == 409 and stands
        assert answer.status in DONE or was_done, f"{path}: {answer.status} {answer.text[:2000]}"
        (diary.withdrawn if stands else diary.cosigned)[own] += 1

    def vote(self, person: PersonId) -> None:
        """Cast one's secret ballot on a proposal, unless it is cast."""
        vote = self.chance.choice(self.scene.votes)
        on = vote.proposal_id
        if (person, on) in self.diary.ballots:
            return
        choice, base = self.chance.choice(CHOICES), f"/proposals/{on}/vote/ballot"
        checked = self._send(person, f"{base}/check", {"choice": choice}, "looks")
        code = found(CODE, checked.text)
        answer = self._send(person, base, {"choice": choice, "code": code}, "secret ballots")
        number = receipt_number(vote.vote_id, code)
        assert answer.status == 200, f"{base}: {answer.status}"
        assert number in answer.text
        self.diary.ballots[person, on] = (code, number, choice)

    def vote_as_owner(self, person: PersonId) -> None:
        """Cast the ballot of one's home, or change it."""
        head = self.scene.heads[person]
        path = f"/proposals/{self.scene.owners_on}/owners/ballot/{head}"
        based_on = found(BASED_ON, self.browsers[person].get(path))
        before = self.diary.owners[head]
        assert int(based_on) == len(before)
        chosen = (self.chance.choice(CHOICES), self.chance.choice(CHOICES))
        form = {"question_1": chosen[0], "question_2": chosen[1], "based_on": based_on}
        answer = self._send(person, path, form, "owners' ballots")
        assert answer.status in DONE, f"{path}: {answer.status} {answer.text[:2000]}"
        before.append(chosen)

    def comment(self, person: PersonId) -> None:
        """Write a comment that nobody else writes."""
        on = self.chance.choice(self.scene.cosigning)
        text = f"我的意见编号 {self.chance.getrandbits(60)}"
        answer = self._send(person, f"/proposals/{on}/discussion", {"text": text}, "comments")
        if answer.status == 429:
            self.diary.refused.append(text)
            return
        assert answer.status in DONE, f"{on}: {answer.status} {answer.text[:2000]}"
        self.diary.comments.append(text)

    def _send(self, person: PersonId, path: str, form: Mapping[str, str], kind: str) -> Answer:
        """Send a form with its token, which stays good for all forms of a device."""
        browser = self.browsers[person]
        if person not in self.tokens:
            page = browser.get(f"/proposals/{self.scene.cosigning[0]}/discussion")
            self.tokens[person] = unescape(found(TOKEN, page))
        answer = browser.post(path, {"csrf_token": self.tokens[person], **form})
        self.diary.unsure[kind] += answer.sent > 1
        return answer


class Crowd:
    """All hands together."""

    def __init__(self, scene: Scene, port: int, *, hands: int, seed: int) -> None:
        shares = [list(scene.place.people[number::hands]) for number in range(hands)]
        self.hands = [Hand(scene, port, share, seed + n) for n, share in enumerate(shares)]

    def __enter__(self) -> Self:
        """Let them begin."""
        for hand in self.hands:
            hand.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        """Let each end what it has begun, and raise what stopped one of them."""
        for hand in self.hands:
            hand.over.set()
        for hand in self.hands:
            hand.join(GIVE_UP_AFTER)
            if hand.broken:
                raise hand.broken

    @property
    def diaries(self) -> list[Diary]:
        """What each hand was told."""
        return [hand.diary for hand in self.hands]

    def wait_for(self, acts: int) -> None:
        """Return once so many more acts were acknowledged; raises what stopped a hand."""
        wanted = self._acts() + acts
        while self._acts() < wanted:
            for hand in self.hands:
                if hand.broken:
                    raise hand.broken
            time.sleep(0.02)

    def _acts(self) -> int:
        return sum(sum(diary.acts().values()) for diary in self.diaries)

    @property
    def lost(self) -> int:
        """How many requests got no answer."""
        return sum(browser.lost for hand in self.hands for browser in hand.browsers.values())


def found(pattern: re.Pattern[str], html: str) -> str:
    """Return what a page must hold."""
    match = pattern.search(html)
    assert match, f"{pattern.pattern} in {html[:2000]}"
    return match[1]
