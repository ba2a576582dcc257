"""Results of a made-up survey as screen, Word and PDF get them."""

from coordinator_app.domain.results import (
    DataBasis,
    Figure,
    Frequencies,
    FrequencyLine,
    MarginLine,
    Perceived,
    Portfolio,
    PortfolioField,
    PortfolioPoint,
    RecordedPair,
    Result,
    ResultKind,
    ResultRow,
    Shown,
    TestResult,
    WeightingReport,
)
from coordinator_app.domain.survey_run import ModuleResults, SurveyRun

SCALE = ("sehr sicher", "eher sicher", "eher unsicher", "sehr unsicher")


def figure(value: float, spread: float = 0.03, shown: Shown = Shown.FULL) -> Figure:
    """A share with an interval of twice `spread`."""
    return Figure(value, max(0.0, value - spread), min(1.0, value + spread), round(value * 386), shown)


def scale_row(label: str, base: int, *shares: float, section: str = "", differs: str = "") -> ResultRow:
    """A row of the scale with the sum of the first two."""
    cells = tuple(figure(share) for share in shares)
    return ResultRow(
        label, base, base * 0.9, cells, figure(shares[0] + shares[1]), section=section, differs=differs, key=label
    )


LIKERT = Result(
    key="q:E01",
    kind=ResultKind.LIKERT,
    title="Sicherheitsgefühl zu Fuß, allein unterwegs",
    wording="Wie sicher fühlen Sie sich, wenn Sie zu Fuß allein unterwegs sind?",
    number=5,
    variable="E01",
    columns=SCALE,
    codes=(1, 2, 3, 4),
    good=2,
    rows=(
        scale_row("am Tag", 386, 0.52, 0.37, 0.08, 0.03),
        scale_row("nach Einbruch der Dunkelheit", 379, 0.17, 0.36, 0.31, 0.16),
        scale_row("an Haltestellen", 342, 0.19, 0.40, 0.29, 0.12),
        ResultRow("im Stadtpark", 9, 8.1, (Figure(None, shown=Shown.HIDDEN),) * 4, None, shown=Shown.HIDDEN),
        scale_row("am Bahnhof und im Tunnel", 297, 0.09, 0.22, 0.39, 0.30, differs="gesicherter Unterschied"),
    ),
    summary="sicher",
    summary_codes=(1, 2),
    weighted=True,
    notes=("Angaben in Prozent, gewichtet; ohne „weiß nicht“.",),
)
AGREE = Result(
    key="q:B01",
    kind=ResultKind.LIKERT,
    title="Nachbarschaft",
    wording="Wie sehr stimmen Sie zu?",
    number=3,
    variable="B01",
    columns=("stimme voll zu", "stimme eher zu", "teils/teils", "stimme eher nicht zu", "stimme gar nicht zu"),
    codes=(1, 2, 3, 4, 5),
    good=2,
    rows=(
        scale_row("Man hilft sich.", 380, 0.25, 0.35, 0.2, 0.15, 0.05),
        scale_row("Man vertraut sich.", 371, 0.15, 0.3, 0.3, 0.17, 0.08),
    ),
    summary="Zustimmung",
    summary_codes=(1, 2),
)
SHARES = Result(
    key="q:A01",
    kind=ResultKind.SHARES,
    title="Wohndauer",
    wording="Seit wann wohnen Sie in Mühlwerda?",
    number=1,
    variable="A01",
    columns=("unter 5 Jahre", "5 bis 20 Jahre", "über 20 Jahre"),
    codes=(1, 2, 3),
    rows=(ResultRow("Gesamt", 400, 372.4, (figure(0.2), figure(0.35), figure(0.45))),),
)
MULTIPLE = Result(
    key="q:H01",
    kind=ResultKind.MULTIPLE,
    title="Vorsicht im Alltag",
    wording="Was tun Sie, um sich zu schützen?",
    number=9,
    variable="H01",
    columns=("Orte meiden", "Wohnung sichern", "nichts davon"),
    codes=(1, 2, 3),
    rows=(
        ResultRow("Altstadt", 120, 110.0, (figure(0.4), figure(0.55), figure(0.2))),
        ResultRow("Neustadt", 22, 20.0, tuple(figure(x, 0.2, Shown.BRACKETED) for x in (0.5, 0.3, 0.1))),
        ResultRow("Bahnhofsviertel", 90, 84.0, (figure(0.61), Figure(None, shown=Shown.HIDDEN), figure(0.12))),
    ),
    group="Ortsteil",
    test=TestResult("Rao-Scott", 4.21, 2.9, 660.2, 0.006, "Die Ortsteile unterscheiden sich."),
    notes=("Mehrfachnennungen: Summe über 100 Prozent möglich.",),
)
INDEX = Result(
    key="i:1",
    kind=ResultKind.INDEX,
    title="Zusammenhalt",
    wording="Mittelwert aus vier Aussagen",
    columns=("Mittelwert",),
    rows=(
        ResultRow("Altstadt", 120, 110.0, (Figure(62.4, 58.1, 66.7, 120),), Figure(62.4, 58.1, 66.7, 120)),
        ResultRow("Neustadt", 95, 90.0, (Figure(48.9, 44.0, 53.8, 95),), Figure(48.9, 44.0, 53.8, 95)),
    ),
    summary="Mittelwert",
    summary_unit="Punkte",
    unit="Punkte",
    group="Ortsteil",
)
WAVES = Result(
    key="w:E01",
    kind=ResultKind.LIKERT,
    title="Sicherheitsgefühl im Vergleich der Erhebungen",
    wording=LIKERT.wording,
    number=5,
    variable="E01",
    columns=SCALE,
    codes=(1, 2, 3, 4),
    good=2,
    rows=(
        scale_row("2021", 402, 0.5, 0.36, 0.1, 0.04, section="am Tag"),
        scale_row("2026", 386, 0.52, 0.37, 0.08, 0.03, section="am Tag"),
        scale_row("2021", 399, 0.2, 0.39, 0.27, 0.14, section="nachts"),
        scale_row("2026", 379, 0.17, 0.36, 0.31, 0.16, section="nachts", differs="gesicherter Rückgang"),
    ),
    summary="sicher",
    summary_codes=(1, 2),
    wave="2026",
)
PORTFOLIO = Portfolio(
    "Wichtigkeit und Zufriedenheit",
    "wichtig",
    "zufrieden",
    0.6,
    0.5,
    (
        PortfolioPoint("Beleuchtung", figure(0.82), figure(0.31), PortfolioField.ACT, 380),
        PortfolioPoint("Sauberkeit", figure(0.75), figure(0.62), PortfolioField.KEEP, 377),
        PortfolioPoint("Spielplätze", figure(0.41), figure(0.44), PortfolioField.WATCH, 351),
        PortfolioPoint("Stadtfeste", figure(0.3), figure(0.8), PortfolioField.OVER, 362),
    ),
    ("Gewichtet.",),
)
PERCEIVED = Perceived(
    "Gefühlt und erfasst",
    (
        RecordedPair(
            "Wohnungseinbruch",
            figure(0.46),
            "halten es für wahrscheinlich",
            380,
            "Wohnungseinbruchdiebstahl",
            "Fälle",
            (("2023", 41.0), ("2024", 38.0), ("2025", 29.0)),
            "2025: 29 Fälle, 9 weniger als 2024.",
            ("Die PKS zählt nur angezeigte Taten.",),
        ),
        RecordedPair(
            "Sachbeschädigung",
            figure(0.38),
            "halten es für wahrscheinlich",
            377,
            "Sachbeschädigung",
            "Fälle",
            (("2023", 150.0), ("2024", 171.0), ("2025", 188.0)),
            "2025: 188 Fälle, 17 mehr als 2024 (+10 %).",
        ),
    ),
    ("Gefühl und Statistik messen Verschiedenes; das eine erklärt das andere nicht.",),
)
BASIS = DataBasis(
    sent=1000,
    undeliverable=31,
    evaluated=386,
    paper=340,
    online=46,
    self_selected=12,
    blank=4,
    return_rate=0.3983,
    effective=341.2,
    design_effect=1.13,
    entry_error=0.4,
    entry_low=0.1,
    entry_high=1.3,
    weighted=True,
)
WEIGHTING = WeightingReport(
    applied=True,
    margins=(
        MarginLine("Ortsteil", "Altstadt", 4200, 0.42, 190, 0.492, 0.42),
        MarginLine("Ortsteil", "Neustadt", 5800, 0.58, 196, 0.508, 0.58),
    ),
    design_effect=1.13,
    effective=341.2,
    lowest=0.48,
    highest=2.6,
    trimmed=3,
    rounds=4,
    words=("Gewichtet nach Ortsteil.",),
)
FREQUENCIES = Frequencies(
    "A01",
    "Wohndauer",
    (
        FrequencyLine(1, "unter 5 Jahre", 80, 0.207, figure(0.2), 0.2),
        FrequencyLine(2, "5 bis 20 Jahre", 140, 0.363, figure(0.35), 0.55),
        FrequencyLine(3, "über 20 Jahre", 180, 0.466, figure(0.45), 1.0),
        FrequencyLine(-9, "keine Angabe", 6, 0.016, missing=True),
    ),
    406,
    400,
)


def sample_run() -> SurveyRun:
    """Everything above as one run."""
    return SurveyRun(
        basis=BASIS,
        weighting=WEIGHTING,
        modules=(
            ModuleResults("Wohnen und Leben", (SHARES, AGREE), frequencies=(FREQUENCIES,)),
            ModuleResults("Sicherheitsgefühl", (LIKERT,), compared=(MULTIPLE,), waves=(WAVES,)),
        ),
        indices=(INDEX,),
        portfolios=(PORTFOLIO,),
        perceived=PERCEIVED,
        hidden=6,
        bracketed=3,
    )
