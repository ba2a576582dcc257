"""What only some kinds of report have: the topic of an answer, the record a paper is about, a press text as text."""

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.reports import ReportKind
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.reports.inquiry_card import InquiryCard
from coordinator_app.gui.pages.reports.subject_card import PlainTextCard, SubjectCard

_ABOUT = frozenset({ReportKind.DECISION_PAPER, ReportKind.INFORMATION_PAPER, ReportKind.PRESS_TEXT})


def extra_cards(
    context: AppContext, kind: ReportKind, parent: QWidget | None = None
) -> list[InquiryCard | SubjectCard | PlainTextCard]:
    """The cards of a kind of report; each has `show_report(id)`."""
    cards: list[InquiryCard | SubjectCard | PlainTextCard] = []
    if kind in _ABOUT:
        cards.append(SubjectCard(context, parent))
    if kind is ReportKind.INQUIRY_ANSWER:
        cards.append(InquiryCard(context, parent))
    if kind in {ReportKind.PRESS_TEXT, ReportKind.INQUIRY_ANSWER}:
        cards.append(PlainTextCard(context, parent))
    return cards
