"""Remembering how a list was read, so that next year's list of the same headings needs no mapping by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coordinator_app.domain.import_profiles import (
    ImportProfile,
    LearnedMapping,
    best_profile,
    heading_lines,
    mapping_of,
    mapping_text,
)
from coordinator_app.exchange.list_subjects import NOTE, SKIP, ListSubject
from coordinator_app.services.list_import_plan import ImportPlan, WordAction, WordChoice
from coordinator_app.storage.store import Store

LONGEST = 20_000  # characters of one stored field


@dataclass(frozen=True, slots=True)
class Recalled:
    """A remembered mapping applied to a heading; `title` is the name of the list it was made for."""

    targets: tuple[str, ...]
    words: dict[tuple[str, str], WordChoice]
    title: str


class ImportMemory:
    """The import profiles of one file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def recall(self, subject: ListSubject, header: Sequence[str]) -> Recalled | None:
        """The mapping of the most similar list taken in before; None when there is none."""
        with self._store.read() as unit:
            profile = best_profile(unit.find(ImportProfile, subject=subject.key), header)
        if profile is None:
            return None
        learned = mapping_of(profile.mapping)
        targets: list[str] = []
        for heading, guessed in zip(header, subject.guess(header), strict=True):
            target = learned.columns.get(" ".join(heading.split()), guessed)
            if target not in subject.targets or (target in targets and target not in subject.several):
                target = NOTE
            targets.append(target)
        words = {
            word: WordChoice(WordAction(action), id)
            for word, (action, id) in learned.words.items()
            if action in set(WordAction)
        }
        return Recalled(tuple(targets), words, profile.title)

    def keep(self, plan: ImportPlan) -> None:
        """Remember columns and decisions of a list; nothing is written when they are known already.

        It is no step of its own: „Rückgängig“ takes the rows back and the mapping stays known.
        """
        columns = {
            " ".join(name.split()): target for name, target in zip(plan.data.header, plan.options.targets, strict=True)
        }
        chosen = {
            (word.kind, word.key): word.choice for word in plan.unknown if word.choice.action is not WordAction.CREATE
        }
        headings = heading_lines(plan.data.header)
        with self._store.read() as unit:
            known = unit.find(ImportProfile, subject=plan.subject.key, headings=headings)
        before = mapping_of(known[0].mapping if known else "").words
        words = {**before, **{word: (choice.action.value, choice.id) for word, choice in chosen.items()}}
        text = mapping_text(LearnedMapping(columns, words))
        if len(text) > LONGEST:
            text = mapping_text(LearnedMapping(columns))
        if len(headings) > LONGEST or len(text) > LONGEST or set(columns.values()) <= {NOTE, SKIP}:
            return
        title = Path(plan.file_name).stem[:200] or plan.subject.label
        if known and (known[0].mapping, known[0].title) == (text, title):
            return
        with self._store.write("Zuordnung der Spalten gemerkt", aside=True) as unit:
            if known:
                unit.change(ImportProfile, known[0].id, None, title=title, mapping=text)
            else:
                unit.add(ImportProfile(title=title, subject=plan.subject.key, headings=headings, mapping=text))
