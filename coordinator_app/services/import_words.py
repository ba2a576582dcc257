"""Words of a list and the records they mean: known ones, those decided about, people."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from coordinator_app.common.german import sort_key
from coordinator_app.domain.contacts import Person
from coordinator_app.exchange.matching import (
    KnownWords,
    PersonName,
    is_abbreviation,
    organisation_key,
    person_name,
    vocabularies,
    word_key,
)
from coordinator_app.exchange.parsed_rows import ParsedRow, words_of
from coordinator_app.services.list_import_plan import (
    NOT_MADE,
    ORGANISATION,
    ImportOptions,
    ImportPlan,
    UnknownWord,
    WordAction,
    WordChoice,
)
from coordinator_app.storage.queries.project_import import known_words
from coordinator_app.storage.unit_of_work import WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


def unknown_words(
    rows: Sequence[ParsedRow], kinds: Mapping[str, str], options: ImportOptions, words: Mapping[str, KnownWords]
) -> tuple[UnknownWord, ...]:
    """The words of a list the file does not know for sure, each with what is decided or proposed."""
    seen: dict[tuple[str, str], tuple[str, str, list[int]]] = {}
    for row in rows:
        for kind, column, word in words_of(row, kinds):
            match = words[kind].find(word)
            if match is not None and match.exact:
                continue
            key = (kind, words[kind].key(word))
            entry = seen.setdefault(key, (column, word, []))
            if _spelling(word) > _spelling(entry[1]):
                seen[key] = (entry[0], word, entry[2])
            entry[2].append(row.line)
    found: list[UnknownWord] = []
    for (kind, key), (column, word, lines) in seen.items():
        match = words[kind].find(word)
        new = WordAction.NOTE if kind in NOT_MADE else WordAction.CREATE
        proposed = WordChoice(WordAction.MAP, match.id) if match else WordChoice(new)
        choice = options.words.get((kind, key), proposed)
        found.append(UnknownWord(kind, column, word, key, tuple(lines), match, choice))
    return tuple(sorted(found, key=_by_kind))


def _by_kind(word: UnknownWord) -> tuple[str, str]:
    return word.kind, sort_key(word.word)


def _spelling(word: str) -> tuple[bool, int]:
    """Of several spellings the one with umlauts and the longest is kept („Sicherheitsgefühl“, not „…gefuehl“)."""
    return not word.isascii(), len(word)


class WordBook:
    """Gives the records words mean while an import runs, and makes those that shall be made, once."""

    def __init__(self, workspace: "Workspace", plan: ImportPlan, unit: WriteUnit) -> None:
        self._workspace = workspace
        self._unit = unit
        self._known: dict[str, KnownWords] = vocabularies(known_words(unit.connection))
        self._unknown = {(word.kind, word.key): word for word in plan.unknown}
        self.made: dict[tuple[str, str], int] = {}
        self._people: dict[str, int] | None = None

    def id(self, kind: str, word: str, row: ParsedRow, column: str) -> int:
        """The id a word stands for, made if so decided; 0 when it only goes into the note."""
        known = self._known[kind]
        match = known.find(word)
        if match is not None and match.exact:
            return match.id
        key = (kind, known.key(word))
        if key in self.made:
            return self.made[key]
        unknown = self._unknown[key]
        if unknown.choice.action is WordAction.CREATE:
            self.made[key] = self._make(kind, unknown)
            return self.made[key]
        row.remember(column, word)
        return unknown.choice.id if unknown.choice.action is WordAction.MAP else 0

    def ids(self, kind: str, words: Iterable[str], row: ParsedRow, column: str) -> tuple[int, ...]:
        """The ids of several words, each once."""
        found = [self.id(kind, word, row, column) for word in words]
        return tuple(dict.fromkeys(id for id in found if id))

    def _make(self, kind: str, unknown: UnknownWord) -> int:
        if kind == "area":
            return self._workspace.municipality.add_area(name=unknown.word)
        if kind == ORGANISATION:
            short, name = "", unknown.word
            if is_abbreviation(unknown.word):
                short, name = unknown.word, organisation_key(unknown.word).title()
            return self._workspace.contacts.create_organisation(name=name, short_name=short)
        return self._workspace.catalogues.create(catalogue=kind, label=unknown.word)

    def person(self, text: str) -> int | None:
        """The person of this name, made when nobody is called so; None when the text is no name."""
        name = person_name(text)
        return None if name is None else self.named(name)

    def named(self, name: PersonName) -> int:
        """As `person`, from a name taken apart."""
        if self._people is None:
            self._people = {word_key(person.display_name): person.id for person in self._unit.find(Person)}
        key = word_key(" ".join(filter(None, (name.academic_title, name.first_name, name.last_name))))
        if key not in self._people:
            self._people[key] = self._workspace.contacts.create_person(
                salutation=name.salutation,
                academic_title=name.academic_title,
                first_name=name.first_name,
                last_name=name.last_name,
            )
        return self._people[key]
