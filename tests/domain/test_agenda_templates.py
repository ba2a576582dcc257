"""The usual agenda and the name of a template."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.agenda_templates import check_template, standard_lines


def test_the_usual_agenda_opens_follows_up_reports_and_ends() -> None:
    lines = standard_lines()
    kinds = [line.item_type for _, line in lines]
    assert kinds[0] is ItemType.INFORMATION
    assert kinds[-1] is ItemType.MISCELLANEOUS
    assert {ItemType.MINUTES_APPROVAL, ItemType.RESOLUTION_CONTROL, ItemType.OPEN_TASKS} <= set(kinds)
    assert next(line.title for depth, line in lines if depth == 1) == "Lagebericht der Polizei"
    assert all(line.recurring for _, line in lines)


def test_a_template_needs_a_name() -> None:
    check_template("Ordentliche Sitzung")
    with pytest.raises(UserError, match="Bezeichnung"):
        check_template("  ")
