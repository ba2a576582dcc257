"""Named views of list pages: which columns, which order, which filter."""

import json
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import search_form
from coordinator_app.domain.saved_views import SavedView
from coordinator_app.storage.store import Store


class SavedViews:
    """Views saved in the file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def views(self, page: str) -> list[SavedView]:
        """The views of a page in German order of their names."""
        with self._store.read() as unit:
            return unit.find(SavedView, page=page)

    def definition(self, id: int) -> dict[str, Any]:
        """What the page stored with a view."""
        with self._store.read() as unit:
            found: Any = json.loads(unit.get(SavedView, id).definition)
        return dict(found) if isinstance(found, dict) else {}  # pyright: ignore[reportUnknownArgumentType] # JSON

    def save(self, *, page: str, name: str, definition: dict[str, Any]) -> int:
        """Save a view; one of the same name is replaced."""
        if not name.strip():
            raise UserError("Bitte geben Sie der Ansicht einen Namen.")
        text = json.dumps(definition, ensure_ascii=False, sort_keys=True)
        with self._store.write("Ansicht gespeichert") as unit:
            for view in unit.find(SavedView, page=page):
                if search_form(view.name) == search_form(name.strip()):
                    unit.change(SavedView, view.id, None, name=name.strip(), definition=text)
                    return view.id
            return unit.add(SavedView(page=page, name=name.strip(), definition=text))

    def discard(self, id: int) -> None:
        """Move a view to the Papierkorb."""
        with self._store.write("Ansicht gelöscht") as unit:
            unit.discard(SavedView, id)
