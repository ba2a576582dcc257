"""The matrix of needs and offers, coverage, causes and steps of needs, on a real file."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.need_matrix import Axis
from coordinator_app.domain.need_offers import Coverage, FactorKind
from coordinator_app.domain.needs import NeedKind, NeedStatus
from coordinator_app.domain.projects import ProjectStatus
from coordinator_app.services.need_matrix import MatrixWish
from coordinator_app.services.workspace import Workspace


class Town:
    """A few needs and projects with words to count by."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        catalogues = workspace.catalogues
        self.fields = [entry.id for entry in catalogues.entries("field_of_action")]
        self.groups = [entry.id for entry in catalogues.entries("target_group")]
        self.town = workspace.municipality.add_area(name="Mühlwerda")
        self.station = workspace.municipality.add_area(name="Bahnhofsviertel", parent_id=self.town)

    def need(self, title: str, field: int = 0, groups: tuple[int, ...] = (), **values: object) -> int:
        return self.workspace.needs.create(
            title=title,
            field_of_action_id=self.fields[field],
            target_groups=tuple(self.groups[each] for each in groups),
            **values,
        )

    def project(self, title: str, field: int = 0, groups: tuple[int, ...] = (), **values: object) -> int:
        values.setdefault("status", ProjectStatus.RUNNING)
        return self.workspace.projects.create(
            title=title,
            fields_of_action=(self.fields[field],),
            target_groups=tuple(self.groups[each] for each in groups),
            **values,
        )


@pytest.fixture
def town(workspace: Workspace) -> Town:
    return Town(workspace)


def test_matrix_counts_open_needs_and_what_is_offered(town: Town) -> None:
    treff = town.need("Treffpunkt", 0, (1,))
    town.need("Starke Vereine", 0, (1,), need_kind=NeedKind.STRENGTH)
    rejected = town.need("Rasen", 0, (1,))
    town.workspace.needs.move(rejected, NeedStatus.REJECTED, reason="Sache der Polizei.")
    offers = [town.project(f"Angebot {number}", 1, (0,)) for number in range(3)]
    town.project("Idee", 0, (1,), status=ProjectStatus.IDEA)
    view = town.workspace.need_matrix.view()
    cell = view.matrix.cell(town.fields[0], town.groups[1])
    assert (cell.words, cell.is_gap, cell.needs) == ("1 : 0", True, [treff])
    found = view.findings
    assert [(gap.title, gap.gap_reason) for gap in found.gaps] == [
        ("Treffpunkt", "kein Projekt oder Angebot verknüpft")
    ]
    assert [view.where(row, column) for row, column, _ in found.doublings] == ["Suchtprävention · Kinder"]
    assert sorted(offer.id for offer in found.orphans) == offers
    assert view.numbers["need", treff] == "B-001"
    planned = town.workspace.need_matrix.view(MatrixWish(planned=True))
    assert planned.matrix.cell(town.fields[0], town.groups[1]).words == "1 : 1"


def test_judgement_decides_whether_a_link_covers(town: Town) -> None:
    treff, project = town.need("Treffpunkt"), town.project("Offener Treff")
    needs = town.workspace.needs
    with pytest.raises(UserError, match="zuerst"):
        needs.judge_offer(treff, project, Coverage.FULL)
    needs.link_project(treff, project)
    assert needs.card(treff).coverage is Coverage.PARTIAL
    assert needs.card(treff).offers[0].coverage is None
    needs.judge_offer(treff, project, Coverage.NONE, reason="nur für Ältere")
    assert [gap.id for gap in town.workspace.need_matrix.view().findings.gaps] == [treff]
    needs.judge_offer(treff, project, Coverage.FULL, reason="")
    card = needs.card(treff)
    assert (card.coverage, card.gap) == (Coverage.FULL, "")
    needs.judge_offer(treff, project, None)
    assert needs.card(treff).offers[0].coverage is None
    needs.judge_offer(treff, project, Coverage.FULL)
    needs.unlink_project(treff, project)
    needs.link_project(treff, project)
    assert needs.card(treff).offers[0].coverage is None, "the judgement went with the link"


def test_matrix_narrows_to_an_area_with_what_lies_inside(town: Town) -> None:
    town.need("Tunnel", areas=(town.station,))
    town.need("Altstadtlärm", areas=(town.workspace.municipality.add_area(name="Altstadt"),))
    town.project("Streife", areas=(town.station,))
    town.project("Stadtweite Beratung")
    whole = town.workspace.need_matrix.view(MatrixWish(columns=Axis.AREA))
    assert [whole.label(Axis.AREA, id) for id in whole.matrix.columns] == [
        "Altstadt",
        "Bahnhofsviertel",
        "ganze Kommune",
    ]
    view = town.workspace.need_matrix.view(MatrixWish(area=town.town))
    assert [need.title for need in view.needs.values()] == ["Tunnel"]
    assert sorted(offer.title for offer in view.offers.values()) == ["Stadtweite Beratung", "Streife"]
    assert town.workspace.need_matrix.view(MatrixWish(group=town.groups[0])).needs == {}
    assert len(town.workspace.need_matrix.view(MatrixWish(field=town.fields[0])).needs) == 2


