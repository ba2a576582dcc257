"""Conditions of LimeSurvey as filters of a printed form: neighbours directly behind the question they ask about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain.questionnaires import END_OF_FORM, WITH_FILTER, FilterRule, FormQuestion
from coordinator_app.exchange.limesurvey import LimeQuestion, LimeRemark
from coordinator_app.exchange.limesurvey_conditions import Shown, always, condition


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a survey: questions, the place of the first one by LimeSurvey's code, and its answers' codes."""

    questions: Sequence[FormQuestion]
    first: Mapping[str, int]
    values: Mapping[str, Mapping[str, int]]


def with_filters(lime: Sequence[LimeQuestion], made: Made) -> tuple[list[FormQuestion], list[LimeRemark]]:
    """The questions with filters, and a remark for every condition a filter cannot express."""
    builder = _Filters(lime, made)
    builder.run()
    return builder.questions, builder.remarks


class _Filters:
    def __init__(self, lime: Sequence[LimeQuestion], made: Made) -> None:
        self._lime = lime
        self._made = made
        self._names = {question.id: question.code for question in lime if question.id}
        self._names |= {question.code: question.code for question in lime}
        self.questions = list(made.questions)
        self.remarks: list[LimeRemark] = []

    def run(self) -> None:
        """Walk through runs of questions with the same condition."""
        shown = [self._shown(question) for question in self._lime]
        place = 0
        while place < len(shown):
            end = place + 1
            while end < len(shown) and shown[end] == shown[place]:
                end += 1
            rule = shown[place]
            if rule is not None and not self._add(rule, place, end):
                for question in self._lime[place:end]:
                    self._tell(question)
            place = end

    def _tell(self, question: LimeQuestion) -> None:
        given = dict.fromkeys(text for text in (question.group_relevance, question.relevance) if not always(text))
        words = " und ".join(given)[:300]
        text = f"Bedingung nicht übernommen, bitte als Filter einrichten: {words}"
        self.remarks.append(LimeRemark(question.place, text))

    def _shown(self, question: LimeQuestion) -> Shown | None:
        """The simple condition of a question; one that is not simple is told at once."""
        given = {text for text in (question.group_relevance, question.relevance) if not always(text)}
        if not given or question.type in "I*|":
            return None
        found = condition(given.pop(), self._name_of) if len(given) == 1 else None
        if found is None:
            self._tell(question)
        return found

    def _name_of(self, name: str) -> str:
        """The question a name stands for: its code, or LimeSurvey's numbers of survey, group and question."""
        numbers = re.fullmatch(r"\d+X\d+X(\d+)", name)
        return self._names.get(numbers[1] if numbers else name, "")

    def _add(self, rule: Shown, start: int, end: int) -> bool:
        """Let everybody skip the questions from `start` to `end` who does not see them; False when that cannot be."""
        source = next((place for place, question in enumerate(self._lime) if question.code == rule.source), -1)
        table = self._made.values.get(rule.source)
        if table is None or source + 1 != start or not rule.codes <= table.keys():
            return False
        place = self._made.first[rule.source]
        asking = self.questions[place]
        if asking.type not in WITH_FILTER:
            return False
        seeing = {table[code] for code in rule.codes}
        seeing = seeing if rule.isin else set(table.values()) - seeing
        skipping = tuple(answer.code for answer in asking.answers if answer.code not in seeing)
        if skipping:
            after = self._made.first[self._lime[end].code] if end < len(self._lime) else len(self.questions)
            target = self.questions[after].key if after < len(self.questions) else END_OF_FORM
            self.questions[place] = replace(asking, filters=(*asking.filters, FilterRule(skipping, target)))
        return True
