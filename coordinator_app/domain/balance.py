"""Bilanz in Zahlen: the figures of a year with those of the year before beside them (data model 12, v_bilanz)."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator_app.common.german import format_decimal, format_integer, format_money, format_percent
from coordinator_app.domain.fields import Kind

Value = int | float | None


@dataclass(frozen=True, slots=True)
class FigureInfo:
    """What a figure is: its group, words, kind (money = whole euro cents) and how it is counted.

    `share` marks a share 0 to 1, printed as per cent.
    """

    key: str
    group: str
    label: str
    kind: Kind = Kind.INTEGER
    share: bool = False
    hint: str = ""


FIGURES: tuple[FigureInfo, ...] = (
    FigureInfo("partners", "Netzwerk", "Netzwerkpartner am Jahresende"),
    FigureInfo("meetings", "Gremien", "Sitzungen"),
    FigureInfo(
        "attendance", "Gremien", "Anwesenheit im Mittel", Kind.DECIMAL, True, "Anteil der stimmberechtigten Sitze"
    ),
    FigureInfo("adopted", "Gremien", "Beschlüsse gefasst"),
    FigureInfo("implemented", "Gremien", "Beschlüsse umgesetzt"),
    FigureInfo("tasks_done", "Gremien", "Aufgaben erledigt"),
    FigureInfo("needs", "Bedarfe", "Bedarfe gemeldet"),
    FigureInfo("priorities", "Bedarfe", "Prioritäten beschlossen"),
    FigureInfo("concerns", "Bedarfe", "Anliegen eingegangen"),
    FigureInfo("concerns_settled", "Bedarfe", "davon geklärt"),
    FigureInfo("concerns_open", "Bedarfe", "davon noch offen"),
    FigureInfo("walks", "Bedarfe", "Begehungen"),
    FigureInfo("projects_begun", "Projekte", "Projekte und Angebote begonnen"),
    FigureInfo("projects_running", "Projekte", "Projekte und Angebote gelaufen"),
    FigureInfo("projects_done", "Projekte", "Projekte abgeschlossen"),
    FigureInfo("measured", "Projekte", "Messwerte erhoben"),
    FigureInfo("events_held", "Veranstaltungen", "Veranstaltungen durchgeführt"),
    FigureInfo("events_open", "Veranstaltungen", "Veranstaltungen noch geplant"),
    FigureInfo("events_cancelled", "Veranstaltungen", "Veranstaltungen ausgefallen"),
    FigureInfo("participants", "Veranstaltungen", "Teilnehmende", hint="Summe der eingetragenen Zahlen"),
    FigureInfo("applied", "Förderung", "Fördermittel beantragt", Kind.MONEY),
    FigureInfo("granted", "Förderung", "Fördermittel bewilligt", Kind.MONEY),
    FigureInfo(
        "spent", "Förderung", "Fördermittel ausgegeben", Kind.MONEY, hint="Summe der Belege geförderter Projekte"
    ),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: this year's value and last year's; None = nothing to count from."""

    info: FigureInfo
    value: Value
    previous: Value

    @property
    def text(self) -> str:
        """The value as printed."""
        return format_value(self.info, self.value)

    @property
    def previous_text(self) -> str:
        """Last year's value as printed."""
        return format_value(self.info, self.previous)

    @property
    def change(self) -> str:
        """The difference with its sign, „+3“, „±0“; "" where one of the years has no value."""
        if self.value is None or self.previous is None:
            return ""
        difference = self.value - self.previous
        if self.info.share:
            points = round(100 * difference)
            return f"{_sign(points)}{abs(points)} Punkte" if points else "±0"
        return f"{_sign(difference)}{format_value(self.info, abs(difference))}" if difference else "±0"


def _sign(difference: float) -> str:
    return "+" if difference > 0 else "−"


def format_value(info: FigureInfo, value: Value) -> str:
    """A value as printed: „12“, „1.200,00 €“, „74 %“; „–“ for none."""
    if value is None:
        return "–"
    if info.share:
        return format_percent(float(value), 0)
    if info.kind is Kind.MONEY:
        return format_money(int(value))
    return format_integer(int(value)) if float(value).is_integer() else format_decimal(float(value), 1)


def balance(year: Mapping[str, Value], before: Mapping[str, Value]) -> tuple[Figure, ...]:
    """All figures in their order from what was counted in the year and the year before."""
    return tuple(Figure(info, year.get(info.key), before.get(info.key)) for info in FIGURES)


def balance_sentences(figures: tuple[Figure, ...], year: int) -> tuple[str, ...]:
    """What the plenum may hear first: the three or four facts behind the table, only what is there."""
    known = {figure.info.key: figure for figure in figures}
    found: list[str] = []
    running = known["projects_running"].value
    if running:
        found.append(f"{year} liefen {format_integer(int(running))} Projekte und Angebote.")
    held, people = known["events_held"].value, known["participants"].value
    if held and people:
        found.append(f"{format_integer(int(held))} Veranstaltungen erreichten {format_integer(int(people))} Menschen.")
    adopted, done = known["adopted"].value, known["implemented"].value
    if adopted:
        carried_out = format_integer(int(done or 0))
        found.append(f"Es wurden {format_integer(int(adopted))} Beschlüsse gefasst und {carried_out} umgesetzt.")
    if known["granted"].value:
        found.append(f"Bewilligt wurden {known['granted'].text} Fördermittel.")
    return tuple(found)
