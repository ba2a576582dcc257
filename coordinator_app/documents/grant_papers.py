"""Papers of a grant: Verwendungsnachweis, Belegliste, Mittelabruf, data sheet, overview of all grants."""

from collections.abc import Sequence
from datetime import date

from coordinator_app.common.german import format_date, format_money, plural
from coordinator_app.documents.content import (
    Block,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Notice,
    Orientation,
    Paragraph,
    Signature,
    Signatures,
    Style,
    Table,
    TableColumn,
    Text,
    missing,
)
from coordinator_app.documents.finance_plan import (
    GrantContent,
    compared_blocks,
    head_facts,
    kind_of,
    period,
    plan_blocks,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.finance_plan import counted
from coordinator_app.domain.grant_dates import GrantDate
from coordinator_app.domain.grant_parts import receipt_note
from coordinator_app.domain.grants import Drawdown, Expense, ProofKind, ProofOfUse
from coordinator_app.domain.shares import WHOLE, format_share

_CONFIRMED = (
    "Es wird bestätigt, dass die Ausgaben notwendig waren, dass wirtschaftlich und sparsam verfahren wurde und dass "
    "die Angaben mit den Büchern und Belegen übereinstimmen. Die Nebenbestimmungen des Bescheids wurden beachtet."
)


# --- Verwendungsnachweis ---------------------------------------------------------------------------------------


def proof(content: GrantContent, wanted: ProofOfUse) -> Document:
    """Sachbericht, numbers in the order of the plan, receipts, conditions, confirmation."""
    blocks: list[Block] = [KeyValues(tuple(_proof_facts(content)))]
    blocks.append(Heading(1, "Sachbericht"))
    blocks += prose(wanted.report) if wanted.report.strip() else [Paragraph(missing("Sachbericht"))]
    blocks += [Heading(1, "Zahlenmäßiger Nachweis"), *compared_blocks(content)]
    blocks += [Heading(2, "Abrechnung"), _settlement(content)]
    blocks += [Heading(1, "Belegliste"), receipt_table(content, content.receipts)]
    blocks += _conditions(content)
    blocks += _passed_on(content)
    blocks += _publicity(content)
    blocks += [Heading(1, "Bestätigung"), Paragraph(_CONFIRMED)]
    if content.grant.keep_until is not None:
        blocks.append(Paragraph(f"Die Belege werden bis {format_date(content.grant.keep_until)} aufbewahrt."))
    blocks.append(Signatures((Signature("Zuwendungsempfängerin"), Signature("Sachbearbeitung")), place=content.place))
    interim = wanted.proof_kind is ProofKind.INTERIM
    title = "Zwischennachweis" if interim else "Verwendungsnachweis"
    return Document(
        title=title,
        subtitle=content.grant.title,
        subject=title,
        blocks=tuple(blocks),
        letterhead=content.letterhead,
        footer=content.footer,
    )


def _proof_facts(content: GrantContent) -> list[tuple[str, Text]]:
    grant, programme = content.grant, content.programme
    notice = " ".join(filter(None, (format_date(grant.approved_on), f"({grant.reference})" if grant.reference else "")))
    found: list[tuple[str, Text]] = [
        ("Empfängerin", content.applicant or missing("Zuwendungsempfängerin")),
        ("Zuwendungsgeber", programme.provider if programme is not None else missing("Zuwendungsgeber")),
        ("Programm", programme.title if programme is not None else ""),
        ("Zuwendungszweck", ", ".join(title for title, _, _ in content.projects) or grant.title),
        ("Bescheid vom", notice or missing("Bescheid")),
        ("Bewilligungszeitraum", period(grant) or missing("Bewilligungszeitraum")),
        ("Bewilligt", format_money(grant.approved) or missing("Bewilligter Betrag")),
    ]
    return [(label, text) for label, text in found if text]


def _settlement(content: GrantContent) -> KeyValues:
    repay, left = max(content.received - content.entitled, 0), max(content.entitled - content.received, 0)
    grant = content.grant
    share = f" ({format_share(grant.share)}, höchstens die Bewilligung)" if grant.share is not None else ""
    pairs = [
        ("Zuwendungsfähig", format_money(content.spent)),
        ("Zuwendung daraus", format_money(content.entitled) + share),
        ("Davon ausgezahlt", format_money(content.received)),
    ]
    pairs.append(("Zurückzuzahlen", format_money(repay)) if repay else ("Noch auszuzahlen", format_money(left)))
    return KeyValues(tuple(pairs))


def _conditions(content: GrantContent) -> list[Block]:
    if not content.conditions:
        return []
    columns = (
        TableColumn("Auflage", width=5),
        TableColumn("Frist", Kind.DATE, width=1.6),
        TableColumn("Erfüllt am", Kind.DATE, width=1.6),
        TableColumn("Beleg", width=3),
    )
    rows = tuple((each.text, each.due_on, each.met_on, each.proof or None) for each in content.conditions)
    return [Heading(1, "Auflagen"), Table(columns, rows)]


def _passed_on(content: GrantContent) -> list[Block]:
    if not content.passed_on:
        return []
    columns = (
        TableColumn("Empfänger", width=3.4),
        TableColumn("Zweck", width=3.6),
        TableColumn("Vertrag vom", Kind.DATE, width=1.7),
        TableColumn("Nachweis am", Kind.DATE, width=1.7),
        TableColumn("Betrag", Kind.MONEY, width=1.9),
    )
    rows = tuple(
        (name, each.purpose or None, each.contract_on, each.proof_on, each.amount) for each, name in content.passed_on
    )
    total = sum(each.amount or 0 for each, _ in content.passed_on)
    return [Heading(1, "Weitergeleitete Mittel"), Table(columns, rows, totals=("Summe", "", "", "", total))]


def _publicity(content: GrantContent) -> list[Block]:
    if not content.publicity:
        return []
    grant = content.grant
    shown: Text = missing("Tag und Beleg des Förderhinweises")
    if grant.publicity_on is not None:
        proof_text = f" ({grant.publicity_proof})" if grant.publicity_proof else ""
        shown = f"Der Förderhinweis wurde am {format_date(grant.publicity_on)} gezeigt{proof_text}."
    return [Heading(1, "Förderhinweis"), Paragraph(f"„{content.publicity}“"), Paragraph(shown)]


# --- Belegliste ------------------------------------------------------------------------------------------------


def receipts(content: GrantContent) -> Document:
    """All receipts by position with sums, and which of them a funder may not accept."""
    facts = [pair for pair in head_facts(content) if pair[0] != "Finanzierung"]
    blocks: list[Block] = [KeyValues(tuple(facts)), receipt_table(content, content.receipts)]
    doubtful = [(receipt, receipt_note(receipt, content.grant)) for receipt in content.receipts]
    lines = [f"{receipt.voucher or receipt.purpose}: {note}" for receipt, note in doubtful if note]
    if lines:
        blocks.append(Notice("\n".join(lines), "Bitte prüfen"))
    return Document(
        title="Belegliste",
        subtitle=content.grant.title,
        subject="Belegliste",
        blocks=tuple(blocks),
        letterhead=content.letterhead,
        footer=content.footer,
    )


def receipt_table(content: GrantContent, found: Sequence[Expense]) -> Table:
    """Receipts with payee, purpose, position, amount and what counts."""
    names = {item.id: kind_of(content, item) or item.text for item in content.items}
    several = len(content.projects) > 1
    columns = [
        TableColumn("Nr.", width=1.2),
        TableColumn("Bezahlt", Kind.DATE, width=1.9),
        TableColumn("Empfänger und Zweck", width=4.3),
        TableColumn("Ansatz", width=2.7),
        TableColumn("Betrag", Kind.MONEY, width=2.1),
        TableColumn("anerkennbar", Kind.MONEY, width=2.1),
    ]
    rows: list[tuple[object, ...]] = []
    for receipt in found:
        project = content.project_titles.get(receipt.project_id or 0, "") if several else ""
        words = "\n".join(filter(None, (receipt.payee, receipt.purpose, project)))
        position = names.get(receipt.finance_item_id or 0) or None
        rows.append((receipt.voucher, receipt.paid_on, words, position, receipt.amount, counted(receipt)))
    amounts = sum(receipt.amount or 0 for receipt in found)
    totals = ("", "", "Summe", "", amounts, sum(map(counted, found)))
    return Table(
        tuple(columns), tuple(rows), totals=totals if rows else None, compact=True, empty_text="Noch kein Beleg."
    )


# --- Mittelabruf -----------------------------------------------------------------------------------------------


def drawdown(content: GrantContent, wanted: Drawdown, drawn_before: int, *, refund: bool) -> Document:
    """The request for a part of the grant; `drawn_before` is what was asked for earlier, in cents."""
    grant = content.grant
    amount = wanted.amount or 0
    lines: list[tuple[str, Text]] = [
        *((("Bewilligt", format_money(grant.approved)),) if grant.approved is not None else ()),
        ("Bisher abgerufen", format_money(drawn_before)),
        ("Dieser Abruf", format_money(wanted.amount) or missing("Betrag des Abrufs")),
    ]
    if grant.approved is not None:  # without it the head of the document says that it is missing
        lines.append(("Danach noch offen", format_money(grant.approved - drawn_before - amount)))
    programme = content.programme
    blocks: list[Block] = [KeyValues(tuple(_proof_facts(content))), Heading(1, "Abruf"), KeyValues(tuple(lines))]
    if wanted.title:
        blocks.append(Paragraph(f"Zeitraum: {wanted.title}"))
    if refund:
        text = f"Bezahlt sind zuwendungsfähige Ausgaben von {format_money(content.spent)}; die Belegliste liegt bei."
        blocks.append(Paragraph(text))
    elif programme is not None and programme.spend_months:
        count = programme.spend_months
        within = "innerhalb eines Monats" if count == 1 else f"innerhalb von {count} Monaten"
        blocks.append(Paragraph(f"Die Mittel werden {within} nach der Auszahlung für fällige Zahlungen verbraucht."))
    blocks.append(Paragraph("Um Auszahlung auf das im Antrag genannte Konto wird gebeten."))
    blocks.append(Signatures((Signature("Zuwendungsempfängerin"),), place=content.place))
    return Document(
        title=f"Mittelabruf Nr. {wanted.number}",
        subtitle=grant.title,
        subject="Mittelabruf",
        blocks=tuple(blocks),
        letterhead=content.letterhead,
        footer=content.footer,
    )


# --- data sheet and overview ---------------------------------------------------------------------------------------


def sheet(content: GrantContent, dates: Sequence[GrantDate]) -> Document:
    """Everything about one grant for the file: facts, money, plan, days, conditions."""
    grant = content.grant
    facts = head_facts(content)
    facts += [("Beschluss", content.resolution)] if content.resolution else []
    talk = ", ".join(filter(None, (format_date(grant.consultation_on), grant.consultation_with)))
    facts += [("Beratung", talk)] if talk else []
    blocks: list[Block] = [KeyValues(tuple(facts)), Heading(1, "Geld"), _money(content)]
    if len(content.projects) > 1:
        columns = (
            TableColumn("Projekt", width=6),
            TableColumn("Anteil", width=1.5),
            TableColumn("Betrag", Kind.MONEY, width=2),
        )
        rows = tuple((title, format_share(share), amount) for title, share, amount in content.projects)
        shared = sum(share for _, share, _ in content.projects)
        totals = ("Summe", format_share(shared), sum(amount for *_, amount in content.projects))
        blocks += [Heading(1, "Projekte"), Table(columns, rows, totals=totals if shared == WHOLE else None)]
    blocks += [Heading(1, "Finanzplan"), *plan_blocks(content, 2)]
    blocks += _dates(dates, grant.title)
    blocks += [*_conditions(content), *_passed_on(content), *_publicity(content)]
    if grant.note:
        blocks += [Heading(1, "Notiz"), *prose(grant.note)]
    return Document(
        title=grant.title,
        subtitle=f"Datenblatt der Förderung · {grant.state.label}",
        subject="Datenblatt der Förderung",
        blocks=tuple(blocks),
        letterhead=content.letterhead,
        footer=content.footer,
    )


def _money(content: GrantContent) -> KeyValues:
    grant = content.grant
    pairs: list[tuple[str, Text]] = [
        ("Beantragt", _dated(grant.requested, grant.applied_on)),
        ("Bewilligt", _dated(grant.approved, grant.approved_on)),
    ]
    if grant.approved:
        pairs += [
            ("Eingegangen", format_money(content.received)),
            ("Belege", format_money(content.spent)),
            ("Steht nach Belegen zu", format_money(content.entitled)),
        ]
    if grant.recovered is not None:
        pairs.append(("Zurückgefordert", f"{format_money(grant.recovered)} ({grant.recovery_reason})"))
    return KeyValues(tuple(pairs))


def _dated(cents: int | None, day: date | None) -> str:
    if cents is None:
        return "–"
    return format_money(cents) + (f" am {format_date(day)}" if day is not None else "")


def _dates(dates: Sequence[GrantDate], title: str) -> list[Block]:
    if not dates:
        return []
    columns = (
        TableColumn("Frist", width=6),
        TableColumn("Fällig", Kind.DATE, width=1.8),
        TableColumn("Erledigt", Kind.DATE, width=1.8),
    )
    rows = tuple((entry.title.removesuffix(f": {title}"), entry.due, entry.done_on) for entry in dates)
    return [Heading(1, "Fristen"), Table(columns, rows)]


def overview(contents: Sequence[GrantContent], *, letterhead: Letterhead | None, footer: str, day: date) -> Document:
    """All grants with amounts: one line each, sums below."""
    columns = (
        TableColumn("Förderung", width=4.4),
        TableColumn("Programm", width=2.6),
        TableColumn("Stand", width=2),
        TableColumn("Beantragt", Kind.MONEY, width=2),
        TableColumn("Bewilligt", Kind.MONEY, width=2),
        TableColumn("Eingegangen", Kind.MONEY, width=2),
        TableColumn("Belege", Kind.MONEY, width=2),
    )
    rows = tuple(_overview_row(content) for content in contents)
    sums = [sum(int(row[index] or 0) for row in rows) for index in range(3, 7)]
    table = Table(columns, rows, totals=("Summe", "", "", *sums) if rows else None, compact=True)
    note = f"Stand {format_date(day)}. {plural(len(rows), 'Förderung', 'Förderungen')}."
    return Document(
        title="Förderübersicht",
        subject="Förderübersicht",
        blocks=(Paragraph(note, style=Style.SMALL), table),
        orientation=Orientation.LANDSCAPE,
        letterhead=letterhead,
        footer=footer,
    )


def _overview_row(content: GrantContent) -> tuple[str, str | None, str, int | None, int | None, int | None, int | None]:
    grant, programme = content.grant, content.programme
    name = (programme.short_name or programme.title) if programme is not None else None
    title = f"{grant.title} ({grant.funding_year})" if grant.funding_year else grant.title
    received, spent = content.received or None, content.spent or None
    return title, name, grant.state.label, grant.requested, grant.approved, received, spent
