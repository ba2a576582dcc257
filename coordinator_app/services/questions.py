"""Questions of a questionnaire: taking them from the bank, editing, ordering, filters.

The block of a question is its heading text; neighbours with the same heading are one block on the sheet.
Positions run from 0 without gaps. Wording and scale of a comparison question are locked until `unlock`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    WITH_POLES,
    Answer,
    FilterRule,
    QuestionType,
    answers_from,
    answers_text,
    filters_from,
    filters_text,
    row_filter_text,
    rows_text,
)
from coordinator_app.domain.surveys import Question, Questionnaire
from coordinator_app.services.question_content import (
    alike,
    changed_type,
    districts,
    first_content,
    following,
    question_of_item,
    town_name,
)
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit
from coordinator_app.survey.item_bank import FormTemplate, Item, filled, item_bank

HELP = "fragebogen"
LOCKED = frozenset(
    {
        *("wording", "answers", "matrix_rows", "instruction", "poles_only", "second_answers", "first_heading"),
        *("second_heading", "row_filter", "most_marks", "unit"),
    }
)
_TEXTS: dict[str, Callable[[Any], str]] = {
    "answers": answers_text,
    "second_answers": answers_text,
    "matrix_rows": rows_text,
    "filters": filters_text,
    "row_filter": row_filter_text,
}
_OWN_BLOCK = "Weitere Fragen"


class Questions:
    """Verbs on the questions of questionnaires; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, questionnaire_id: int) -> list[Question]:
        """The questions of a questionnaire in their order."""
        with self._store.read() as unit:
            return questions_of(unit, questionnaire_id)

    def get(self, id: int) -> Question:
        """One question."""
        with self._store.read() as unit:
            return unit.get(Question, id)

    # ------------------------------------------------------------ adding

    def add_item(self, questionnaire_id: int, item_id: str) -> int:
        """Copy an item of the bank into its module's block and return the new question's id.

        The block is that of the first question from the same module; without one a new block is made, in
        front of the questions about the person where those stand at the end.
        """
        item = item_bank().item(item_id)
        with self._store.write("Frage aufgenommen") as unit:
            unit.get(Questionnaire, questionnaire_id)
            present = questions_of(unit, questionnaire_id)
            if any(question.item == item.id for question in present):
                raise UserError(f"Die Frage „{item.title}“ steht schon im Fragebogen.", help_topic="fragenbank")
            block, place = _place_for(unit, item, present)
            question = question_of_item(unit, item, questionnaire_id, block)
            return _insert(unit, question, present, place)

    def add_own(self, questionnaire_id: int, kind: QuestionType, *, after: int | None = None) -> int:
        """Add an own question of this type behind question `after` (None = at the end) and return its id."""
        with self._store.write("Frage angelegt") as unit:
            present = questions_of(unit, questionnaire_id)
            place = next((index + 1 for index, q in enumerate(present) if q.id == after), len(present))
            block = present[place - 1].block if place else _OWN_BLOCK
            question = Question(
                questionnaire_id=questionnaire_id,
                block=block,
                title="Neue Frage",
                type=kind,
                wording="Bitte geben Sie hier den Wortlaut der Frage ein.",
                variable="" if kind is QuestionType.INFO else _free_variable(present),
                **first_content(kind),
            )
            return _insert(unit, question, present, place)

    def duplicate(self, id: int) -> int:
        """Copy a question behind itself, without filters and no longer locked; returns the copy's id."""
        with self._store.write("Frage verdoppelt") as unit:
            original = unit.get(Question, id)
            present = questions_of(unit, _questionnaire(original))
            place = next(index for index, question in enumerate(present) if question.id == id) + 1
            variable = _free_variable(present) if original.variable else ""
            copy = replace(original, id=0, uuid="", filters="", item="", item_version=0, item_hash="", comparison=False)
            return _insert(unit, replace(copy, variable=variable), present, place)

    # ------------------------------------------------------------ editing

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields and return the new version; answers, rows, filters and row filter may be values.

        Wording and scale of a comparison question are refused; a filter must lead forward.
        """
        plain = {name: _TEXTS[name](value) if _is_value(name, value) else value for name, value in values.items()}
        with self._store.write("Frage geändert", merge=f"question:{id}:{','.join(sorted(values))}") as unit:
            current = unit.get(Question, id)
            if any(plain[name] != getattr(current, name) for name in LOCKED & plain.keys()):
                _refuse_locked(current)
            if "filters" in plain:
                _check_filters(unit, current, filters_from(plain["filters"]))
            plain |= following(current, plain)
            return unit.change(Question, id, version, **plain)

    def change_type(self, id: int, kind: QuestionType) -> None:
        """Ask the same in another way (`alike`): answers stay, what the new type does not have is taken away."""
        with self._store.write("Art der Frage geändert") as unit:
            current = unit.get(Question, id)
            _refuse_locked(current)
            if kind not in alike(current.type):
                raise UserError(
                    f"Aus „{current.type.label}“ kann nicht „{kind.label}“ werden. Bitte legen Sie eine neue Frage an.",
                    help_topic=HELP,
                )
            unit.change(Question, id, None, **changed_type(current, kind))

    def use_scale(self, id: int, answers: Sequence[Answer], *, poles_only: bool, second: bool = False) -> None:
        """Put a ready scale in place of the answers (or of the second scale); answers like „weiß nicht“ stay."""
        name = "second_answers" if second else "answers"
        current = self.get(id)
        missing = [answer for answer in answers_from(getattr(current, name)) if answer.missing]
        given = [answer for answer in answers if not answer.missing]
        values: dict[str, Any] = {name: (*given, *(missing or (answer for answer in answers if answer.missing)))}
        if current.type in WITH_POLES and not second:
            values["poles_only"] = poles_only
        self.update(id, None, **values)

    def set_second_scale(self, id: int, *, wanted: bool) -> None:
        """Give a matrix a second scale to begin with, or take it away with its headings and row filter."""
        values: dict[str, Any] = {"second_answers": "", "first_heading": "", "second_heading": "", "row_filter": ""}
        if wanted:
            values = {
                "second_answers": (Answer(1, "ja"), Answer(2, "nein")),
                "first_heading": "Erste Skala",
                "second_heading": "Zweite Skala",
            }
        self.update(id, None, **values)

    def unlock(self, id: int) -> None:
        """Give up the comparison of this question, so that its wording can be changed."""
        with self._store.write("Vergleichsfrage entsperrt") as unit:
            unit.change(Question, id, None, comparison=False)

    def discard(self, id: int) -> None:
        """Move a question to the Papierkorb and take filters to it away."""
        with self._store.write("Frage gelöscht") as unit:
            question = unit.get(Question, id)
            unit.discard(Question, id)
            remaining = questions_of(unit, _questionnaire(question))
            for other in remaining:
                kept = tuple(rule for rule in filters_from(other.filters) if rule.target != str(id))
                if kept != filters_from(other.filters):
                    unit.change(Question, other.id, None, filters=filters_text(kept))
            _renumber(unit, remaining)

    # ------------------------------------------------------------ order

    def move(self, id: int, place: int, *, block: str = "") -> None:
        """Move a question to this place among the others (0 = first); it takes the block given or its neighbour's.

        Filters that would lead backwards then are taken away.
        """
        with self._store.write("Frage verschoben") as unit:
            question = unit.get(Question, id)
            others = [q for q in questions_of(unit, _questionnaire(question)) if q.id != id]
            place = max(0, min(place, len(others)))
            neighbour = others[place - 1] if place else (others[0] if others else question)
            moved = replace(question, block=block or neighbour.block)
            unit.change(Question, id, None, block=moved.block)
            _settle(unit, [*others[:place], moved, *others[place:]])

    def step(self, id: int, direction: int) -> None:
        """Move a question one place up (-1) or down (1); over the edge of its block it joins the next block."""
        with self._store.write("Frage verschoben") as unit:
            question = unit.get(Question, id)
            order = questions_of(unit, _questionnaire(question))
            at = next(index for index, q in enumerate(order) if q.id == id)
            to = at + direction
            if not 0 <= to < len(order):
                return
            neighbour = order[to]
            if neighbour.block != question.block:
                unit.change(Question, id, None, block=neighbour.block)
                order[at] = replace(question, block=neighbour.block)
            else:
                order[at], order[to] = neighbour, question
            _settle(unit, order)

    def move_block(self, questionnaire_id: int, block: str, direction: int) -> None:
        """Move a whole block before (-1) or behind (1) its neighbour."""
        with self._store.write("Block verschoben") as unit:
            present = questions_of(unit, questionnaire_id)
            names = list(dict.fromkeys(question.block for question in present))
            if block not in names:
                raise UserError(f"Den Block „{block}“ gibt es in diesem Fragebogen nicht mehr.", help_topic=HELP)
            at, to = names.index(block), names.index(block) + direction
            if 0 <= to < len(names):
                names[at], names[to] = names[to], names[at]
                _settle(unit, [question for name in names for question in present if question.block == name])

    def rename_block(self, questionnaire_id: int, block: str, title: str) -> None:
        """Give a block another heading."""
        title = title.strip()
        if not title:
            raise UserError("Bitte geben Sie dem Block eine Überschrift.", help_topic=HELP)
        with self._store.write("Block umbenannt") as unit:
            for question in unit.find(Question, questionnaire_id=questionnaire_id, block=block):
                unit.change(Question, question.id, None, block=title)


# --- Shared with services/surveys ------------------------------------------------------------------------------


def questions_of(unit: ReadUnit, questionnaire_id: int) -> list[Question]:
    """The questions of a questionnaire in their order, deleted ones left out."""
    return unit.find(Question, questionnaire_id=questionnaire_id, order="position")


def add_template(unit: WriteUnit, questionnaire_id: int, template: FormTemplate) -> None:
    """Put all questions of a form template into an empty questionnaire, with its filters."""
    bank = item_bank()
    name = town_name(unit)
    ids: dict[str, int] = {}
    for title, items in template.blocks:
        for item_id in items:
            item = bank.item(item_id)
            if not item.answers_from or districts(unit):  # without Ortsteile nobody can be asked for theirs
                question = question_of_item(unit, item, questionnaire_id, filled(title, municipality=name))
                ids[item_id] = unit.add(replace(question, position=len(ids)))
    rules: dict[str, list[FilterRule]] = {}
    for at, codes, target in template.filters:
        rules.setdefault(at, []).append(FilterRule(codes, str(ids[target])))
    for at, filters in rules.items():
        unit.change(Question, ids[at], None, filters=filters_text(tuple(filters)))


# --- Inside ----------------------------------------------------------------------------------------------------


def _place_for(unit: ReadUnit, item: Item, present: Sequence[Question]) -> tuple[str, int]:
    """Block heading and place for an item."""
    same = [index for index, question in enumerate(present) if question.module == item.module]
    if same:
        block = present[same[0]].block
        return block, max(index for index in same if present[index].block == block) + 1
    heading = filled(item_bank().module(item.module).heading, municipality=town_name(unit))
    end = len(present)
    person = present[-1].block if present and present[-1].module == "Q" else ""
    while person and end and present[end - 1].block == person:
        end -= 1
    return heading, end


def _insert(unit: WriteUnit, question: Question, present: Sequence[Question], place: int) -> int:
    new = unit.add(replace(question, position=place))
    _renumber(unit, [*present[:place], unit.get(Question, new), *present[place:]])
    return new


def _renumber(unit: WriteUnit, order: Sequence[Question]) -> None:
    for position, question in enumerate(order):
        if question.position != position:
            unit.change(Question, question.id, None, position=position)


def _settle(unit: WriteUnit, order: Sequence[Question]) -> None:
    """Number a new order and take away filters that lead backwards in it."""
    _renumber(unit, order)
    place = {str(question.id): index for index, question in enumerate(order)}
    for index, question in enumerate(order):
        rules = filters_from(question.filters)
        kept = tuple(rule for rule in rules if rule.target == END_OF_FORM or place.get(rule.target, -1) > index)
        if kept != rules:
            unit.change(Question, question.id, None, filters=filters_text(kept))


def _refuse_locked(question: Question) -> None:
    if question.comparison:
        raise UserError(
            f"„{question.title}“ ist eine Vergleichsfrage: Wortlaut und Antworten sind gesperrt, damit die "
            "Ergebnisse mit anderen Befragungen vergleichbar bleiben. Heben Sie die Sperre auf, wenn Sie auf "
            "den Vergleich verzichten.",
            help_topic=HELP,
        )


def _check_filters(unit: ReadUnit, question: Question, rules: Sequence[FilterRule]) -> None:
    order = [str(other.id) for other in questions_of(unit, _questionnaire(question))]
    later = order[order.index(str(question.id)) + 1 :] if str(question.id) in order else []
    for rule in rules:
        if rule.target != END_OF_FORM and rule.target not in later:
            raise UserError("Ein Filter kann nur zu einer Frage weiter hinten führen.", help_topic=HELP)


def _questionnaire(question: Question) -> int:
    return question.questionnaire_id or 0


def _free_variable(present: Sequence[Question]) -> str:
    taken = {question.variable for question in present}
    return next(name for number in range(1, len(present) + 2) if (name := f"X{number:02d}") not in taken)


def _is_value(name: str, value: Any) -> bool:
    return name in _TEXTS and not isinstance(value, str)
