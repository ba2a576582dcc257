"""Cards beside the list of sheets: counts and rate, return curve, double entry, keeping and deleting."""

from datetime import date
from itertools import accumulate

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_date, format_integer, format_percent
from coordinator_app.domain.response import Returns
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import theme
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.line_chart import LineChart, Spot
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.double_entry import Progress


class CountsCard(Card):
    """Letters, what came back, the rate with its definition."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Rücklauf", parent=parent)
        self.grid = KeyValueGrid(label_width=150, numbers=True)
        self.definition = Label("", "hinweis", wrap=True)
        self.notice = NoticeBar("")
        self.add(self.grid)
        self.add(self.definition)
        self.add(self.notice)

    def show_returns(self, returns: Returns) -> None:
        """Show the counts; what is 0 and rare is left out."""
        rows: list[tuple[str, str]] = [
            ("Angeschrieben", format_integer(returns.letters) or "nicht eingetragen"),
            ("Unzustellbar", format_integer(returns.undeliverable) or "nicht eingetragen"),
            ("Bögen auf Papier", format_integer(returns.paper)),
            ("Antworten online", format_integer(returns.online)),
        ]
        rare = (
            ("Leer zurück", returns.blank),
            ("Verweigert", returns.refused),
            ("Noch in Erfassung", returns.open),
            ("Offener Link (getrennt)", returns.self_selected),
        )
        rows += [(label, format_integer(count)) for label, count in rare if count]
        rows.append(("Rücklaufquote", format_percent(returns.rate, 1) or "–"))
        self.grid.set_rows(rows)
        self.definition.setText(returns.definition)
        self.notice.set(returns.impossible, "attention")


class CurveCard(Card):
    """How many sheets had come back by each day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Eingang bis zum Tag", parent=parent)
        self.chart = LineChart("Eingang der Bögen, aufsummiert")
        self.add(self.chart)

    def show_returns(self, returns: Returns) -> None:
        """Show the curve; one day makes no curve."""
        sums = accumulate(count for _, count in returns.days)
        spots = [Spot(f"{day:%d.%m.}", float(count)) for (day, _), count in zip(returns.days, sums, strict=True)]
        self.chart.set_spots(spots)
        theme.reveal(self, shown=len(spots) > 1)


class DoubleCard(Card):
    """How far the double entry is and what it found; its links say what comes next."""

    plan_wanted = Signal()
    type_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Zweiterfassung", parent=parent)
        self.state = Label("", wrap=True)
        self.error = Label("", "hinweis", wrap=True)
        self.plan = LinkButton("Bögen ziehen …", "refresh")
        self.type = LinkButton("Zweiterfassung beginnen", "keyboard")
        self.compare = LinkButton("Unterschiede entscheiden", "split")
        self.add(self.state)
        self.add(self.error)
        for link, wanted in (
            (self.plan, self.plan_wanted),
            (self.type, self.type_wanted),
            (self.compare, self.compare_wanted),
        ):
            link.clicked.connect(wanted)
            self.add(link)

    def show_progress(self, progress: Progress, *, writable: bool) -> None:
        """Show how far it is."""
        self.state.setText(progress.words)
        self.error.setText(progress.error.words)
        left = progress.drawn - progress.done
        theme.reveal(self.plan, shown=writable)
        theme.reveal(self.type, shown=writable and left > 0)
        theme.reveal(self.compare, shown=writable and progress.open > 0)
        self.compare.setText(f"Unterschiede entscheiden ({progress.open})")


class KeepingCard(Card):
    """When sheets and answers go, and who saw to it."""

    destroyed_wanted = Signal()
    delete_wanted = Signal()
    record_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Aufbewahrung", parent=parent)
        self.sheets = Label("", wrap=True)
        self.answers = Label("", wrap=True)
        self.note = LinkButton("Vernichtung der Bögen vermerken …", "pencil")
        self.delete = LinkButton("Antworten endgültig löschen …", "trash")
        self.record = LinkButton("Rücklauf- und Löschprotokoll", "printer")
        self.record.clicked.connect(self.record_wanted)
        self.note.clicked.connect(self.destroyed_wanted)
        self.delete.clicked.connect(self.delete_wanted)
        for widget in (self.sheets, self.note, self.answers, self.delete, self.record):
            self.add(widget)

    def show_survey(self, survey: Survey, place: str, *, writable: bool, usable: bool) -> None:
        """Show dates and functions; `place` is the name of the answer file."""
        words = "Die Papierbögen sind noch nicht vernichtet."
        if survey.destroyed_on:
            words = _done("Bögen vernichtet", survey.destroyed_on, survey.destroyed_by)
        self.sheets.setText(words)
        words = f"Antworten in „{place}“; Sicherungen nehmen sie mit." if place else "Noch keine Antworten."
        if survey.answers_deleted_on:
            words = _done("Antworten gelöscht", survey.answers_deleted_on, survey.answers_deleted_by)
        self.answers.setText(words)
        theme.reveal(self.note, shown=writable)
        theme.reveal(self.delete, shown=writable and usable and bool(place))


def _done(what: str, day: date, by: str) -> str:
    return f"{what} am {format_date(day)}{f' durch: {by}' if by else ''}."
