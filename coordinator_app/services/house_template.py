"""The town's own Word template for reports, minutes and lists: taking it in, checking, using, removing."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_size
from coordinator_app.common.paths import RESOURCES
from coordinator_app.domain.attachments import Document
from coordinator_app.domain.house_template import TemplateFinding
from coordinator_app.domain.municipality import Municipality
from coordinator_app.services.attachments import LARGEST, Attachments
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    from coordinator_app.documents.house_template import Prepared
    from coordinator_app.documents.word_template import WordTemplate

TOPIC = "word-vorlagen"
EXAMPLE = RESOURCES / "templates" / "report.docx"


@dataclass(frozen=True, slots=True)
class HouseTemplateView:
    """The template taken in: name of its file, its size in bytes."""

    file_name: str
    size: int


class HouseTemplates:
    """`workspace.house_template`; taking in and removing are one undo step each."""

    def __init__(self, store: Store, attachments: Attachments) -> None:
        self._store = store
        self._attachments = attachments
        self._known: dict[str, Prepared] = {}

    def view(self) -> HouseTemplateView | None:
        """The template of the town; None when documents have the look of the program."""
        document = self._document()
        return HouseTemplateView(document.file_name, document.size) if document is not None else None

    def prepared(self) -> "WordTemplate | None":
        """The template ready for writing; made once for each file taken in."""
        found = self._prepared()
        return found.template if found is not None else None

    def findings(self) -> tuple[TemplateFinding, ...]:
        """The Vorlagen-Prüfung of the template taken in."""
        found = self._prepared()
        return found.findings if found is not None else ()

    def take_in(self, path: Path) -> tuple[TemplateFinding, ...]:
        """Use a Word file from now on, instead of the one before; what its check says.

        `UserError` when no document can be made with it.
        """
        from coordinator_app.documents.house_template import prepare

        data = _read(path)
        found = prepare(data, path.name)
        own = self._own()
        with self._store.write("Word-Vorlage aufgenommen") as unit:
            new = self._attachments.add_bytes(data, name=path.name, title=f"Word-Vorlage {path.stem}")
            if own.house_template_id is not None:
                unit.discard(Document, own.house_template_id)
            unit.change(Municipality, own.id, None, house_template_id=new)
        return found.findings

    def remove(self) -> None:
        """Back to the look of the program; the file goes to the Papierkorb."""
        own = self._own()
        if own.house_template_id is None:
            return
        with self._store.write("Word-Vorlage entfernt") as unit:
            unit.change(Municipality, own.id, None, house_template_id=None)
            unit.discard(Document, own.house_template_id)

    def content(self) -> bytes:
        """The file as it was taken in; `UserError` when there is none."""
        document = self._document()
        if document is None:
            raise UserError("Es ist keine Word-Vorlage aufgenommen.", help_topic=TOPIC)
        return self._attachments.content(document.id)

    def _own(self) -> Municipality:
        with self._store.read() as unit:
            found = unit.find(Municipality, is_own=True)
        if not found:
            raise UserError(
                "Bitte tragen Sie zuerst unter Einstellungen ▸ Kommune den Namen Ihrer Kommune ein.", help_topic=TOPIC
            )
        return found[0]

    def _document(self) -> Document | None:
        with self._store.read() as unit:
            found = unit.find(Municipality, is_own=True)
            if not found or found[0].house_template_id is None:
                return None
            document = unit.get(Document, found[0].house_template_id)
        return document if document.deleted_at is None else None

    def _prepared(self) -> "Prepared | None":
        from coordinator_app.documents.house_template import prepare

        document = self._document()
        if document is None:
            return None
        if document.sha256 not in self._known:
            data = self._attachments.content(document.id)
            self._known = {document.sha256: prepare(data, document.file_name)}
        return self._known[document.sha256]


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError(
                f"„{path.name}“ ist mit {format_size(size)} zu groß für eine Vorlage (höchstens "
                f"{format_size(LARGEST)}). Bitte verkleinern Sie in Word die Bilder (Bildformat ▸ Komprimieren).",
                help_topic=TOPIC,
            )
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"„{path.name}“ lässt sich nicht lesen. Ist die Datei noch da, und ist sie in Word geschlossen?",
            help_topic=TOPIC,
        ) from error


def sample_file(workspace: Any) -> bytes:
    """The Probedokument on the template of the town, else in the look of the program (`workspace`: the open file)."""
    from coordinator_app.documents.house_sample import sample_document
    from coordinator_app.services.documents import letterhead_of, render_document

    document = sample_document(letterhead=letterhead_of(workspace), town=workspace.municipality.name())
    document = replace(document, created=workspace.clock.now())
    return render_document(document, "docx", house=workspace.house_template.prepared())
