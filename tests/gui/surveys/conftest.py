"""A survey page alone, and one with a survey open in the designer."""

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.surveys.page import SurveysPage
from tests.gui.surveys.designer_help import after_typesetting


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> SurveysPage:
    for name in ("Altmühl", "Kernstadt"):
        context.workspace.municipality.add_area(name=name)
    made = SurveysPage(context)
    qtbot.addWidget(made)
    made.resize(1310, 690)
    context.bus.changed.connect(made.receive)
    made.show()
    return made


@pytest.fixture
def survey(page: SurveysPage, qtbot: QtBot) -> int:
    """A survey open in the designer with its sheet shown."""
    new = page.context.workspace.surveys.create(title="Bürgerbefragung zur Sicherheit 2026", year=2026)
    after_typesetting(page, qtbot, lambda: page.open_survey(new))
    return new
