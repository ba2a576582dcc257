"""The dry run and the result of an import as an Excel report."""

from coordinator_app.common.german import format_date_time, plural
from coordinator_app.domain.projects import Project
from coordinator_app.exchange.import_report import ReportSheet, write_report
from coordinator_app.exchange.list_subjects import SKIP
from coordinator_app.exchange.parsed_rows import RowFinding
from coordinator_app.services.list_import_plan import ImportPlan, ImportResult, RowChoice, RowPlan, WordAction
from coordinator_app.storage.store import Store


def import_report(store: Store, plan: ImportPlan, result: ImportResult | None = None) -> bytes:
    """An .xlsx file; without `result` it reports the dry run and says that nothing was stored."""
    title = f"Einlesebericht „{plan.file_name}“"
    sheets = [
        ReportSheet("Übersicht", (("Angabe", 34), ("Wert", 70)), _overview(store, plan, result)),
        ReportSheet(
            "Zeilen",
            (("Zeile", 8), ("Titel", 46), ("Vorgehen", 18), (plan.subject.one, 12), ("Anmerkung", 60), ("Notiz", 60)),
            _rows(store, plan, result),
        ),
        ReportSheet(
            "Hinweise",
            (
                *(("Blatt", 20), ("Zeile", 8), ("Zelle", 8), ("Spalte", 24), ("Wert in der Liste", 36)),
                *(("Gewicht", 12), ("Was daraus wird", 80)),
            ),
            [_finding(plan, item) for item in plan.findings],
        ),
        ReportSheet(
            "Unbekannte Begriffe",
            (("Spalte", 24), ("Begriff", 44), ("Zeilen", 24), ("Vorgehen", 50)),
            _words(plan),
        ),
        ReportSheet(
            "Spalten",
            (("Spalte in der Liste", 34), ("wird übernommen als", 34)),
            [
                (name, plan.subject.targets[target])
                for name, target in zip(plan.data.header, plan.options.targets, strict=True)
            ],
        ),
        ReportSheet(
            "Ausgelassene Zeilen",
            (("Zeile", 8), ("Grund", 34), ("Inhalt", 100)),
            [(line.line, line.reason, line.text) for line in plan.data.skipped] + _untaken(plan),
        ),
    ]
    return write_report(sheets, title)


def _overview(store: Store, plan: ImportPlan, result: ImportResult | None) -> list[tuple[str, str]]:
    found = [
        ("Datei", plan.file_name),
        ("Blatt", plan.data.sheet),
        ("Kopfzeile", f"Zeile {plan.data.header_line}"),
        ("Datenzeilen", str(len(plan.rows))),
        ("Erstellt am", format_date_time(store.clock.now())),
    ]
    if result is None:
        found.append(("Stand", "Probelauf: Es wurde noch nichts gespeichert."))
        found.append(("Werden neu angelegt", str(plan.new_count)))
        found.append(("Gibt es schon", str(plan.double_count)))
        found.append(("Mit Fehler", str(plan.error_count)))
        return found
    found.append(("Neu angelegt", plural(result.created, plan.subject.one, plan.subject.many)))
    found.append(("Ergänzt", plural(result.merged, "Zeile", "Zeilen")))
    found.append(("Schon vollständig vorhanden", plural(result.unchanged, "Zeile", "Zeilen")))
    found.append(("Nicht übernommen", plural(result.skipped, "Zeile", "Zeilen")))
    return found


def _rows(store: Store, plan: ImportPlan, result: ImportResult | None) -> list[tuple[int, str, str, str, str, str]]:
    numbers: dict[int, str] = {}
    if result is not None:
        with store.read() as unit:
            found = unit.many(Project, list(result.records.values())) if plan.subject.key == Project.kind else {}
        numbers = {line: found[id].number for line, id in result.records.items() if id in found}
    return [_row(item, numbers.get(item.row.line, "")) for item in plan.rows]


def _finding(plan: ImportPlan, item: RowFinding) -> tuple[str, int, str, str, str, str, str]:
    place = plan.data.place(item.line, item.column) if item.column else ""
    return plan.data.sheet, item.line, place, item.column, item.text, item.level.label, item.message


def _row(item: RowPlan, number: str) -> tuple[int, str, str, str, str, str]:
    note = " | ".join(item.row.note)
    return item.row.line, item.row.title, item.choice.label, number, item.message, note


def _words(plan: ImportPlan) -> list[tuple[str, str, str, str]]:
    found: list[tuple[str, str, str, str]] = []
    for word in plan.unknown:
        action = word.choice.action.label
        if word.choice.action is WordAction.MAP and word.suggestion and word.suggestion.id == word.choice.id:
            action = f"{action} „{word.suggestion.label}“"
        found.append((word.column, word.word, ", ".join(str(line) for line in word.lines), action))
    return found


def _untaken(plan: ImportPlan) -> list[tuple[int, str, str]]:
    """Rows that are not taken and columns left out, with all their text."""
    left_out = [place for place, target in enumerate(plan.options.targets) if target == SKIP]
    skipped = {item.row.line: item for item in plan.rows if item.choice is RowChoice.SKIP}
    found: list[tuple[int, str, str]] = []
    for row in plan.data.rows:
        texts = [(plan.data.header[place], str(cell)) for place, cell in enumerate(row.cells) if cell is not None]
        if row.line in skipped:
            reason = skipped[row.line].message or "auf Wunsch übersprungen"
            found.append((row.line, reason, " · ".join(f"{name}: {text}" for name, text in texts)))
        elif left_out:
            kept = [f"{name}: {text}" for name, text in texts if plan.data.header.index(name) in left_out]
            if kept:
                found.append((row.line, "Spalte ausgelassen", " · ".join(kept)))
    return found
