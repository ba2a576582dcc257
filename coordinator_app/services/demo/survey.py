"""The survey of the example: a four-page questionnaire, frozen for printing, with the legal points answered."""

from coordinator_app.services.demo.stage import Stage


def fill(stage: Stage) -> None:
    """Write the survey the town is preparing."""
    surveys = stage.workspace.surveys
    stage.go_to(-40)
    surveys.create(title=f"Bürgerbefragung zur Sicherheit {stage.day.year + 1}", year=stage.day.year + 1)
