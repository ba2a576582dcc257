"""Writes the long lists of the import tests: `python tests/data/make_lists.py [FOLDER]`; always the same content.

`rows(300)` holds twelve doubles, five of them with a spelling mistake or another order of words, and cells a person
has to look at: unreadable dates, amounts in words, a sum row, blank lines. All names are made up.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

HEADING = (
    ("Projektübersicht Mühlwerda", None, None, None, None, None, None, None, None, None),
    ("Nr.", "Projekt", "Themenfeld", "Ortsteil", "Träger", "Laufzeit", None, "Kosten", None, "Bemerkung"),
    (None, None, None, None, None, "von", "bis", "gesamt", "davon Förderung", None),
)
WHAT = (
    *("Lesepaten", "Fahrradtraining", "Mädchentreff", "Graffitiwerkstatt"),
    *("Streitschlichtung", "Nachtsport", "Elternabend", "Medienführerschein"),
)
WHERE = (
    "am Bahnhof,im Stadtpark,an der Lindenschule,im Jugendhaus,am Markt,in der Neustadt,am Mühlgraben,im Hort".split(
        ","
    )
)
WHOM = "für Eltern,für Kinder,für Jugendliche,für Ältere,für Familien".split(",")
FIELDS = ("Sucht", "Gewaltprävention", "Verkehrssicherheit", "Ordnung & Sauberkeit", "Jugendschutz", "Medienbildung")
AREAS = ("Mitte", "Nord", "Süd", "Lindenau")
CARRIERS = ("Jugendhaus e. V.", "GVD", "Lindenschule", "Sportverein Mühlwerda", "Bürgertreff", "Stadtbücherei")
DOUBLES = 12
Row = tuple[str | int | date | None, ...]


def titles(count: int) -> list[str]:
    """Titles of which no two are nearly alike: each combination once, then with its school year."""
    plain = [f"{what} {where} {whom}" for what in WHAT for where in WHERE for whom in WHOM]
    return [
        plain[place] if place < len(plain) else f"{plain[place % len(plain)]} {2000 + place // len(plain)}/{place}"
        for place in range(count)
    ]


def rows(count: int) -> Iterator[Row]:
    """The lines of the list with its heading of two lines and a sum row."""
    yield from HEADING
    draw = random.Random(count)
    names = titles(count - DOUBLES)
    entries = [(name, draw.choice(AREAS)) for name in names]
    draw.shuffle(entries)
    again = [entries[place * 7] for place in range(DOUBLES)]
    written = [
        *entries,
        *((_misspelt(name) if place < 5 else name.upper(), area) for place, (name, area) in enumerate(again)),
    ]
    for number, (name, area) in enumerate(written, 1):
        begin = date(2024, 1, 1) + timedelta(days=draw.randrange(700))
        first: str | date = "Frühjahr 2026" if number % 61 == 0 else "demnächst" if number % 97 == 0 else begin
        costs: str | int = "gering" if number % 89 == 0 else draw.randrange(1, 90) * 100
        yield (
            number,
            name,
            draw.choice(FIELDS),
            area,
            draw.choice(CARRIERS),
            None if number > len(entries) else first,
            "laufend" if number % 5 == 0 else None,
            costs,
            costs // 2 if isinstance(costs, int) else None,
            "bitte prüfen" if number % 40 == 0 else None,
        )
        if number % 100 == 0:
            yield (None,) * len(HEADING[0])
    yield ("Summe", None, None, None, None, None, None, 123_456, 61_728, None)


def _misspelt(name: str) -> str:
    """Two neighbouring letters of the first word changed places."""
    return name[:4] + name[5] + name[4] + name[6:]


def write(path: Path, count: int) -> None:
    """Write the list as .xlsx."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Projekte")
        for line, row in enumerate(rows(count)):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, place, value)
                elif value is not None:
                    sheet.write(line, place, value)


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    write(folder / "projektliste_300.xlsx", 300)
    write(folder / "projektliste_10000.xlsx", 10_000)
