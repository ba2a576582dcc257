"""What to take over from a table of the PKS: year, areas, offences and figures."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.data_series import Measure
from coordinator_app.domain.recorded_crime import ALL_OFFENCES
from coordinator_app.exchange.pks_tables import PksTable
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.field_editors import matching
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.pickers import MultiChoiceEditor
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.data_series import DataSeriesService, SeriesPlan

_FIRST = (
    ALL_OFFENCES,
    *("892000", "210000", "220000", "3***00", "326*00", "***300", "435*00", "674000", "730000", "899000"),
)
"""Ticked at the start: all offences, violence, robbery, bodily injury, theft, shoplifting, bicycles, burglary,
damage to property, drugs, street crime (keys of the PKS)."""


class PksDialog(Dialog):
    """Year, areas, offences and figures of a table; `plan` is what taking them over would do."""

    help_topic = "kennzahlen"

    def __init__(
        self, service: DataSeriesService, table: PksTable, own_codes: Sequence[str], parent: QWidget | None = None
    ) -> None:
        title = "Kriminalstatistik einlesen"
        super().__init__(title, primary="Weiter", heading=title, parent=parent, width=720)
        self._service, self._table = service, table
        self.plan: SeriesPlan | None = None
        self._areas, self._keys = list(table.areas), list(table.offences)
        found = plural(len(self._keys), "Straftat", "Straftaten")
        where = plural(len(self._areas), "Gebiet", "Gebiete")
        self.add(Label(f"„{table.name}“: {found}, {where}. Noch ist nichts gespeichert.", wrap=True))
        self.year = TextEditor()
        self.year.set_value(table.year)
        self.areas = _choice([table.areas[code] or "ganze Tabelle" for code in self._areas])
        self.keys = _choice([f"{table.offences[key]} ({key})" for key in self._keys])
        self.measures = _choice([each.label for each in table.measures])
        self.areas.set_value(self._own_areas(own_codes))
        first = [self._keys.index(key) for key in _FIRST if key in self._keys]
        self.keys.set_value(first or ([0] if len(self._keys) == 1 else []))
        cases = [at for at, each in enumerate(table.measures) if each.measure is Measure.CASES]
        self.measures.set_value(cases or [0])
        hint = "" if table.year else "Die Tabelle nennt kein Jahr. Bitte das Berichtsjahr eingeben."
        self.add(FieldRow("Berichtsjahr", self.year, required=True, help_text=hint))
        self.add(FieldRow("Gebiete", self.areas, required=True))
        self.add(
            FieldRow("Straftaten", self.keys, required=True, help_text="Einzeln; sie enthalten einander zum Teil.")
        )
        self.add(FieldRow("Zahlen", self.measures, required=True))
        for editor, name in ((self.areas, "Gebiete"), (self.keys, "Straftaten"), (self.measures, "Zahlen")):
            editor.set_name(name)

    @classmethod
    def ask(
        cls, service: DataSeriesService, table: PksTable, own_codes: Sequence[str], parent: QWidget | None = None
    ) -> SeriesPlan | None:
        """Let her choose; what taking it over would do, None when it was cancelled."""
        dialog = cls(service, table, own_codes, parent)
        return dialog.plan if dialog.run() else None

    def check(self) -> bool:
        """Compare what is chosen with the file; a `UserError` is shown in the dialog."""
        self.plan = self._service.plan_pks(
            self._table,
            year=self.year.value().strip(),
            areas=[self._areas[at] for at in sorted(self.areas.value())],
            keys=[self._keys[at] for at in self.keys.value()],
            columns=[self._table.measures[at].column for at in self.measures.value()],
        )
        return True

    def _own_areas(self, own_codes: Sequence[str]) -> list[int]:
        """The only area, else that of the own municipality or its Kreis."""
        if len(self._areas) == 1:
            return [0]
        own = {code for full in own_codes for code in (full, full[:5]) if code}
        return [at for at, code in enumerate(self._areas) if code in own]


def _choice(titles: Sequence[str]) -> MultiChoiceEditor:
    """Several of these, by their place."""
    entries = list(enumerate(titles))
    return MultiChoiceEditor(partial(matching, lambda: entries), partial(_titles, titles))


def _titles(titles: Sequence[str], ids: Iterable[int]) -> dict[int, str]:
    return {at: titles[at] for at in ids}
