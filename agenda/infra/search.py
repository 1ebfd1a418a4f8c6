"""Finding words in texts, Chinese ones included: bigrams in FTS5 on SQLite, in a tsvector elsewhere.

Neither database's own tokenizer finds one- and two-character words inside Chinese runs, and
dictionary segmentation misses what it does not know. So a text is indexed as its pairs of
neighbouring characters, a run's last character alone, and Latin words and numbers whole.
Traditional characters are folded to simplified ones, in texts and in what is looked for: 電梯
finds 电梯 and the other way round.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC
from sqlalchemy import String, TextClause, UniqueConstraint, delete, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from agenda.infra.db import BigId, Model
from agenda.infra.transaction import Transaction
from agenda.kernel.ids import NeighbourhoodId

_RUNS = re.compile(r"([a-z0-9]+)|([^\W_a-z0-9]+)")
_MOST_GRAMS = 16000
"""PostgreSQL keeps no position beyond 16,383."""
_HAN = (0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32400)
_ALSO = {ord("著"): "着"}
"""As a character of its own a simplified one too, but 看著 is 看着 in traditional texts."""


class SearchText(Model):
    """One text that can be found: what it belongs to.

    Its grams lie in `search_grams`, the index proper, made by hand in migration 0003.
    """

    __tablename__ = "search_texts"
    __table_args__ = (UniqueConstraint("neighbourhood_id", "kind", "ref_id"),)

    search_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    neighbourhood_id: Mapped[NeighbourhoodId] = mapped_column(BigId)
    kind: Mapped[str] = mapped_column(String(20))
    ref_id: Mapped[int] = mapped_column(BigId)


@dataclass(frozen=True)
class _Speech:
    """How one kind of database says it."""

    drop: TextClause
    put: TextClause
    match: TextClause
    quote: str
    next: str
    open_end: str
    both: str
    either: str


_SQLITE = _Speech(
    drop=text("DELETE FROM search_grams WHERE rowid = :id"),
    put=text("INSERT INTO search_grams (rowid, grams) VALUES (:id, :grams)"),
    match=text(
        "SELECT t.ref_id FROM search_grams g JOIN search_texts t ON t.search_id = g.rowid "
        "WHERE g.grams MATCH :query AND t.neighbourhood_id = :place AND t.kind = :kind "
        "ORDER BY g.rank, t.ref_id DESC LIMIT :limit"
    ),
    quote='"',
    next=" + ",
    open_end=" *",
    both=" AND ",
    either=" OR ",
)
_POSTGRES = _Speech(
    drop=text("DELETE FROM search_grams WHERE search_id = :id"),
    put=text("INSERT INTO search_grams (search_id, grams) VALUES (:id, CAST(:grams AS tsvector))"),
    match=text(
        "SELECT t.ref_id FROM search_grams g JOIN search_texts t ON t.search_id = g.search_id "
        "WHERE g.grams @@ CAST(:query AS tsquery) "
        "AND t.neighbourhood_id = :place AND t.kind = :kind "
        "ORDER BY ts_rank(g.grams, CAST(:query AS tsquery)) DESC, t.ref_id DESC LIMIT :limit"
    ),
    quote="'",
    next=" <-> ",
    open_end=":*",
    both=" & ",
    either=" | ",
)


def is_described(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a model describes a table: for Alembic, which must leave the index alone."""
    return kind != "table" or not (name or "").startswith("search_grams")


def folded(words: str) -> str:
    """Return a text with small letters, one width, and each traditional character simplified."""
    return unicodedata.normalize("NFKC", words).casefold().translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    """Return of each traditional character its simplified one, character by character.

    OpenCC's phrases are left aside: they would fold a word one way inside a text and another alone.
    """
    characters = [chr(code) for start, end in _HAN for code in range(start, end)]
    convert = OpenCC("t2s").convert
    simple = convert(convert("\n".join(characters)))  # twice: 薴 is first 苧, then 苎
    pairs = zip(characters, simple.split("\n"), strict=True)
    return {ord(one): other for one, other in pairs if other != one} | _ALSO


def grams(words: str) -> list[str]:
    """Return a text as it is indexed: 加装电梯 is 加装 装电 电梯 梯; Latin words stay whole."""
    found: list[str] = []
    for latin, run in _RUNS.findall(folded(words)):
        found += [latin] if latin else [run[i : i + 2] for i in range(len(run))]
    return found


