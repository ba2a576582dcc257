"""Finding items of the question bank by words, module, source of the construct, and comparison lock."""

from collections import Counter
from collections.abc import Sequence

from coordinator_app.common.german import search_text, search_words, sort_key
from coordinator_app.domain.form_languages import LANGUAGES, FormLanguage
from coordinator_app.domain.question_words import QuestionWords, german_words, missing_places
from coordinator_app.survey.item_bank import Item, ItemBank
from coordinator_app.survey.item_translations import bank_words

_SOURCE_ENDS = (",", "(")


def search_items(
    bank: ItemBank, text: str = "", module: str = "", *, source: str = "", comparison: bool = False
) -> list[Item]:
    """Items that contain all words typed, in the order of the bank.

    Of one module, from one `source_family`, comparison questions only; "" and False do not restrict.
    """
    words = search_words(text)
    found = [item for item in bank.items if module in ("", item.module) and source in ("", source_family(item))]
    return [
        item
        for item in found
        if (item.comparison or not comparison) and all(word in _text(bank, item) for word in words)
    ]


def source_family(item: Item) -> str:
    """Where the construct comes from, without the remark on the wording („Disorder-Ansatz“)."""
    name = item.source
    for end in _SOURCE_ENDS:
        name = name.partition(end)[0].strip()
    return name


def sources(bank: ItemBank) -> Sequence[tuple[str, int]]:
    """All families of sources in alphabetical order with the number of their items."""
    counted = Counter(source_family(item) for item in bank.items)
    return sorted(counted.items(), key=_name_key)


def languages_of(item: Item) -> list[FormLanguage]:
    """The languages the bank has this item in completely, besides German."""
    source = german_words(item.question)
    return [
        language
        for language in LANGUAGES[1:]
        if not missing_places(source, bank_words(language.code).items.get(item.id, QuestionWords()))
    ]


def _name_key(counted: tuple[str, int]) -> str:
    return sort_key(counted[0])


def _text(bank: ItemBank, item: Item) -> str:
    question = item.question
    labels = [answer.label for answer in (*question.answers, *question.second)]
    labels += [row.label for row in question.rows]
    module = bank.module(item.module).title
    return search_text([item.id, item.title, question.wording, question.construct, item.source, module, *labels])
