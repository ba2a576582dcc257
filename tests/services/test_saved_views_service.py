"""Named views of list pages."""

import pytest
from sqlalchemy import text

from coordinator_app.common.errors import UserError
from coordinator_app.services.workspace import Workspace


def test_a_view_is_saved_found_replaced_and_discarded(workspace: Workspace) -> None:
    views = workspace.saved_views
    first = views.save(page="projects", name="Laufende", definition={"sort": "title", "columns": ["Öl"]})
    views.save(page="tasks", name="Laufende", definition={})
    assert [(view.id, view.name) for view in views.views("projects")] == [(first, "Laufende")]
    assert views.definition(first) == {"sort": "title", "columns": ["Öl"]}
    assert views.save(page="projects", name=" laufende ", definition={"sort": "status"}) == first
    assert views.definition(first) == {"sort": "status"}
    views.discard(first)
    assert views.views("projects") == []


def test_a_view_needs_a_name(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="einen Namen"):
        workspace.saved_views.save(page="projects", name="  ", definition={})


def test_a_definition_that_is_no_object_is_empty(workspace: Workspace) -> None:
    view = workspace.saved_views.save(page="projects", name="A", definition={})
    with workspace.store.write("x") as unit:
        unit.connection.execute(text("UPDATE saved_view SET definition = '[]'"))
    assert workspace.saved_views.definition(view) == {}
