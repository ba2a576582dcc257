"""The report on a file of answers in Excel: what was stored, where each column went, what was not understood."""

from typing import TYPE_CHECKING

from coordinator_app.exchange.answer_mapping import Role
from coordinator_app.exchange.import_report import ReportSheet, write_report

if TYPE_CHECKING:
    from coordinator_app.services.answer_import_rows import AnswerPlan, AnswerResult


def import_report(plan: "AnswerPlan", result: "AnswerResult | None") -> bytes:
    """Three sheets: overview, columns, oddities with their places."""
    table = plan.opened.table
    overview: list[tuple[str, str | int]] = [
        ("Datei", table.name),
        ("Format", table.format_label),
        ("Formular", plan.opened.form.code),
        ("Quelle", plan.way.source),
        ("Zeilen mit Antworten", table.rows),
        ("Neue Bögen" if result is None else "Eingelesene Bögen", plan.new if result is None else result.new),
        *((f"davon {mode.label}", count) for mode, count in plan.by_mode.items()),
        ("Schon eingelesen", plan.known),
        ("davon jetzt mit anderen Angaben", plan.changed),
        ("Nicht abgeschickt, ausgelassen", plan.incomplete),
        ("Ohne jede Angabe, ausgelassen", plan.empty),
        ("Unlesbare Zeilen, ausgelassen", table.left_out),
        ("Spalten zugeordnet", plan.sheets.found),
    ]
    columns = [
        (table.place(place).rstrip("0123456789"), column.heading, target.role.label, _goal(plan, place))
        for place, (column, target) in enumerate(zip(table.columns, plan.opened.targets, strict=True))
    ]
    odd = [(item.place, item.heading, item.text, item.message, item.count) for item in plan.oddities]
    return write_report(
        [
            ReportSheet("Überblick", (("Angabe", 34), ("Wert", 60)), overview),
            ReportSheet("Spalten", (("Spalte", 8), ("Überschrift", 60), ("Bedeutung", 22), ("Variable", 20)), columns),
            ReportSheet(
                "Nicht verstanden",
                (("Stelle", 16), ("Überschrift", 30), ("Inhalt", 40), ("Was daraus wird", 60), ("Anzahl", 8)),
                odd,
            ),
        ],
        f"Einlesebericht {table.name}",
    )


def _goal(plan: "AnswerPlan", place: int) -> str:
    target = plan.opened.targets[place]
    return f"Rang {target.rank}" if target.role is Role.RANK else target.variable
