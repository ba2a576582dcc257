"""Reports put together from chapters: making them, their texts and order, the document."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.documents.content import Contents, Document, Heading, plain, walk, warnings_of
from coordinator_app.domain.reports import ReportKind, ReportState, ReportVariant
from coordinator_app.services.report_assembly import build_report
from coordinator_app.services.workspace import Workspace


def headings(document: Document) -> list[str]:
    return [node.text for node in document.blocks if isinstance(node, Heading)]


def words(document: Document) -> str:
    return "\n".join(plain(node) for node in walk(document) if isinstance(node, str))


def keys(workspace: Workspace, id: int) -> list[str]:
    return [state.chapter.key for state in workspace.report_builder.states(id)]


@pytest.mark.parametrize(
    ("kind", "title", "end", "titled"),
    [
        (ReportKind.ANNUAL, "Jahresbericht 2026", date(2026, 12, 31), True),
        (ReportKind.STRATEGY, "Präventionsstrategie 2027–2030", date(2030, 12, 31), True),
        (ReportKind.PRESS_TEXT, "Pressetext", None, False),
    ],
)
def test_new_report_has_a_usual_title_period_and_plan(
    workspace: Workspace, kind: ReportKind, title: str, end: date | None, titled: bool
) -> None:
    builder = workspace.report_builder
    id = builder.create(report_kind=kind)
    report = builder.get(id)
    assert (report.title, report.period_end, report.state) == (title, end, ReportState.DRAFT)
    assert builder.plan(id).title_page is titled
    assert bool([node for node in build_report(workspace, id).blocks if isinstance(node, Contents)]) is titled


def test_own_texts_order_and_chapters_make_the_document(workspace: Workspace) -> None:
    builder = workspace.report_builder
    id = builder.create(report_kind=ReportKind.STRATEGY)
    builder.chapters.set_text(id, "occasion", "Der Stadtrat hat es gewollt.\n\n[nö] Streit im Ausschuss.")
    builder.chapters.set_title(id, "mission", "Wofür wir stehen")
    builder.move(id, "mission", -1)
    own = builder.chapters.add_own(id, "Dank", keys(workspace, id), after="occasion")
    builder.chapters.set_text(id, own, "Allen Beteiligten.")
    assert keys(workspace, id)[:4] == ["mission", "occasion", own, "analysis"]
    inside, public = (build_report(workspace, id, variant) for variant in ReportVariant)
    assert headings(inside)[:3] == ["Wofür wir stehen", "Anlass", "Dank"]
    assert "Streit" in words(inside)
    assert "interne Fassung" in inside.marking
    assert "Streit" not in words(public)
    assert public.marking == "Entwurf"
    assert "Text zu „Wofür wir stehen“ fehlt" in warnings_of(public)
    builder.chapters.set_included(id, "mission", included=False)
    assert "Wofür wir stehen" not in headings(build_report(workspace, id))
    builder.chapters.remove_own(id, own)
    assert own not in keys(workspace, id)
    workspace.store.undo()
    assert own in keys(workspace, id)


def test_chapters_per_field_of_action_follow_needs_and_choice(workspace: Workspace) -> None:
    builder = workspace.report_builder
    first, second = workspace.catalogues.entries("field_of_action")[:2]
    workspace.needs.create(title="Treffpunkt fehlt", field_of_action_id=second.id)
    id = builder.create(report_kind=ReportKind.ANNUAL)
    assert [key for key in keys(workspace, id) if key.startswith("field:")] == [f"field:{second.id}"]
    builder.move(id, "outlook", -99)
    builder.set_plan(id, fields=(first.id, second.id))
    assert keys(workspace, id)[0] == "outlook"
    place = keys(workspace, id).index("priorities")
    assert keys(workspace, id)[place + 1 : place + 3] == [f"field:{first.id}", f"field:{second.id}"]
    assert builder.fields() == {second.id: second.label}


def test_report_for_the_next_year_keeps_texts_and_is_a_draft(workspace: Workspace) -> None:
    builder = workspace.report_builder
    id = builder.create(report_kind=ReportKind.ANNUAL, addressee="Stadtrat")
    builder.chapters.set_text(id, "foreword", "Liebe Leserin, lieber Leser")
    new = builder.duplicate(id)
    copy = builder.get(new)
    assert (copy.title, copy.period_start, copy.addressee) == ("Jahresbericht 2027", date(2027, 1, 1), "Stadtrat")
    assert builder.states(new)[0].text == "Liebe Leserin, lieber Leser"
    assert [report.id for report in builder.all()] == [new, id]


def test_wrong_entries_are_refused_in_words(workspace: Workspace) -> None:
    builder = workspace.report_builder
    id = builder.create(report_kind=ReportKind.ANNUAL)
    with pytest.raises(UserError, match="endet, bevor"):
        builder.update(id, None, period_end=date(2020, 1, 1))
    with pytest.raises(UserError, match="Überschrift"):
        builder.chapters.add_own(id, " ", ())
    builder.discard(id)
    with pytest.raises(UserError, match="Papierkorb"):
        builder.chapters.set_text(id, "foreword", "Text")
    with pytest.raises(UserError, match="Papierkorb"):
        builder.update(id, None, title="Neu")


def test_own_texts_are_found_as_the_report_they_stand_in(workspace: Workspace) -> None:
    id = workspace.report_builder.create(report_kind=ReportKind.ANNUAL)
    survey = workspace.surveys.create(title="Befragung", year=2026)
    for chapter in ("foreword", "outlook"):
        workspace.report_builder.chapters.set_text(id, chapter, "Ein Quittengarten entsteht.")
    workspace.survey_reports.set_text(survey, "occasion", "Quittengarten und mehr")
    found = {(group.heading, hit.title, hit.id) for group in workspace.search.find("Quitten") for hit in group.hits}
    assert found == {("Berichte", "Jahresbericht 2026", id), ("Erhebungen", "Befragung", survey)}
    workspace.report_builder.discard(id)
    assert [group.heading for group in workspace.search.find("Quitten")] == ["Erhebungen"]