def likeness(one: str, other: str) -> tuple[int, int]:
    """Return how many pairs of characters two texts share, of how many in the shorter one."""
    first, second = ({g for g in grams(words) if len(g) > 1} for words in (one, other))
    return len(first & second), min(len(first), len(second))


def index(
    tx: Transaction, kind: str, ref_id: int, neighbourhood_id: NeighbourhoodId, words: str
) -> None:
    """Make a text findable, in place of what was indexed under the same kind and id."""
    search_id = _search_id(tx.session, kind, ref_id, neighbourhood_id)
    speech = _speech(tx.session)
    document = _document(speech, grams(words)[:_MOST_GRAMS])
    tx.session.execute(speech.drop, {"id": search_id})
    tx.session.execute(speech.put, {"id": search_id, "grams": document})


def forget(tx: Transaction, kind: str, ref_id: int, neighbourhood_id: NeighbourhoodId) -> None:
    """Make a text unfindable."""
    search_id = _search_id(tx.session, kind, ref_id, neighbourhood_id)
    tx.session.execute(_speech(tx.session).drop, {"id": search_id})
    tx.session.execute(delete(SearchText).where(SearchText.search_id == search_id))


def find(
    session: Session,
    words: str,
    kind: str,
    *,
    neighbourhood_id: NeighbourhoodId,
    limit: int = 50,
) -> Sequence[int]:
    """Return the ids of texts that contain every word, the best match first.

    Words are parted by spaces or signs; a word is found wherever it stands, be it one character long.
    """
    speech = _speech(session)
    terms = [term for word in re.split(r"[\W_]+", words) if (term := grams(word))]
    query = speech.both.join(_phrase(speech, term) for term in terms)
    return _matching(session, query, kind, neighbourhood_id=neighbourhood_id, limit=limit)


def find_like(
    session: Session,
    words: str,
    kind: str,
    *,
    neighbourhood_id: NeighbourhoodId,
    limit: int = 20,
) -> Sequence[int]:
    """Return the ids of texts that share pairs of characters with this one, the likest first."""
    speech = _speech(session)
    pairs = [gram for gram in dict.fromkeys(grams(words)) if len(gram) > 1][:200]
    query = speech.either.join(f"{speech.quote}{gram}{speech.quote}" for gram in pairs)
    return _matching(session, query, kind, neighbourhood_id=neighbourhood_id, limit=limit)


def _matching(
    session: Session, query: str, kind: str, *, neighbourhood_id: NeighbourhoodId, limit: int
) -> Sequence[int]:
    """Return the ids of texts whose grams match a query of the database's own kind."""
    if not query:
        return []
    values = {"query": query, "place": neighbourhood_id, "kind": kind, "limit": limit}
    return list(session.scalars(_speech(session).match, values))


def _search_id(session: Session, kind: str, ref_id: int, neighbourhood_id: NeighbourhoodId) -> int:
    """Return the row that stands for a text, made if it is new."""
    query = select(SearchText.search_id).where(
        SearchText.neighbourhood_id == neighbourhood_id,
        SearchText.kind == kind,
        SearchText.ref_id == ref_id,
    )
    found = session.scalar(query)
    if found is not None:
        return found
    row = SearchText(neighbourhood_id=neighbourhood_id, kind=kind, ref_id=ref_id)
    session.add(row)
    session.flush()  # the grams need the new id
    return row.search_id


def _phrase(speech: _Speech, term: Sequence[str]) -> str:
    """Return the query for grams that follow each other.

    A run's last character alone stands in the pair before it; without one it may go on.
    """
    is_tail = len(term) > 1 and len(term[-1]) == 1 and term[-2][1:] == term[-1]
    wanted = term[:-1] if is_tail else term
    is_open = len(wanted[-1]) == 1 and not wanted[-1].isascii()
    phrase = speech.next.join(f"{speech.quote}{gram}{speech.quote}" for gram in wanted)
    return f"({phrase}{speech.open_end if is_open else ''})"


def _document(speech: _Speech, tokens: Sequence[str]) -> str:
    """Return grams as the database takes them; on PostgreSQL past its own parser."""
    if speech is _SQLITE:
        return " ".join(tokens)
    places: dict[str, list[int]] = {}
    for number, token in enumerate(tokens, 1):
        places.setdefault(token, []).append(number)
    return " ".join(f"'{token}':{','.join(map(str, at[:250]))}" for token, at in places.items())


def _speech(session: Session) -> _Speech:
    """Return how this session's database says it."""
    return _SQLITE if session.get_bind().dialect.name == "sqlite" else _POSTGRES
