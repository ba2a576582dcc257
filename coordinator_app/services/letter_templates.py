"""The town's own Word templates for letters and certificates: taking in, checking, replacing, a sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_size
from coordinator_app.common.paths import RESOURCES
from coordinator_app.domain.letter_templates import LetterTemplate, TemplatePurpose
from coordinator_app.services.attachments import LARGEST, Attachments
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

EXAMPLE = RESOURCES / "templates" / "letter.docx"
CERTIFICATE_EXAMPLE = RESOURCES / "templates" / "certificate.docx"
EXAMPLES = {TemplatePurpose.LETTER: EXAMPLE, TemplatePurpose.CERTIFICATE: CERTIFICATE_EXAMPLE}
_NAMES = {TemplatePurpose.LETTER: "Briefvorlage", TemplatePurpose.CERTIFICATE: "Urkundenvorlage"}


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template with the name of its file and of the body it is for ("" = all)."""

    template: LetterTemplate
    file_name: str
    body: str


class LetterTemplates:
    """`workspace.letter_templates`; every method that writes is one undo step."""

    def __init__(self, store: Store, attachments: Attachments) -> None:
        self._store = store
        self._attachments = attachments

    def all(self, purpose: TemplatePurpose = TemplatePurpose.LETTER) -> list[TemplateView]:
        """The templates for a purpose, the usual one first."""
        with self._store.read() as unit:
            found = unit.find(LetterTemplate, purpose=purpose)
            files = unit.titles("document", [template.document_id for template in found])
            bodies = unit.titles("body", [template.body_id for template in found])
        views = [TemplateView(t, files.get(t.document_id or 0, ""), bodies.get(t.body_id or 0, "")) for t in found]
        return sorted(views, key=lambda view: not view.template.is_default)

    def get(self, id: int) -> LetterTemplate:
        """One template."""
        with self._store.read() as unit:
            return unit.get(LetterTemplate, id)

    def add(
        self,
        path: Path,
        *,
        title: str = "",
        body_id: int | None = None,
        purpose: TemplatePurpose = TemplatePurpose.LETTER,
    ) -> tuple[int, tuple[str, ...]]:
        """Take a Word file in; its id, and sentences about what looks wrong in it."""
        data = _read(path)
        notes = _check(data, path.name, purpose)
        with self._store.write(f"{_NAMES[purpose]} aufgenommen") as unit:
            document = self._attachments.add_bytes(data, name=path.name, title=f"{_NAMES[purpose]} {path.stem}")
            first = not unit.find(LetterTemplate, purpose=purpose)
            record = LetterTemplate(
                title=title.strip() or path.stem,
                purpose=purpose,
                document_id=document,
                body_id=body_id,
                is_default=first,
            )
            return unit.add(record), notes

    def replace(self, id: int, path: Path) -> tuple[str, ...]:
        """Another Word file for a template; sentences about what looks wrong in it."""
        data = _read(path)
        purpose = self.get(id).purpose
        notes = _check(data, path.name, purpose)
        with self._store.write(f"{_NAMES[purpose]} ersetzt") as unit:
            document = self._attachments.add_bytes(data, name=path.name, title=f"{_NAMES[purpose]} {path.stem}")
            unit.change(LetterTemplate, id, None, document_id=document)
        return notes

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change title or body; only one template for a purpose is the usual one."""
        with self._store.write(f"{_NAMES[self.get(id).purpose]} geändert") as unit:
            if values.get("is_default"):
                _only_default(unit, id)
            unit.change(LetterTemplate, id, version, **values)

    def discard(self, id: int) -> None:
        """Move a template to the Papierkorb."""
        with self._store.write(f"{_NAMES[self.get(id).purpose]} gelöscht") as unit:
            unit.discard(LetterTemplate, id)

    def content(
        self,
        id: int | None = None,
        *,
        body_id: int | None = None,
        purpose: TemplatePurpose = TemplatePurpose.LETTER,
    ) -> tuple[LetterTemplate, bytes]:
        """A template with its Word file: this one, else that of the body, else the usual one."""
        with self._store.read() as unit:
            template = unit.get(LetterTemplate, id) if id is not None else _usual(unit, body_id, purpose)
        if template is None or template.document_id is None:
            plain = "den Brief nach DIN 5008" if purpose is TemplatePurpose.LETTER else "die Urkunde des Programms"
            raise UserError(
                f"Es ist noch keine {_NAMES[purpose]} aufgenommen. Bitte nehmen Sie Ihre Word-Vorlage unter "
                f"Einstellungen ▸ Word-Vorlagen auf, oder wählen Sie {plain}.",
                help_topic="briefe",
            )
        return template, self._attachments.content(template.document_id)

    def chosen(
        self, layout: str, *, body_id: int | None = None, purpose: TemplatePurpose = TemplatePurpose.LETTER
    ) -> tuple[LetterTemplate, bytes]:
        """The template of a choice where letters are made: „town:3“ is a certain one, else as in `content`."""
        number = layout.partition(":")[2]
        return self.content(int(number) if number else None, body_id=body_id, purpose=purpose)

    def check(self, id: int) -> tuple[str, ...]:
        """Sentences about what looks wrong."""
        template, data = self.content(id)
        return _check(data, template.title, template.purpose)

    def sample_letter(self, id: int, addressee: Any, words: Any, sender: Any, day: date) -> bytes:
        """A test letter on a template (an `Addressee`, `LetterBody`, `Sender`, see `LetterService.sample`)."""
        from coordinator_app.documents.letter_filling import fill_letters

        template, data = self.content(id)
        return fill_letters(data, [addressee], words, sender, day, title="Testbrief", template=template.title)


def _usual(unit: ReadUnit, body_id: int | None, purpose: TemplatePurpose) -> LetterTemplate | None:
    stored = unit.find(LetterTemplate, purpose=purpose)
    found: Sequence[LetterTemplate] = [item for item in stored if item.document_id is not None]
    own = [item for item in found if body_id is not None and item.body_id == body_id]
    general = [item for item in found if item.body_id is None]
    ranked = [*own, *sorted(general, key=lambda item: not item.is_default), *found]
    return next(iter(ranked), None)


def _only_default(unit: WriteUnit, id: int) -> None:
    purpose = unit.get(LetterTemplate, id).purpose
    for other in unit.find(LetterTemplate, purpose=purpose, is_default=True):
        if other.id != id:
            unit.change(LetterTemplate, other.id, None, is_default=False)


def _check(data: bytes, name: str, purpose: TemplatePurpose) -> tuple[str, ...]:
    """What looks wrong; `UserError` when nothing could be written on it."""
    from coordinator_app.documents.template_check import check_template
    from coordinator_app.documents.template_filling import try_out

    notes = check_template(data, name, purpose)
    try_out(data, name, purpose)
    return notes


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(
                f"„{path.name}“ ist zu groß für eine Vorlage; möglich sind {format_size(LARGEST)}. "
                "Bitte verkleinern Sie die Bilder darin.",
                help_topic="briefe",
            )
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"„{path.name}“ lässt sich nicht lesen. Ist die Datei noch da und nicht geöffnet?", help_topic="briefe"
        ) from error
