"""The card „Bilder“ of any record: small pictures with consent and description, and what is still missing."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.attachments import Document, PhotoConsent
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton
from coordinator_app.gui.widgets.cards import ListCard
from coordinator_app.gui.widgets.chips import Chip, ChipStyle
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.services.photos import Photo, Photos

WIDTH, HEIGHT = 144, 96
PHOTO_FIELDS = ("title", "alt_text", "photo_consent", ("dated", "author"), "confidential")
_STYLES = {
    PhotoConsent.UNKNOWN: ChipStyle("attention", "triangle"),
    PhotoConsent.NOBODY: ChipStyle("ok", "tick"),
    PhotoConsent.GIVEN: ChipStyle("ok", "tick"),
    PhotoConsent.REFUSED: ChipStyle("error", "lock"),
}
_WORDS = {
    PhotoConsent.UNKNOWN: "Einwilligung prüfen",
    PhotoConsent.NOBODY: "niemand erkennbar",
    PhotoConsent.GIVEN: "Einwilligung liegt vor",
    PhotoConsent.REFUSED: "keine Einwilligung",
}


class PhotosCard(ListCard):
    """`show_record(kind, id)`; the small pictures are made in the background."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Bilder", parent=parent)
        self._context = context
        self._photos: Photos = context.workspace.photos
        self._record: tuple[str, int] = ("", 0)
        self._pictures: dict[int, Label] = {}
        self._known: dict[int, QPixmap] = {}
        add = LinkButton("Bild hinzufügen", "plus")
        theme.reveal(add, shown=not context.read_only)
        add.clicked.connect(self._on_add)
        self.add_to_head(add)

    def show_record(self, kind: str, record_id: int) -> None:
        """Show the pictures of a record."""
        self._record = (kind, record_id)
        found = self._photos.of(kind, record_id)
        inside = sum(bool(photo.problem) for photo in found)
        self.set_hint(f"{plural(inside, 'Bild bleibt', 'Bilder bleiben')} im Haus" if inside else "")
        self._pictures = {}
        rows = [self._row(photo) for photo in found]
        self.set_rows(rows or [hint_row("Noch keine Bilder. In Dokumente kommen nur Bilder mit Einwilligung.")])
        missing = [photo.id for photo in found if photo.id not in self._known]
        if missing:
            self._context.jobs.run(
                _make_small,
                self._photos,
                missing,
                title="",
                lane=Lane.READER,
                done=self._show_pictures,
                owner=self,
                key="photos",
            )

    def _row(self, photo: Photo) -> QWidget:
        document = photo.document
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(16)
        picture = Label("")
        picture.setFixedSize(WIDTH, HEIGHT)  # a picture, not text
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.mark(picture, flaeche="sunken")
        picture.setAccessibleName(document.alt_text or "Bild ohne Beschreibung")
        self._pictures[photo.id] = picture
        if photo.id in self._known:
            picture.setPixmap(self._known[photo.id])
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        line.addLayout(words, 1)
        words.setSpacing(4)
        title = LinkButton(document.title)
        tag(title, Document.kind, photo.id)
        title.clicked.connect(self._on_describe)
        words.addWidget(title, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(Label(document.alt_text or "Bildbeschreibung fehlt.", "gedaempft", wrap=True))
        chip = Chip()
        chip.set_style(_WORDS[document.photo_consent], _STYLES[document.photo_consent])
        words.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        if photo.problem:
            words.addWidget(Label(f"{photo.problem} Es steht in keinem Dokument.", "hinweis", wrap=True))
        words.addStretch(1)
        if not self._context.read_only:
            line.addWidget(self._menu(photo), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _menu(self, photo: Photo) -> MoreButton:
        button = MoreButton(f"Aktionen: {photo.document.title}", flat=True)
        for text, slot, id in (
            ("Beschreiben und Einwilligung …", self._on_describe, photo.id),
            ("Bild entfernen", self._on_remove, photo.link.id),
        ):
            action = QAction(text, button.menu_)
            tag(action, Document.kind, id)
            action.triggered.connect(slot)
            button.menu_.addAction(action)
        return button

    def _show_pictures(self, made: dict[int, bytes]) -> None:
        for id, data in made.items():
            pixmap = QPixmap()
            pixmap.loadFromData(data)
            ratio = self.devicePixelRatioF()
            room = pixmap.size().scaled(round(WIDTH * ratio), round(HEIGHT * ratio), Qt.AspectRatioMode.KeepAspectRatio)
            pixmap = pixmap.scaled(room, mode=Qt.TransformationMode.SmoothTransformation)
            pixmap.setDevicePixelRatio(ratio)
            self._known[id] = pixmap
            if id in self._pictures:
                self._pictures[id].setPixmap(pixmap)

    def add_pictures(self, paths: list[Path]) -> None:
        """Take pictures in; of a single one consent and description are asked at once."""
        if not paths:
            return
        with alerts.shown(self):
            new = self._photos.add(paths, kind=self._record[0], id=self._record[1])
            if len(new) == 1:
                self.describe(new[0])

    def describe(self, document_id: int) -> None:
        """Ask for title, description and consent of a picture."""
        if self._context.read_only:
            return
        document = self._context.workspace.attachments.document(document_id)
        flat = [name for entry in PHOTO_FIELDS for name in ((entry,) if isinstance(entry, str) else entry)]
        RecordDialog.ask(
            self,
            Document,
            names=PHOTO_FIELDS,
            title="Bild beschreiben",
            primary="Bild speichern",
            save=partial(_describe, self._photos, document),
            initial={name: getattr(document, name) for name in flat},
        )

    # --- slots

    @Slot()
    def _on_add(self) -> None:
        path = alerts.open_file(self, "Bild hinzufügen", "Bilder (*.jpg *.jpeg *.png)")
        if path is not None:
            self.add_pictures([path])

    @Slot()
    def _on_describe(self) -> None:
        self.describe(tagged(self.sender())[1])

    @Slot()
    def _on_remove(self) -> None:
        self._photos.remove(tagged(self.sender())[1])
        self._context.undo_bar("Bild entfernt.")


def _make_small(_job: JobContext, photos: Photos, ids: list[int]) -> dict[int, bytes]:
    return {id: photos.small(id, 2 * WIDTH) for id in ids}


def _describe(photos: Photos, document: Document, values: dict[str, Any]) -> int:
    photos.describe(document.id, document.version, **values)
    return document.id
