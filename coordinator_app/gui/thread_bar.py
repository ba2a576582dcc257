"""The red thread at the head of every detail: stations lead to their records, „+“ stands where one is missing."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.red_thread import ThreadNode
from coordinator_app.domain.thread_chain import Chain, stations
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups, workspace_lookups
from coordinator_app.gui.thread_links import ThreadLinks
from coordinator_app.gui.widgets.steps import RedThread
from coordinator_app.services.red_thread import read_chain

_LESS = frozenset({"Förderung", "Aufgabe"})


class ThreadBar(RedThread):
    """`ThreadBar(context, lookups)`; call `show_record("resolution", id)` after each reload.

    `hide_alone`: not shown while the record is tied to nothing (a task without source). `short`: without grants and
    tasks, for narrow places.
    """

    def __init__(
        self,
        context: AppContext,
        lookups: Lookups | None = None,
        *,
        hide_alone: bool = False,
        short: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._hide_alone, self._short = hide_alone, short
        self._shown: tuple[ThreadNode, ...] = ()
        self._links = ThreadLinks(context, lookups or workspace_lookups(context.workspace), self)
        self._chain: Chain | None = None
        self.node_activated.connect(self._on_node_activated)
        self.add_wanted.connect(self._on_add_wanted)

    def show_record(self, kind: str, id: int) -> None:
        """Show the thread of a record (again)."""
        chain = read_chain(self._context.workspace.store, kind, id)
        self._chain = chain
        left_out = _LESS if self._short else frozenset[str]()
        self._shown = tuple(node for node in stations(chain) if node.caption not in left_out)
        self.set_nodes(self._shown, self._links.offers(chain))
        theme.reveal(self, shown=not (self._hide_alone and chain.alone))

    @Slot(str, int)
    def _on_node_activated(self, kind: str, id: int) -> None:
        self._context.navigate(kind, id)

    @Slot(int)
    def _on_add_wanted(self, position: int) -> None:
        if self._chain is not None:
            caption = self._shown[position].caption
            self._links.add(self._chain, caption, self.button(position))
