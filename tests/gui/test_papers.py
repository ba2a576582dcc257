"""Writing a paper from a record, the topic of an inquiry, a press text as text, the check of a public variant."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from coordinator_app.domain.reports import ReportKind, ReportState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.output import FINDINGS, document_checks
from coordinator_app.gui.pages.reports.builder import CHOICES
from coordinator_app.gui.pages.reports.inquiry_card import NO_TOPIC, NOTHING, InquiryCard
from coordinator_app.gui.pages.reports.page import ReportsPage
from coordinator_app.gui.pages.reports.subject_card import PlainTextCard, SubjectCard
from coordinator_app.gui.papers_card import PRESS, PapersCard
from coordinator_app.gui.widgets.cards import ListRow
from tests.gui.conftest import RecordingShell
from tests.gui.helpers import assert_freed, nameless, settle


@pytest.fixture
def project(context: AppContext) -> int:
    return context.workspace.projects.create(
        title="Graffiti-Werkstatt", short_description="Legale Flächen gestalten.", is_public=True
    )


def test_card_writes_a_paper_and_lists_it(
    qtbot: QtBot, context: AppContext, shell: RecordingShell, project: int
) -> None:
    card = PapersCard(context)
    qtbot.addWidget(card)
    card.show_record("project", 0, "")
    card.write(ReportKind.PRESS_TEXT)
    assert shell.calls == []
    card.show_record("project", project, "Graffiti-Werkstatt")
    assert [action.text() for action in card.button.menu_.actions()] == [
        "Beschlussvorlage",
        "Informationsvorlage",
        "Pressetext",
    ]
    card.button.menu_.actions()[0].trigger()
    report = context.workspace.report_builder.about("project", project)[0]
    assert (report.title, report.report_kind) == ("Beschlussvorlage: Graffiti-Werkstatt", ReportKind.DECISION_PAPER)
    assert shell.calls == [("navigate", "report", report.id)]
    card.show_record("project", project, "Graffiti-Werkstatt")
    assert card.hint.text() == "1"
    assert nameless(card) == []
    assert PapersCard(context, PRESS, card).title.text() == "Pressetexte"


def test_topic_is_looked_for_and_hits_are_unticked(qtbot: QtBot, context: AppContext, project: int) -> None:
    builder = context.workspace.report_builder
    id = builder.create(report_kind=ReportKind.INQUIRY_ANSWER, title="Antwort")
    page = ReportsPage(context)
    qtbot.addWidget(page)
    page.resize(1166, 690)
    context.bus.changed.connect(page.receive)
    page.show()
    page.show_record("report", id)
    page.reports.detail.tabs.select(CHOICES)
    settle()
    card, text = page.reports.detail.choices.extras
    assert isinstance(card, InquiryCard)
    assert isinstance(text, PlainTextCard)
    assert card.hint.text() == NO_TOPIC
    card.words.line.setFocus()
    qtbot.keyClicks(card.words.line, "Graff")
    qtbot.keyClick(card.words.line, Qt.Key.Key_Return)
    settle()
    assert builder.plan(id).words == "Graff"
    assert card.hint.text() == "1 Treffer, 1 davon in der Antwort"
    card.list.setFocus()
    card.list.setCurrentRow(0)
    qtbot.keyClick(card.list, Qt.Key.Key_Space)
    settle()
    assert builder.plan(id).without == (f"project:{project}",)
    assert card.hint.text() == "1 Treffer, 0 davon in der Antwort"
    qtbot.keyClick(card.list, Qt.Key.Key_Space)
    settle()
    assert builder.plan(id).without == ()
    builder.set_plan(id, words="Raumstation")
    settle()
    assert card.hint.text() == NOTHING
    builder.update(id, None, state=ReportState.RELEASED)
    settle()
    assert card.words.line.isReadOnly()
    assert nameless(page) == []
    assert_freed(partial(InquiryCard, context))


def test_paper_shows_its_record_and_is_copied_as_text(
    qtbot: QtBot, context: AppContext, shell: RecordingShell, project: int
) -> None:
    builder = context.workspace.report_builder
    id = builder.create(
        report_kind=ReportKind.PRESS_TEXT, about="Graffiti-Werkstatt", subject_kind="project", subject_id=project
    )
    subject, text = SubjectCard(context), PlainTextCard(context)
    for card in (subject, text):
        qtbot.addWidget(card)
        card.show_report(id)
    linked = subject.rows()[0]
    assert isinstance(linked, ListRow)
    linked.activated.emit()
    assert shell.calls == [("navigate", "project", project)]
    text.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Pressetext: Graffiti-Werkstatt\n")
    assert "Legale Flächen gestalten." in copied
    assert shell.calls[-1][:2] == ("notify", "Der Text ist kopiert.")
    lone = builder.create(report_kind=ReportKind.DECISION_PAPER, title="Ohne")
    subject.show_report(lone)
    row = subject.rows()[0]
    assert isinstance(row, ListRow)
    assert row.link is None, "nothing to go to"


def test_preview_checks_the_public_variant_only(context: AppContext, project: int) -> None:
    workspace = context.workspace
    id = workspace.report_builder.create(report_kind=ReportKind.PRESS_TEXT, title="Neues")
    words = "\n\n".join(f"Herr Schulze{letter} rief an." for letter in "abcdefghijklmnop")
    workspace.report_builder.chapters.set_text(id, "lead", words)
    public = document_checks(workspace, "report", id, {"variant": "public"})
    assert public[0].text == "Name: „Herr Schulzea rief an.“ (Meldung)"
    assert len(public) == FINDINGS + 1
    assert public[-1].text.endswith("weitere Hinweise")
    inside = document_checks(workspace, "report", id, {"variant": "internal"})
    assert not [check for check in inside if check.text.startswith("Name")]
    sheet = document_checks(workspace, "project_sheet", project, {"variant": "public"})
    assert sheet
