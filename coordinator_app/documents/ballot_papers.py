"""Stimmzettel: equal papers to cut apart, four or eight on a sheet of A4, for secret votes and elections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date
from coordinator_app.documents.content import Document, Row, Run, Table, TableColumn, Text, bold

_BOX = "☐"
_HEIGHT = {4: 104.0, 8: 50.0}  # millimetres of one paper; two stand side by side with a strip to cut between
_WORDS = {4: 520, 8: 190}  # letters of the wording that find room


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPaper:
    """What stands on each paper: the question, or the names to choose from."""

    body: str
    day: date | None
    title: str
    wording: str = ""
    candidates: tuple[str, ...] = ()


def ballot_papers(paper: BallotPaper, number: int, *, per_page: int = 8, town: str = "") -> Document:
    """`number` papers of the same look, `per_page` (4 or 8) on a page; nothing tells one from another."""
    words = _paper(paper, per_page)
    rows: list[Row] = [(words, "", words) for _ in range(-(-max(number, 1) // 2))]
    cut = "Stimmzettel – an den Linien schneiden"
    columns = (TableColumn(cut, width=1), TableColumn("|", width=0.05), TableColumn(cut, width=1))
    return Document(
        title="Stimmzettel",
        subject=paper.title,
        author=town,
        footer=f"{number} Stimmzettel · {paper.title}",
        blocks=(Table(columns, tuple(rows), row_height=_HEIGHT[per_page]),),
    )


def _paper(paper: BallotPaper, per_page: int) -> Text:
    day = f", {format_date(paper.day)}" if paper.day else ""
    several = len(paper.candidates) > 1
    parts: list[str | Run] = [f"{paper.body}{day}\n", bold(_short(paper.title, 110)), "\n"]
    if several:
        parts.append("Bitte höchstens ein Kreuz.\n\n")
        parts += [f"{_BOX}  {name}\n" for name in paper.candidates]
        parts.append(f"{_BOX}  Enthaltung")
        return tuple(parts)
    if paper.candidates:
        parts.append(f"Vorgeschlagen: {paper.candidates[0]}\n")
    elif paper.wording:
        parts.append(f"{_short(paper.wording, _WORDS[per_page])}\n")
    parts.append(f"\n{_BOX}  Ja      {_BOX}  Nein      {_BOX}  Enthaltung")
    return tuple(parts)


def _short(text: str, letters: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= letters else f"{plain[: letters - 1].rsplit(' ', 1)[0]} …"


def papers_needed(voters: Sequence[object], members: int) -> int:
    """One for everybody entitled who is there, before the meeting for every member, and a few in reserve."""
    return (len(voters) or members) + 2
