"""The paper of a plan counted back from a day: what must be ready when, to be ticked off by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, format_weekday_date, plural
from coordinator_app.documents.content import Document, Letterhead, Notice, Paragraph, Style, Table, TableColumn
from coordinator_app.domain.fields import Kind


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the plan; `note` tells why the day was moved."""

    title: str
    day: date | None
    done: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackwardPlan:
    """What the paper says."""

    title: str
    target: date | None
    steps: Sequence[StepLine]
    about: str = ""
    responsible: str = ""
    as_of: date
    letterhead: Letterhead | None = None


def backward_plan(plan: BackwardPlan) -> Document:
    """The steps by date with a box to tick and the days that are left until the target."""
    columns = (
        TableColumn("", width=0.7),
        TableColumn("Bis", width=3.4),
        TableColumn("Schritt", width=6.4),
        TableColumn("Tage vorher", Kind.INTEGER, width=1.7),
        TableColumn("Hinweis", width=4.8),
    )
    rows = [
        (
            "☑" if step.done else "☐",
            format_weekday_date(step.day),
            step.title,
            (plan.target - step.day).days if plan.target and step.day else None,
            step.note or "",
        )
        for step in plan.steps
    ]
    rows.append(("☐", format_weekday_date(plan.target), plan.title, 0, "Zieltermin"))
    who = f" Zuständig: {plan.responsible}." if plan.responsible else ""
    about = f" Gehört zu: {plan.about}." if plan.about else ""
    open_ = sum(not step.done for step in plan.steps)
    return Document(
        title="Zeitplan",
        subtitle=plan.title,
        subject=plan.title,
        letterhead=plan.letterhead,
        blocks=(
            Paragraph(f"Zieltermin ist {format_weekday_date(plan.target)}.{about}{who}"),
            Table(columns, tuple(rows), caption="Schritte bis zum Zieltermin"),
            Notice(
                "Bei Förderanträgen zählt in der Regel der Eingang beim Zuwendungsgeber. Kein Schritt liegt auf einem "
                "Wochenende oder einem Feiertag in Sachsen; wo deshalb verschoben wurde, steht es im Hinweis."
            ),
            Paragraph(
                f"{plural(open_, 'Schritt', 'Schritte')} offen, Stand {format_date(plan.as_of)}.", style=Style.SMALL
            ),
        ),
    )
