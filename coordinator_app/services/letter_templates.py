"""The town's own Word templates for letters: taking them in, checking, replacing, a test letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.paths import RESOURCES
from coordinator_app.domain.letter_templates import LetterTemplate
from coordinator_app.services.attachments import LARGEST, Attachments
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

EXAMPLE = RESOURCES / "templates" / "letter.docx"


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

    def all(self) -> list[TemplateView]:
        """The templates, the usual one first."""
        with self._store.read() as unit:
            found = unit.find(LetterTemplate)
            files = unit.titles("document", [template.document_id for template in found])
            bodies = unit.titles("body", [template.body_id for template in found])
        views = [TemplateView(t, files.get(t.document_id or 0, ""), bodies.get(t.body_id or 0, "")) for t in found]
        return sorted(views, key=lambda view: not view.template.is_default)

    def get(self, id: int) -> LetterTemplate:
        """One template."""
        with self._store.read() as unit:
            return unit.get(LetterTemplate, id)

    def add(self, path: Path, *, title: str = "", body_id: int | None = None) -> tuple[int, tuple[str, ...]]:
        """Take a Word file in; its id, and sentences about placeholders that look wrong."""
        data = _read(path)
        notes = _check(data, path.name)
        with self._store.write("Briefvorlage aufgenommen") as unit:
            document = self._attachments.add_bytes(data, name=path.name, title=f"Briefvorlage {path.stem}")
            first = not unit.find(LetterTemplate)
            record = LetterTemplate(
                title=title.strip() or path.stem, document_id=document, body_id=body_id, is_default=first
            )
            return unit.add(record), notes

    def replace(self, id: int, path: Path) -> tuple[str, ...]:
        """Another Word file for a template; sentences about placeholders that look wrong."""
        data = _read(path)
        notes = _check(data, path.name)
        with self._store.write("Briefvorlage ersetzt") as unit:
            document = self._attachments.add_bytes(data, name=path.name, title=f"Briefvorlage {path.stem}")
            unit.change(LetterTemplate, id, None, document_id=document)
        return notes

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change title or body; only one template is the usual one."""
        with self._store.write("Briefvorlage geändert") as unit:
            if values.get("is_default"):
                _only_default(unit, id)
            unit.change(LetterTemplate, id, version, **values)

    def discard(self, id: int) -> None:
        """Move a template to the Papierkorb."""
        with self._store.write("Briefvorlage gelöscht") as unit:
            unit.discard(LetterTemplate, id)

    def content(self, id: int | None = None, *, body_id: int | None = None) -> tuple[LetterTemplate, bytes]:
        """A template with its Word file: this one, else that of the body, else the usual one."""
        with self._store.read() as unit:
            template = unit.get(LetterTemplate, id) if id is not None else _usual(unit, body_id)
        if template is None or template.document_id is None:
            raise UserError(
                "Es ist noch keine Briefvorlage aufgenommen. Bitte nehmen Sie Ihre Word-Vorlage unter Einstellungen ▸ "
                "Briefvorlagen auf, oder wählen Sie den Brief nach DIN 5008.",
                help_topic="briefe",
            )
        return template, self._attachments.content(template.document_id)

    def check(self, id: int) -> tuple[str, ...]:
        """Sentences about placeholders that look wrong."""
        template, data = self.content(id)
        return _check(data, template.title)

    def test_letter(self, id: int, sender: Any, day: date) -> bytes:
        """A letter with made-up content on the template (`sender`: a `documents.letters.Sender`)."""
        from coordinator_app.documents.letter_filling import fill_letters, sample_letter

        template, data = self.content(id)
        found, words = sample_letter()
        return fill_letters(data, [found], words, sender, day, title="Testbrief", template=template.title)


def _usual(unit: ReadUnit, body_id: int | None) -> LetterTemplate | None:
    found: Sequence[LetterTemplate] = [item for item in unit.find(LetterTemplate) if item.document_id is not None]
    own = [item for item in found if body_id is not None and item.body_id == body_id]
    general = [item for item in found if item.body_id is None]
    ranked = [*own, *sorted(general, key=lambda item: not item.is_default), *found]
    return next(iter(ranked), None)


def _only_default(unit: WriteUnit, id: int) -> None:
    for other in unit.find(LetterTemplate, is_default=True):
        if other.id != id:
            unit.change(LetterTemplate, other.id, None, is_default=False)


def _check(data: bytes, name: str) -> tuple[str, ...]:
    from coordinator_app.documents.template_check import check_template

    return check_template(data, name)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"„{path.name}“ ist zu groß für eine Briefvorlage.", help_topic="briefe")
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"„{path.name}“ lässt sich nicht lesen. Ist die Datei noch da und nicht geöffnet?", help_topic="briefe"
        ) from error
