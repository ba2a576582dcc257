"""Bedarfsblatt of a need and Bedarfsregister of all as documents."""

from collections.abc import Iterable

from coordinator_app.common.clock import today
from coordinator_app.common.german import sort_key
from coordinator_app.documents import need_sheets
from coordinator_app.documents.content import Document
from coordinator_app.domain.need_states import OPEN_NEEDS
from coordinator_app.domain.needs import Need
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    dated_stem,
    letterhead_of,
)
from coordinator_app.services.need_card import NeedCard, read_card
from coordinator_app.storage.unit_of_work import ReadUnit


def _sheet(workspace: Workspace, id: int, _options: Options) -> Document:
    with workspace.store.read() as unit:
        sheet = _read(unit, id)
    return need_sheets.build_sheet(sheet, _frame(workspace))


def _register(workspace: Workspace, _id: int, options: Options) -> Document:
    with workspace.store.read() as unit:
        needs = [need for need in unit.find(Need) if options["scope"] == "all" or need.status in OPEN_NEEDS]
        sheets = [_read(unit, need.id) for need in needs]
        order = _field_order(unit, needs)
    sheets.sort(key=lambda sheet: (order.get(sheet.field, len(order)), sort_key(sheet.need.title)))
    narrowed = "offene Bedarfe" if options["scope"] == "open" else ""
    return need_sheets.build_register(sheets, _frame(workspace), narrowed=narrowed)


def _frame(workspace: Workspace) -> need_sheets.Frame:
    return need_sheets.Frame(workspace.municipality.name(), today(workspace.clock), letterhead_of(workspace))


def _field_order(unit: ReadUnit, needs: Iterable[Need]) -> dict[str, int]:
    """The Handlungsfelder of these needs in German order, by their words."""
    titles = unit.titles("catalog_entry", (need.field_of_action_id for need in needs)).values()
    return {title: place for place, title in enumerate(sorted(set(titles), key=sort_key))}


def _read(unit: ReadUnit, id: int) -> need_sheets.NeedSheet:
    card: NeedCard = read_card(unit, id)
    need = card.need
    entries = unit.titles("catalog_entry", (need.field_of_action_id, need.offence_group_id, *need.target_groups))
    areas, places = unit.titles("area", need.areas), unit.titles("place", need.places)
    return need_sheets.NeedSheet(
        need=need,
        field=entries.get(need.field_of_action_id or 0, ""),
        offence=entries.get(need.offence_group_id or 0, ""),
        areas=tuple(areas[each] for each in need.areas if each in areas),
        places=tuple(places[each] for each in need.places if each in places),
        groups=tuple(entries[each] for each in need.target_groups if each in entries),
        responsible=card.responsible,
        rank=f"Rang {card.priority.rank}" if card.priority and card.priority.rank else "",
        evidence=tuple((view.kind_label, view.evidence) for view in card.evidence),
        kinds=card.score,
        factors=card.factors,
        offers=tuple(
            need_sheets.OfferLine(offer.title, offer.status.label, offer.coverage, offer.reason)
            for offer in card.offers
        ),
        coverage=card.coverage,
        gap=card.gap,
        steps=card.steps,
        next_step=card.next_step,
    )


def _needs(workspace: Workspace) -> list[int]:
    return [need.id for need in workspace.needs.all()]


def _any_need(workspace: Workspace) -> list[int]:
    return [0] if workspace.needs.all() else []


def _sheet_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Bedarfsblatt", workspace.needs.get(id).title)


def _register_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Bedarfsregister")


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="need_sheet",
        label="Bedarfsblatt",
        subject=Need.kind,
        build=_sheet,
        subjects=_needs,
        file_stem=_sheet_stem,
    ),
    DocumentKind(
        key="need_register",
        label="Bedarfsregister",
        subject="",
        build=_register,
        subjects=_any_need,
        file_stem=_register_stem,
        formats=("docx", "pdf"),
        options=(
            DocumentOption(
                "scope", "Umfang", default="open", choices=(("open", "offene Bedarfe"), ("all", "alle Bedarfe"))
            ),
        ),
    ),
)
