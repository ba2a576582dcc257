"""Written votes of the example: one counted since the last meeting, one still running."""

from typing import Any

from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Write the circulations; they are decided after the last meeting held and before the next one."""
    for entry in content("circulations")["circulations"]:
        _circulate(stage, entry)


def _circulate(stage: Stage, entry: dict[str, Any]) -> None:
    circulations = stage.workspace.circulations
    stage.go_to(-entry["sent"])
    id = circulations.create(
        body_id=stage.id("body", entry["body"]),
        title=entry["title"],
        wording=entry["wording"],
        grounds=entry["grounds"],
        mover=entry["mover"],
    )
    circulations.start(id)
    for number, (ballot, answer) in enumerate(zip(circulations.view(id).ballots, entry["answers"], strict=False)):
        if answer != "open":
            stage.go_to(-entry["sent"] + 1 + number / 2)
            way = "Post" if number % 4 == 3 else "E-Mail"
            circulations.answer(ballot.id, BallotChoice(answer), way=way)
    if "closed" in entry:
        stage.go_to(-entry["closed"])
        circulations.close(id)
