"""The step „Stichprobe & Anschreiben“: how many letters, strata, draw, register figures, calendar, letters."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import NBSP, format_integer, plural
from coordinator_app.domain.field_calendar import calendar_problems, field_calendar
from coordinator_app.domain.sample_plan import Allocation
from coordinator_app.domain.sampling import SampleDraw
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.surveys.sampling_cards import (
    CalendarCard,
    DrawsCard,
    MarginsCard,
    PapersCard,
    deletion_words,
)
from coordinator_app.gui.pages.surveys.sampling_draw import TABLES, DrawDialog
from coordinator_app.gui.pages.surveys.sampling_margins import MarginDialog, MarginImportDialog, margin_title
from coordinator_app.gui.pages.surveys.sampling_strata import StrataTable, points_words
from coordinator_app.gui.pages.surveys.steps import StepPane
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton, LinkButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.sampling import SamplePlan
from coordinator_app.services.survey_letters import holidays_of

if TYPE_CHECKING:
    from coordinator_app.services.sample_draw import SampleDraws
    from coordinator_app.services.sampling import Sampling

PLAN_FIELDS = (("wanted_answers", "expected_return"), ("expected_undeliverable", "letters"))
LETTER_FIELDS = (
    ("announced_on", "reminded_on"),
    ("addresses_until", "sheets_until"),
    "legal_basis",
    "evaluated_by",
    "data_recipients",
    "protection_officer",
    "results_where",
    "online_address",
    "prizes",
    ("signatory", "signatory_role"),
)


class SamplePane(StepPane):
    """Everything from the number of letters to the printed letters, on one column that scrolls."""

    topic: ClassVar[str] = "stichprobe"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._sampling: Sampling = context.workspace.sampling
        self._draws: SampleDraws = context.workspace.sample_draws
        self._read_only = context.read_only
        lookups = workspace_lookups(context.workspace)
        self.plan_form = RecordForm(Survey, save=self._save, names=PLAN_FIELDS, lookups=lookups)
        self.letter_form = RecordForm(Survey, save=self._save, names=LETTER_FIELDS, lookups=lookups)
        self.result = Label("", "stark", wrap=True)
        self.take_link = LinkButton("Nötige Zahl übernehmen")
        self.notice = NoticeBar("")
        self.gate = NoticeBar("")
        self.table = StrataTable()
        self.ways = Label("", "hinweis", wrap=True)
        self.areas_link = LinkButton("Aus Gebieten übernehmen", "download")
        self.add_link = LinkButton("Schicht hinzufügen", "plus")
        self.share_button = ChoiceMenuButton("Anschreiben verteilen", Allocation, self._on_share)
        self.margins = MarginsCard()
        self.margin_link = LinkButton("Eintragen", "plus")
        self.margin_file_link = LinkButton("Tabelle einlesen", "download")
        self.draws, self.calendar, self.papers = DrawsCard(), CalendarCard(), PapersCard()
        self.plan_button = SecondaryButton("Stichprobenplan", "printer", parent=self)
        self.draw_button = PrimaryButton("Auszug einlesen …", "download", parent=self)
        self._build()
        self._connect()

    def _build(self) -> None:
        area = ScrollColumn(parent=self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        column = area.column
        column.addWidget(self.gate)
        top = QHBoxLayout()
        top.setSpacing(24)
        column.addLayout(top)
        plan = Card("Wie viele Anschreiben?")
        top.addWidget(plan, 1)
        right = QVBoxLayout()
        right.setSpacing(16)
        top.addLayout(right, 1)
        right.addWidget(self.draws)
        right.addWidget(self.margins)
        right.addStretch(1)
        for part in (self.plan_form, self.result, self.take_link):
            plan.add(part)
        plan.body.addStretch(1)
        strata = Card("Schichten")
        column.addWidget(strata)
        for link in (self.areas_link, self.add_link):
            strata.add_to_head(link)
        strata.add_to_head(self.share_button)
        strata.add(self.table)
        strata.add(self.ways)
        strata.add(self.notice)
        for link in (self.margin_link, self.margin_file_link):
            self.margins.add_to_head(link)
        self._build_letters(column)
        column.addStretch(1)

    def _build_letters(self, column: QVBoxLayout) -> None:
        bottom = QHBoxLayout()
        bottom.setSpacing(24)
        column.addLayout(bottom)
        letters = Card("Angaben für die Schreiben")
        bottom.addWidget(letters, 1)
        letters.add(self.letter_form)
        beside = QVBoxLayout()
        beside.setSpacing(16)
        bottom.addLayout(beside, 1)
        beside.addWidget(self.papers)
        beside.addWidget(self.calendar)
        beside.addStretch(1)

    def _connect(self) -> None:
        for button in (self.areas_link, self.add_link, self.share_button, self.margin_link, self.margin_file_link):
            button.setVisible(not self._read_only)
        self.draw_button.setEnabled(not self._read_only)
        self.take_link.clicked.connect(self._on_take)
        self.areas_link.clicked.connect(self._on_areas)
        self.add_link.clicked.connect(self.add_stratum)
        self.share_button.offer(tuple(Allocation))
        self.table.changed.connect(self._on_stratum_changed)
        self.table.removed.connect(self._on_stratum_removed)
        self.table.refused.connect(self._on_refused)
        self.margin_link.clicked.connect(self._on_margin_new)
        self.margin_file_link.clicked.connect(self.read_margins)
        self.margins.chosen.connect(self._on_margin_chosen)
        self.margins.removed.connect(self._on_margin_removed)
        self.draws.record_wanted.connect(self._on_record)
        self.draws.deletion_wanted.connect(self.note_deletion)
        self.draws.removed.connect(self._on_draw_removed)
        self.papers.wanted.connect(self._on_paper)
        self.plan_button.clicked.connect(self.print_list)
        self.draw_button.clicked.connect(self.draw)

    def header_buttons(self) -> Sequence[QPushButton]:
        """Plan, draw."""
        return (self.plan_button, self.draw_button)

    # --- showing

    def show_survey(self, survey: Survey) -> None:
        """Show everything about the sample of a survey."""
        super().show_survey(survey)
        for form in (self.plan_form, self.letter_form):
            form.load(survey)
            form.set_read_only(read_only=self._read_only)
        plan = self._sampling.plan(survey.id)
        self._show_plan(plan)
        self.table.show_strata(plan.strata, plan.outlook, read_only=self._read_only)
        self.draws.show_draws(self._draws.draws(survey.id), read_only=self._read_only)
        margins = self._sampling.margins(survey.id)
        questions = self._sampling.margin_questions(survey.id) if margins else []
        titles = {variable: margin_title(variable, questions) for variable in margins}
        problems = self._sampling.margin_problems(survey.id)
        self.margins.show_margins(margins, titles, problems, read_only=self._read_only)
        days = holidays_of(survey)
        self.calendar.show_days(field_calendar(survey, days), calendar_problems(survey, days))
        self._show_gate(survey.id)

    def _show_plan(self, plan: SamplePlan) -> None:
        expected, seen = plan.expected, plan.outlook
        usual = (expected.wanted, expected.returned, expected.undeliverable)
        for name, value in zip(("wanted_answers", "expected_return", "expected_undeliverable"), usual, strict=True):
            editor = self.plan_form.editor(name)
            if isinstance(editor, TextEditor):
                editor.line.setPlaceholderText(str(value))
        needed = (
            f"Für {format_integer(expected.wanted)} Antworten sind {format_integer(plan.needed)} Anschreiben nötig "
            f"({expected.returned}{NBSP}% Rücklauf, {expected.undeliverable}{NBSP}% unzustellbar)."
        )
        gives = (
            f"{format_integer(seen.letters)} Anschreiben geben etwa {format_integer(seen.answers)} Antworten: ein "
            f"Anteil um 50{NBSP}% schwankt um {points_words(seen.points)} (95{NBSP}%)."
        )
        self.result.setText(f"{needed}\n{gives}")
        self.take_link.setVisible(not self._read_only and plan.survey.letters != plan.needed)
        self.share_button.setEnabled(bool(plan.strata))
        ways = "\n".join(each.sentence for each in plan.allocations)
        self.ways.setText(f"So genau würde es (Prozentpunkte) mit Anschreiben\n{ways}" if ways else "")
        self.ways.setVisible(bool(ways))
        few = seen.not_comparable
        if not plan.strata:
            self.notice.set("Ohne Schichten wird aus der ganzen Kommune gezogen; Ortsteile sind dann nicht planbar.")
        elif few:
            names = ", ".join(each.title for each in few)
            verb = "ist kein Vergleich" if len(few) == 1 else "sind keine Vergleiche"
            self.notice.set(f"Für {names} {verb} vertretbar: zu wenige Antworten.", "attention", icon="triangle")
        else:
            self.notice.set("")

    def _show_gate(self, survey_id: int) -> None:
        count = len(self.context.workspace.surveys.legal_warnings(survey_id))
        words = f"{plural(count, 'Prüfpunkt', 'Prüfpunkte')} zu Recht und Datenschutz noch nicht mit „ja“ beantwortet: "
        self.gate.set(f"{words}Das steht auch auf den Schreiben." if count else "", "attention", icon="triangle")

    # --- duties of the step

    def can(self, command: str) -> bool:
        """The plan can be printed, a stratum added."""
        return command in {"print", "export"}

    @Slot()
    def print_list(self) -> None:
        """The plan in the preview."""
        self.leave()
        self.context.preview("sample_plan", self.survey_id)

    def export_current(self) -> None:
        """The plan as Word file."""
        self.leave()
        self.context.export("sample_plan", self.survey_id, "docx")

    def leave(self) -> None:
        """Store what is still in a field."""
        self.plan_form.flush()
        self.letter_form.flush()
        self.table.flush()

    def _save(self, name: str, value: Any) -> None:
        self._sampling.update(self.survey_id, **{name: value})

    # --- plan and strata

    @Slot()
    def _on_take(self) -> None:
        self._sampling.update(self.survey_id, letters=self._sampling.plan(self.survey_id).needed)

    @Slot()
    def _on_areas(self) -> None:
        added = self._sampling.strata_from_areas(self.survey_id)
        words = f"{plural(added, 'Schicht', 'Schichten')} übernommen. Bitte prüfen Sie die Personen: Gemeint sind nur "
        age = self.plan_form.record.target_age.label
        self.context.notify(f"{words}Einwohner {age}." if added else "Alle Gebiete sind schon Schichten.", "info")

    @Slot()
    def add_stratum(self) -> None:
        """Ask for the name of a new stratum."""
        from coordinator_app.domain.sampling import SurveyStratum

        RecordDialog.ask(
            self,
            SurveyStratum,
            names=("title", "inhabitants", "letters"),
            title="Neue Schicht",
            primary="Schicht anlegen",
            save=self._add_stratum,
        )

    def _add_stratum(self, values: dict[str, Any]) -> int:
        return self._sampling.add_stratum(self.survey_id, **values)

    @Slot()
    def _on_share(self) -> None:
        action: Any = self.sender()
        self.leave()
        self._sampling.share_out(self.survey_id, Allocation(action.data()))

    @Slot(int, str, object)
    def _on_stratum_changed(self, id: int, name: str, value: Any) -> None:
        with alerts.shown(self):
            self._sampling.update_stratum(id, **{name: value})
            return
        self.show_survey(self.plan_form.record)

    @Slot(int)
    def _on_stratum_removed(self, id: int) -> None:
        title = next(found.title for found in self._sampling.strata(self.survey_id) if found.id == id)
        self._sampling.discard_stratum(id)
        self.context.undo_bar(f"Die Schicht „{title}“ liegt im Papierkorb.")

    @Slot(str)
    def _on_refused(self, words: str) -> None:
        self.context.notify(words, "error")

    # --- register figures

    @Slot()
    def _on_margin_new(self) -> None:
        MarginDialog.ask(self._sampling, self.survey_id, self)

    @Slot(str)
    def _on_margin_chosen(self, variable: str) -> None:
        MarginDialog.ask(self._sampling, self.survey_id, self, variable=variable)

    @Slot(str)
    def _on_margin_removed(self, variable: str) -> None:
        self._sampling.set_margin(self.survey_id, variable, ())
        self.context.undo_bar("Die Registerzahlen sind gelöscht.")

    @Slot()
    def read_margins(self) -> None:
        """Read register figures from a table."""
        path = alerts.open_file(self, "Tabelle mit Registerzahlen wählen", TABLES)
        if path is not None:
            MarginImportDialog.ask(
                self._sampling, self.survey_id, self._sampling.read_margins(self.survey_id, path), self
            )

    # --- draw

    @Slot()
    def draw(self) -> None:
        """Draw from an extract and say what was written."""
        self.leave()
        result = DrawDialog.ask(self.context, self.plan_form.record, self)
        if result is not None:
            names = " und ".join(path.name for path in result.files)
            self.context.notify(f"{format_integer(result.persons)} Personen gezogen: {names} geschrieben.")

    @Slot(int)
    def _on_record(self, draw: int) -> None:
        self.context.preview("sample_draw_record", draw)

    @Slot(int)
    def note_deletion(self, id: int) -> None:
        """Ask when and by whom the addresses were deleted."""
        draw = self._draws.get(id)
        day = draw.deleted_on or today(self.context.clock)

        def save(values: dict[str, Any]) -> int:
            self._draws.record_deletion(id, day=values["deleted_on"], by=values["deleted_by"])
            return id

        asked = RecordDialog.ask(
            self,
            SampleDraw,
            names=("deleted_on", "deleted_by"),
            title="Löschung der Anschriften eintragen",
            primary="Löschung eintragen",
            save=save,
            initial={"deleted_on": day, "deleted_by": draw.deleted_by},
            editors={"deleted_by": TextEditor(max_length=120)},
        )
        if asked:
            self.context.notify(deletion_words(self._draws.get(id)))

    @Slot(int)
    def _on_draw_removed(self, id: int) -> None:
        self._draws.discard(id)
        self.context.undo_bar("Der Nachweis der Ziehung liegt im Papierkorb.")

    @Slot(str)
    def _on_paper(self, key: str) -> None:
        self.leave()
        self.context.preview(key, self.survey_id)
