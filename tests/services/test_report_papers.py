"""Papers of rounds and reports from a real file: what they are about, their options, their names."""

from coordinator_app.documents.content import Document, Heading, Table, plain, walk
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.priorities import Decision
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.services.priority_decisions import Verdict
from coordinator_app.services.workspace import Workspace


def words(document: Document) -> str:
    return "\n".join(plain(node) for node in walk(document) if isinstance(node, str))


def frozen_round(workspace: Workspace) -> tuple[list[int], int]:
    needs = [workspace.needs.create(title=title) for title in ("Treffpunkt fehlt", "Lärm")]
    kind = workspace.catalogues.entries("evidence_kind")[0].id
    workspace.needs.add_evidence(need_id=needs[0], evidence_kind_id=kind, statement="25 Jugendliche.", source="Zählung")
    priorities = workspace.priorities
    round_id = priorities.create_round(title="Prioritäten 2027", needs=needs, raters=["Amt", "Revier"])
    priorities.add_rater(round_id=round_id, name="Plakat", heads=9)
    card = priorities.card(round_id)
    for rater in card.raters[:2]:
        for need, points in zip(needs, (5, 2), strict=True):
            for item in card.criteria:
                priorities.score(rater_id=rater.id, need_id=need, criterion_id=item.id, points=points)
    office = workspace.contacts.create_organisation(name="Jugendamt")
    with workspace.store.write("Beschluss") as unit:
        resolution = unit.add(Resolution(body_id=unit.add(Body(name="Lenkungsgruppe")), title="Prioritäten"))
    verdicts = {
        needs[0]: Verdict(Decision.PRIORITY, responsible_id=office),
        needs[1]: Verdict(Decision.WATCH, "Erst messen."),
    }
    priorities.freeze(round_id, resolution_id=resolution, verdicts=verdicts)
    return needs, round_id


def test_priority_report_tells_decision_and_reasons(workspace: Workspace) -> None:
    _, round_id = frozen_round(workspace)
    text = words(workspace.documents.document("priority_report", round_id))
    for said in ("Jugendamt", "Erst messen.", "25 Jugendliche. Quelle: Zählung.", "Vier-Felder-Matrix"):
        assert said in text
    assert workspace.documents.file_stem("priority_report", round_id).endswith("Prioritätenbericht Prioritäten 2027")


def test_rating_sheets_are_for_people_not_for_posters(workspace: Workspace) -> None:
    _, round_id = frozen_round(workspace)
    heads = [
        node.text for node in walk(workspace.documents.document("rating_sheets", round_id)) if isinstance(node, Heading)
    ]
    assert heads == ["Bogen: Amt", "Bogen: Revier"]
    blank = workspace.documents.document("rating_sheets", round_id, {"sheets": "blank"})
    assert [node.text for node in walk(blank) if isinstance(node, Heading)] == ["Bogen Nr. ______"]
    assert workspace.documents.file_stem("rating_sheets", round_id).endswith("Bewertungsbögen Prioritäten 2027")


def test_red_thread_and_results_follow_the_need(workspace: Workspace) -> None:
    needs, _ = frozen_round(workspace)
    text = words(workspace.documents.document("red_thread", needs[0]))
    assert "Rang 1 in „Prioritäten 2027“" in text
    assert workspace.documents.kind("red_thread").subjects(workspace) == sorted(needs, reverse=True)
    kind = workspace.documents.kind("results_report")
    assert kind.subjects(workspace) == [0]
    first, second, *_ = workspace.catalogues.entries("evidence_kind")
    options = dict(kind.options_for(workspace, 0)[0].choices)
    assert options[str(first.id)] == first.label
    assert "25 Jugendliche" in words(workspace.documents.document("results_report", 0, {"kind": str(first.id)}))
    assert "keine Ergebnisse" in words(workspace.documents.document("results_report", 0, {"kind": str(second.id)}))
    for key in ("red_thread", "results_report", "balance"):
        assert workspace.documents.file_stem(key, needs[0])


def test_balance_of_another_year_is_chosen(workspace: Workspace) -> None:
    frozen_round(workspace)
    table = next(node for node in walk(workspace.documents.document("balance", 0)) if isinstance(node, Table))
    assert ("Prioritäten beschlossen", "1", "0", "+1") in table.rows
    assert workspace.documents.document("balance", 0, {"year": "2025"}).title == "Bilanz in Zahlen 2025"
    assert workspace.documents.kind("balance").options_for(workspace, 0)[0].choices == (("all", "laufendes Jahr"),)