def test_offers_that_fit_are_proposed_best_first(town: Town) -> None:
    treff = town.need("Treffpunkt", 2, (1,), areas=(town.station,))
    best = town.project("Jugendtreff", 2, (1,), areas=(town.station,))
    usual = town.project("Beratung", 2)
    town.project("Seniorencafé", 2, (5,))
    town.project("Anderes Feld", 3, (1,))
    linked = town.project("Streetwork", 2, (1,))
    town.workspace.needs.link_project(treff, linked)
    assert [id for id, _ in town.workspace.need_matrix.fitting_offers(treff)] == [best, usual]


def test_causes_are_kept_with_kind_and_weight(town: Town) -> None:
    needs = town.workspace.needs
    treff = town.need("Treffpunkt")
    light = needs.add_factor(need_id=treff, text=" Dunkle Ecken ", importance=2)
    needs.add_factor(need_id=treff, text="Jugendarbeit", factor_kind=FactorKind.PROTECTIVE)
    with pytest.raises(UserError, match="1 "):
        needs.update_factor(light, None, importance=9)
    needs.update_factor(light, None, importance=5, backed_by="Begehung")
    card = needs.card(treff)
    assert [(factor.text, factor.importance) for factor in card.factors] == [("Dunkle Ecken", 5), ("Jugendarbeit", 3)]
    assert needs.factor(light).backed_by == "Begehung"
    needs.discard_factor(light)
    assert len(needs.card(treff).factors) == 1


def test_steps_are_kept_with_their_reasons(town: Town) -> None:
    needs = town.workspace.needs
    treff = town.need("Treffpunkt")
    assert needs.check(treff, NeedStatus.CHECKED).hints
    needs.move(treff, NeedStatus.CHECKED)
    with pytest.raises(UserError, match="beobachtet"):
        needs.move(treff, NeedStatus.WATCHED)
    needs.move(treff, NeedStatus.WATCHED, reason="Bis zum Sommer.")
    card = needs.card(treff)
    assert [(step.new_status, step.reason) for step in card.steps] == [
        (NeedStatus.WATCHED, "Bis zum Sommer."),
        (NeedStatus.CHECKED, ""),
    ]
    assert card.steps[0].moved_on == date(2026, 11, 9)
    assert card.need.status_reason == "Bis zum Sommer."
    assert card.next_step
    needs.move(treff, NeedStatus.CHECKED)
    needs.move(treff, NeedStatus.SCORED)
    needs.move(treff, NeedStatus.PRIORITISED, reason="Stadtrat, 12.10.2026")
    assert needs.get(treff).status is NeedStatus.PRIORITISED, "a reason overrides the missing round"
    assert town.workspace.store.undo() == "Bedarf priorisiert"
    assert needs.card(treff).steps[0].new_status is NeedStatus.SCORED


def test_papers_of_needs_are_made_of_what_the_file_holds(town: Town) -> None:
    workspace = town.workspace
    treff = town.need("Treffpunkt", 0, (1,), areas=(town.station,))
    done = town.need("Rasen", 1)
    workspace.needs.move(done, NeedStatus.REJECTED, reason="Sache der Polizei.")
    project = town.project("Offener Treff", 0, (1,))
    workspace.needs.link_project(treff, project)
    documents = workspace.documents
    for key, id in (("need_sheet", treff), ("need_register", 0), ("need_matrix", 0)):
        kind = documents.kind(key)
        assert id in kind.subjects(workspace)
        assert documents.file_stem(key, id).startswith("2026-11-09 KPR")
        assert documents.document(key, id).blocks
    assert "Bahnhofsviertel" in str(documents.document("need_sheet", treff).blocks)
    open_ones, all_of_them = (str(documents.document("need_register", 0, {"scope": s}).blocks) for s in ("open", "all"))
    assert "Rasen" not in open_ones
    assert "Rasen" in all_of_them
    narrowed = {"rows": "group", "columns": "group", "only": f"group:{town.groups[1]}"}
    choices = dict(documents.kind("need_matrix").options_for(workspace, 0)[2].choices)
    assert choices[narrowed["only"]] == "Zielgruppe Jugendliche"
    assert "Nur Zielgruppe „Jugendliche“." in str(documents.document("need_matrix", 0, narrowed).blocks)
