"""The grants of the example: an application in preparation, one running with receipts, one approved, one waiting."""

from datetime import timedelta
from typing import Any

from coordinator_app.domain.grants import (
    Condition,
    Drawdown,
    DrawdownState,
    Expense,
    FinanceItem,
    GrantState,
    IncomeKind,
    PassThrough,
    PlanSide,
)
from coordinator_app.services.demo.stage import Stage, content

_WAY = {
    "preparing": (GrantState.PREPARING,),
    "applied": (GrantState.PREPARING, GrantState.APPLIED),
    "approved": (GrantState.PREPARING, GrantState.APPLIED, GrantState.APPROVED),
    "running": (GrantState.PREPARING, GrantState.APPLIED, GrantState.APPROVED, GrantState.RUNNING),
}


def fill(stage: Stage) -> None:
    """Write the grants with plan, receipts, drawdowns and conditions."""
    stage.go_to(-420)
    for programme in stage.workspace.funding.all():
        stage.keep("funding_programme", programme.short_name, programme.id)
    stage.workspace.funding.check(stage.id("funding_programme", "Demokratie leben!"))
    stage.go_to(-100)
    stage.workspace.funding.check(stage.id("funding_programme", "RL KommPräv"))
    for entry in content("funding")["grants"]:
        _grant(stage, entry)


def _grant(stage: Stage, entry: dict[str, Any]) -> None:
    grants = stage.workspace.grants
    stage.go_to(-7 * entry.get("consultation", entry.get("applied", 0) + 2))
    programme = stage.ids["funding_programme"].get(entry["programme"])
    closed = (stage.day.month, stage.day.day) > (10, 15)  # the window of the programme: the next one is meant
    talk = stage.weeks_ago(entry["consultation"]) if "consultation" in entry else None
    id = grants.create(
        title=entry["title"],
        projects=stage.several("project", entry["projects"]),
        programme_id=programme,
        funding_year=stage.day.year + entry["year"] + (closed and entry["year"] > 0),
        applicant_id=stage.id("organisation", "stadt"),
        requested=entry["requested"],
        **({"share": entry["share"]} if "share" in entry else {}),
        consultation_on=talk,
        consultation_with=entry.get("consultation_with", ""),
    )
    stage.keep("grant", entry["key"], id)
    for project, share in entry.get("shares", ()):
        grants.set_share(id, stage.id("project", project), share)
    items = _plan(stage, id, entry)
    for state in _WAY[entry["state"]]:
        _step(stage, id, entry, state)
    _parts(stage, id, entry, items)


def _plan(stage: Stage, id: int, entry: dict[str, Any]) -> list[int]:
    add = stage.workspace.grants.add_part
    items: list[int] = [
        add(FinanceItem(grant_id=id, cost_kind_id=stage.entry("cost_kind", code), text=text, planned=cents))
        for code, text, cents in entry["plan"]
    ]
    for kind, text, cents, came in entry["income"]:
        add(
            FinanceItem(
                grant_id=id,
                side=PlanSide.INCOME,
                income_kind=IncomeKind(kind),
                text=text,
                planned=cents,
                received=came or None,
            )
        )
    return items


def _step(stage: Stage, id: int, entry: dict[str, Any], state: GrantState) -> None:
    values: dict[str, Any] = {}
    if state is GrantState.APPLIED:
        stage.go_to(-7 * entry["applied"])
    elif state is GrantState.APPROVED:
        stage.go_to(-7 * entry["decided"])
        begin = stage.weeks_ago(entry["began"]).replace(day=1)
        end = begin.replace(year=begin.year + 1) - timedelta(days=1)
        decided = stage.weeks_ago(entry["decided"])
        values = {"approved": entry["approved"], "approved_on": decided, "notified_on": decided + timedelta(days=4)}
        values |= {"period_start": begin, "period_end": end, "reference": entry["reference"]}
    elif state is GrantState.RUNNING:
        stage.go_to(-7 * entry["began"])
    reason = "Bescheid liegt in der Akte der Kämmerei." if state is GrantState.APPROVED else ""
    stage.workspace.grants.transition(id, state, reason=reason, **values)


def _parts(stage: Stage, id: int, entry: dict[str, Any], items: list[int]) -> None:
    add = stage.workspace.grants.add_part
    stage.go_to(0)
    for receipt in entry.get("receipts", ()):
        add(_receipt(stage, id, items, *receipt))
    for title, cents, asked, came, spent in entry.get("drawdowns", ()):
        state = DrawdownState.SPENT if spent else DrawdownState.PAID
        days = stage.weeks_ago(asked), stage.weeks_ago(came)
        add(Drawdown(grant_id=id, title=title, amount=cents, state=state, requested_on=days[0], received_on=days[1]))
    for text, due, met, proof in entry.get("conditions", ()):
        met_on = stage.weeks_ago(met) if met else None
        add(Condition(grant_id=id, text=text, due_on=stage.weeks_ago(due), met_on=met_on, proof=proof))
    for organisation, purpose, cents, contract, due in entry.get("passed_on", ()):
        add(
            PassThrough(
                grant_id=id,
                organisation_id=stage.id("organisation", organisation),
                purpose=purpose,
                amount=cents,
                contract_on=stage.weeks_ago(contract),
                proof_due_on=stage.weeks_ago(due),
            )
        )


def _receipt(
    stage: Stage, id: int, items: list[int], number: str, weeks: int, payee: str, purpose: str, *rest: Any
) -> Expense:
    cents, item, project = rest
    return Expense(
        grant_id=id,
        voucher=number,
        dated=stage.weeks_ago(weeks + 2),
        paid_on=stage.weeks_ago(weeks),
        payee=payee,
        purpose=purpose,
        amount=cents,
        finance_item_id=items[int(item)] if item >= 0 else None,
        project_id=stage.id("project", project) if project else None,
    )
