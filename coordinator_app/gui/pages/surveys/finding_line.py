"""The two lines findings are typed in: what the paper form asks, from the keyboard alone."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.catalogues import Catalogue
from coordinator_app.domain.site_walks import RATING_WORDS
from coordinator_app.gui import theme
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.pickers import ReferenceEditor
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label


class FindingLine(QWidget):
    """Stelle, Merkmal, Bewertung, Befund, Maßnahme, Zuständig; Enter stores and begins the next one.

    `store(text=…, spot=…, feature_id=…, rating=…, measure=…, responsible_id=…)`; what it refuses stands below.
    """

    stored = Signal()

    def __init__(self, lookups: Lookups, store: Callable[..., int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._lookups = store, lookups
        self.spot, self.text, self.measure = QLineEdit(), QLineEdit(), QLineEdit()
        self.feature = ChoiceEditor([], optional=False)
        ratings = [(value, f"{value} {word}") for value, word in RATING_WORDS.items()]
        self.rating = ChoiceEditor([(None, "Bewertung"), *ratings], optional=False)
        self.who = ReferenceEditor(partial(lookups.suggest, "organisation"), partial(lookups.titles, "organisation"))
        self.button = SecondaryButton("Eintragen", "plus")
        self.error = Label("", "fehler", wrap=True)
        self.error.hide()
        self._build()

    def _build(self) -> None:
        for field, words in (
            (self.spot, "Stelle"),
            (self.text, "Befund: Was ist dort?"),
            (self.measure, "Maßnahme: Was ist zu tun?"),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words.partition(":")[0])
        self.feature.field.setAccessibleName("Merkmal")
        self.rating.field.setAccessibleName("Bewertung")
        self.who.line.setPlaceholderText("Zuständig")
        self.who.line.setAccessibleName("Zuständig")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setSpacing(8)
        grid.addWidget(self.spot, 0, 0)
        grid.addWidget(self.feature, 0, 1)
        grid.addWidget(self.rating, 0, 2)
        grid.addWidget(self.text, 1, 0, 1, 3)
        grid.addWidget(self.measure, 2, 0)
        grid.addWidget(self.who, 2, 1)
        grid.addWidget(self.button, 2, 2)
        grid.addWidget(self.error, 3, 0, 1, 3)
        for row in range(3):
            grid.setRowMinimumHeight(row, theme.height(32))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for column, stretch in ((0, 4), (1, 3), (2, 3)):
            grid.setColumnStretch(column, stretch)
        self.button.clicked.connect(self.store)
        for field in (self.spot, self.text, self.measure):
            field.installEventFilter(self)

    def refresh(self) -> None:
        """Offer the features of the catalogue as they are now."""
        chosen = self.feature.value()
        self.feature.set_options([(None, "Merkmal"), *self._lookups.catalogue(Catalogue.WALK_FEATURE)])
        self.feature.set_value(chosen)

    def values(self) -> dict[str, Any]:
        """What stands in the fields."""
        return {
            "text": self.text.text().strip(),
            "spot": self.spot.text().strip(),
            "feature_id": self.feature.value(),
            "rating": self.rating.value(),
            "measure": self.measure.text().strip(),
            "responsible_id": self.who.value(),
        }

    @Slot()
    def store(self) -> None:
        """Store the finding and begin the next, at the same spot."""
        try:
            values = self.values()
            if not values["text"]:
                raise UserError("Bitte tragen Sie den Befund ein: Was ist an dieser Stelle?")
            self._store(**values)
        except UserError as error:
            self.error.setText(error.text)
            self.error.show()
            return
        self.clear()
        self.spot.setFocus()
        self.spot.selectAll()
        self.stored.emit()

    def clear(self) -> None:
        """Empty the fields except the spot: several findings often belong to one."""
        self.text.clear()
        self.measure.clear()
        self.feature.set_value(None)
        self.rating.set_value(None)
        self.error.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field stores."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self.store()
            return True
        return super().eventFilter(watched, event)
