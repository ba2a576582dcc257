"""The steps of the cooperation."""

from datetime import date

from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.process import StepState
from coordinator_app.services.workspace import Workspace


def test_steps_are_listed_finished_and_moved(workspace: Workspace) -> None:
    process = workspace.process
    first, second, third = (step.id for step in process.steps()[:3])
    assert process.list().ids(ListFilter(sort="position"))[:3] == [first, second, third]
    process.update(first, None, state=StepState.DONE)
    assert process.get(first).done_on == date(2026, 11, 9)
    process.update(first, None, done_on=date(2025, 1, 1))
    process.update(first, None, state=StepState.DONE)
    assert process.get(first).done_on == date(2025, 1, 1)
    process.move(first, 2)
    assert [step.id for step in process.steps()[:3]] == [second, third, first]
    process.move(second, -5)
    assert process.steps()[0].id == second
    own = process.create(title=" Eigener Schritt ")
    assert process.steps()[-1].title == "Eigener Schritt"
    process.discard(own)
    assert own not in {step.id for step in process.steps()}
