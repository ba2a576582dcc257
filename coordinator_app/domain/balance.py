"""Bilanz in Zahlen: the figures of a year with those of the year before beside them (data model 12, v_bilanz)."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator_app.common.german import (
    counted,
    format_decimal,
    format_integer,
    format_money,
    format_percent,
    in_words,
    plural,
    sentence_start,
    times,
)
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
            return f"{_sign(points)}{plural(abs(points), 'Punkt', 'Punkte')}" if points else "±0"
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


def balance_sentences(figures: tuple[Figure, ...], when: str, before: str = "") -> tuple[str, ...]:
    """What the plenum may hear first: the facts behind the table, only what is there.

    `when` are the words of the period („im Jahr 2026“), `before` the head of the one before („2025“, "" = untold).
    """
    known = {info.key: Figure(info, None, None) for info in FIGURES}
    known |= {figure.info.key: figure for figure in figures}
    found = (
        _projects(known, when, before),
        _events(known, before),
        _meetings(known, before),
        _resolutions(known),
        _needs(known),
        _funding(known),
    )
    return tuple(sentence for sentence in found if sentence)


def _count(known: Mapping[str, Figure], key: str) -> int:
    return int(known[key].value or 0)


def _than(figure: Figure, before: str) -> str:
    """„, 3 mehr als 2025“; "" without both values or a word for the period before."""
    if not before or figure.value is None or not figure.previous:
        return ""
    difference = int(figure.value - figure.previous)
    if not difference:
        return f", so viele wie {before}"
    return f", {in_words(abs(difference), 'eins')} {'mehr' if difference > 0 else 'weniger'} als {before}"


def _projects(known: Mapping[str, Figure], when: str, before: str) -> str:
    running, done = _count(known, "projects_running"), _count(known, "projects_done")
    if not running:
        return ""
    verb = "lief" if running == 1 else "liefen"
    verb += f" {counted(running, 'ein Projekt oder Angebot', 'Projekte und Angebote')}"
    ended = f"; abgeschlossen {'wurde' if done == 1 else 'wurden'} {in_words(done)}" if done else ""
    return f"{sentence_start(when)} {verb}{_than(known['projects_running'], before)}{ended}."


def _events(known: Mapping[str, Figure], before: str) -> str:
    held, people = _count(known, "events_held"), _count(known, "participants")
    if not held:
        return ""
    events = sentence_start(counted(held, "eine Veranstaltung", "Veranstaltungen"))
    if not people:
        return f"{events} {'fand' if held == 1 else 'fanden'} statt{_than(known['events_held'], before)}."
    reached = f"{'erreichte' if held == 1 else 'erreichten'} {format_integer(people)} Menschen"
    return f"{events} {reached}{_than(known['participants'], before)}."


def _meetings(known: Mapping[str, Figure], before: str) -> str:
    met, share = _count(known, "meetings"), known["attendance"].value
    if not met:
        return ""
    there = f"; im Mittel waren {format_percent(float(share), 0)} der Stimmberechtigten anwesend" if share else ""
    return f"Die Gremien tagten {times(met)}{_than(known['meetings'], before)}{there}."


def _resolutions(known: Mapping[str, Figure]) -> str:
    adopted, done = _count(known, "adopted"), _count(known, "implemented")
    if not adopted:
        return ""
    verb = "wurde" if adopted == 1 else "wurden"
    taken = counted(adopted, "ein Beschluss", "Beschlüsse")
    if done > adopted:
        return f"Es {verb} {taken} gefasst; umgesetzt wurden {in_words(done)}, darunter auch frühere."
    return f"Es {verb} {taken} gefasst und {in_words(done, 'einer') if done else 'noch keiner'} umgesetzt."


def _needs(known: Mapping[str, Figure]) -> str:
    came, priorities = _count(known, "needs"), _count(known, "priorities")
    if not came and not priorities:
        return ""
    new = sentence_start(counted(came, "ein Bedarf wurde", "Bedarfe wurden")) if came else "Kein neuer Bedarf wurde"
    chosen = f"; {counted(priorities, 'eine Priorität wurde', 'Prioritäten wurden')} beschlossen" if priorities else ""
    return f"{new} gemeldet{chosen}."


def _funding(known: Mapping[str, Figure]) -> str:
    granted, spent = known["granted"], known["spent"]
    if not granted.value:
        return ""
    used = f", ausgegeben {spent.text}" if spent.value else ""
    return f"Bewilligt wurden {granted.text} Fördermittel{used}."
