"""Parts of the Prioritätenbericht: matrix, dots, comparison with the round before, criteria with their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.german import NBSP, format_decimal, format_percent, plural
from coordinator_app.documents.content import (
    Block,
    Heading,
    Paragraph,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
)
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.priorities import Criterion
from coordinator_app.domain.ranking import Move, Place, Sensitivity

_MIDDLE = 3.0
FIELDS = {
    (True, True): "bedeutsam und gut zu beeinflussen: zuerst angehen",
    (True, False): "bedeutsam, schwer zu beeinflussen: Verbündete suchen",
    (False, True): "weniger bedeutsam, gut zu beeinflussen: nebenbei mitnehmen",
    (False, False): "weniger bedeutsam, schwer zu beeinflussen: beobachten",
}


@dataclass(frozen=True, slots=True)
class MatrixNeed:
    """A need in the matrix: rank, title, importance (`up`) and influence (`across`), both 1 to 5."""

    rank: int
    title: str
    up: float
    across: float


def field_of(up: float, across: float) -> str:
    """In which of the four fields a need stands; the middle of the scale counts as the upper half."""
    return FIELDS[(up >= _MIDDLE, across >= _MIDDLE)]


def matrix(needs: Sequence[MatrixNeed], criterion: str) -> list[Block]:
    """The four fields as a table, the needs in the order of their ranks."""
    if not needs:
        return []
    low, high = f"{criterion}: unter 3", f"{criterion}: 3 und mehr"
    rows = tuple(
        (bold(words), _field(needs, important=important, influence=False), _field(needs, important, influence=True))
        for important, words in ((True, "übrige Kriterien: 3 und mehr"), (False, "übrige Kriterien: unter 3"))
    )
    return [
        Heading(1, "Bedeutung und Beeinflussbarkeit"),
        Paragraph(
            f"Die Matrix stellt das Kriterium „{criterion}“ den übrigen Kriterien gegenüber. In Klammern stehen der "
            f"Wert der übrigen Kriterien und der Median bei „{criterion}“.",
            keep=True,
        ),
        Table(
            columns=(TableColumn("", width=2), TableColumn(low, width=4), TableColumn(high, width=4)),
            rows=rows,
            caption=f"Vier-Felder-Matrix: „{criterion}“ und übrige Kriterien",
        ),
    ]


def _field(needs: Sequence[MatrixNeed], important: bool, *, influence: bool) -> Text:
    found = [item for item in needs if (item.up >= _MIDDLE, item.across >= _MIDDLE) == (important, influence)]
    lines = [
        f"{item.rank}. {item.title} ({format_decimal(item.up, 1)}; {format_decimal(item.across, 1)})" for item in found
    ]
    return "\n".join(lines) or "–"


def dots(rows: Sequence[tuple[str, int]], per_person: int, persons: int) -> list[Block]:
    """Dots by need, the most first."""
    given = sum(count for _, count in rows)
    ordered = sorted(rows, key=_most_first)
    return [
        Heading(1, "Klebepunkte"),
        Paragraph(
            f"{plural(persons, 'Person', 'Personen')} konnten je {plural(per_person, 'Punkt', 'Punkte')} vergeben, "
            f"vergeben wurden {given}. Die Punkte entscheiden bei gleichem Wert, danach die Zahl der Belegarten, "
            "zuletzt das Gremium.",
            keep=True,
        ),
        Table(
            columns=(TableColumn("Bedarf", width=6), TableColumn("Klebepunkte", Kind.INTEGER, width=1.5)),
            rows=tuple(ordered),
            caption="Klebepunkte je Bedarf",
        ),
    ]


def _most_first(row: tuple[str, int]) -> int:
    return -row[1]


def firmness(found: Sensitivity, titles: Sequence[tuple[int, str]]) -> list[Block]:
    """How firm the leaders and each rank are; nothing when all ranks hold."""
    shaky = [(title, found.stays[need]) for need, title in titles if found.stays.get(need, 1.0) < 0.995]
    if not shaky:
        return [Paragraph("Jeder einzelne Rang bleibt dabei in allen Rechenläufen gleich.", style=Style.SMALL)]
    words = "; ".join(f"{title} {format_percent(share, 0)}" for title, share in shaky)
    return [Paragraph(f"So oft bleibt der einzelne Rang (nicht genannte immer): {words}.", style=Style.SMALL)]


def comparison(moves: Sequence[Move], previous: str) -> list[Block]:
    """What moved since the round before."""
    if not moves:
        return []
    rows = tuple((move.title, _place(move.before), _place(move.after), move.change.label) for move in moves)
    return [
        Heading(1, "Vergleich mit der vorigen Runde"),
        Table(
            columns=(
                TableColumn("Bedarf", width=5),
                TableColumn("vorher", width=2.2),
                TableColumn("jetzt", width=2.2),
                TableColumn("Veränderung", width=2),
            ),
            rows=rows,
            caption=f"Veränderung gegenüber „{previous}“",
        ),
    ]


def _place(place: Place | None) -> str | None:
    if place is None:
        return None
    rank = f"Rang {place.rank}" if place.rank else "ohne Rang"
    value = f" ({format_decimal(place.value, 2, fixed=True)})" if place.value is not None else ""
    return rank + value


def criteria(found: Sequence[Criterion]) -> list[Block]:
    """Criteria with weights, and their scales in words where all five steps are described."""
    total = sum(criterion.weight for criterion in found)
    columns = (
        TableColumn("Kriterium", width=2.6),
        TableColumn("Gewicht", width=1.3, kind=Kind.TEXT),
        *(TableColumn(str(step), width=2) for step in range(1, 6)),
    )
    rows = tuple(
        (item.title, format_percent(item.weight / total, 0) if total else "–", *item.anchors) for item in found
    )
    note = f"Gewichte sind Anteile an 100{NBSP}%; 1 bis 5 sind die Stufen der Skala."
    return [
        Table(columns=columns, rows=rows, caption="Kriterien, Gewichte und Skalen", compact=True),
        Paragraph(note, style=Style.SMALL),
    ]
