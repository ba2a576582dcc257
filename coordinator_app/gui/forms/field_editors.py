"""The editor that fits a field's declaration."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from coordinator_app.common.german import search_form
from coordinator_app.domain.fields import FieldInfo, Kind
from coordinator_app.gui.forms.dates import DateEditor, DateTimeEditor
from coordinator_app.gui.forms.editors import (
    ChoiceEditor,
    DecimalEditor,
    Editor,
    IntegerEditor,
    LongTextEditor,
    MoneyEditor,
    TextEditor,
    YesNoEditor,
)
from coordinator_app.gui.forms.lookups import Lookups, Pairs
from coordinator_app.gui.forms.pickers import CatalogueEditor, MultiChoiceEditor, ReferenceEditor

_CATALOGUE_KIND = "catalog_entry"


def matching(entries: Callable[[], Pairs], text: str) -> Pairs:
    """The entries whose words contain the typed ones, whatever their spelling of umlauts and case."""
    wanted = search_form(text)
    return [pair for pair in entries() if wanted in search_form(pair[1])]


def _text(info: FieldInfo, _lookups: Lookups) -> Editor:
    return TextEditor(max_length=info.max_length)


def _choice(info: FieldInfo, _lookups: Lookups) -> Editor:
    if info.choices is None:
        raise ValueError(f"{info.name}: Kind.CHOICE needs choices")
    return ChoiceEditor.of(info.choices, optional=not info.required)


def _catalogue(info: FieldInfo, lookups: Lookups) -> Editor:
    entries = partial(lookups.catalogue, info.catalogue)
    create = partial(lookups.add_entry, info.catalogue) if lookups.add_entry is not None else None
    titles = partial(_titles, lookups, _CATALOGUE_KIND)
    return CatalogueEditor(entries, titles, optional=not info.required, create=create)


def _catalogues(info: FieldInfo, lookups: Lookups) -> Editor:
    entries = partial(lookups.catalogue, info.catalogue)
    return MultiChoiceEditor(partial(matching, entries), partial(_titles, lookups, _CATALOGUE_KIND))


def _reference(info: FieldInfo, lookups: Lookups) -> Editor:
    return ReferenceEditor(partial(lookups.suggest, info.target), partial(_titles, lookups, info.target))


def _references(info: FieldInfo, lookups: Lookups) -> Editor:
    return MultiChoiceEditor(partial(lookups.suggest, info.target), partial(_titles, lookups, info.target))


def _titles(lookups: Lookups, kind: str, ids: Iterable[int]) -> Mapping[int, str]:
    wanted = tuple(ids)
    return lookups.titles(kind, wanted) if wanted else {}


_MAKERS: dict[Kind, Callable[[FieldInfo, Lookups], Editor]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: lambda _info, _lookups: LongTextEditor(),
    Kind.INTEGER: lambda info, _lookups: IntegerEditor(plain="jahr" in info.label.lower()),
    Kind.DECIMAL: lambda _info, _lookups: DecimalEditor(),
    Kind.MONEY: lambda _info, _lookups: MoneyEditor(),
    Kind.DATE: lambda info, lookups: DateEditor(lookups.today, direction=info.direction),
    Kind.DATE_TIME: lambda info, lookups: DateTimeEditor(lookups.today, direction=info.direction),
    Kind.YES_NO: lambda info, _lookups: YesNoEditor(info.label),
    Kind.CHOICE: _choice,
    Kind.CATALOGUE: _catalogue,
    Kind.CATALOGUES: _catalogues,
    Kind.REFERENCE: _reference,
    Kind.REFERENCES: _references,
}


def editor_for(info: FieldInfo, lookups: Lookups) -> Editor:
    """A new editor for a field; its value has the Python type of the field's kind."""
    return _MAKERS[info.kind](info, lookups)
