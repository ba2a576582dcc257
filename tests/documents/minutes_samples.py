"""Minutes in which everything occurs that minutes can tell, for the tests of their documents."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.meetings import AttendanceStatus, NoticeAnswer
from coordinator_app.domain.minutes_content import (
    ApprovalContent,
    AttachmentContent,
    BallotContent,
    BreakContent,
    CirculationContent,
    ControlContent,
    ItemContent,
    MinutesContent,
    ObjectionContent,
    PersonContent,
    ResolutionContent,
    TaskContent,
)
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.votes import Procedure

BEGIN = datetime(2026, 11, 26, 16, 2, tzinfo=UTC)
END = BEGIN + timedelta(minutes=112)


def at(minutes: int) -> datetime:
    """A moment of the meeting."""
    return BEGIN + timedelta(minutes=minutes)


PEOPLE = (
    PersonContent(
        name="Cornelia Marschner",
        function="Oberbürgermeisterin",
        organisation="Stadtverwaltung",
        role=Role.CHAIR,
        has_vote=True,
        spans=((BEGIN, END),),
    ),
    PersonContent(name="Anke Lorenz", function="Schulleiterin", has_vote=True, spans=((at(10), END),)),
    PersonContent(name="Torsten Seidel", function="Revierleiter", has_vote=True, spans=((BEGIN, at(70)),)),
    PersonContent(name="Maren Roth", has_vote=True, represents="Kathrin Vogel", spans=((BEGIN, END),)),
    PersonContent(name="Kathrin Vogel", has_vote=True, status=AttendanceStatus.REPRESENTED),
    PersonContent(name="Julia Albrecht", function="Koordinatorin", role=Role.MINUTE_TAKER, spans=((BEGIN, END),)),
    PersonContent(name="Mirko Wagner", status=AttendanceStatus.GUEST, spans=((at(20), at(60)),)),
    PersonContent(name="Stefan Krause", has_vote=True, status=AttendanceStatus.EXCUSED, reason="Urlaub"),
)
ROLL_CALL = ResolutionContent(
    number="2026/11",
    title="Offener Treff",
    wording="Die Lenkungsgruppe empfiehlt dem Stadtrat, den „Offenen Treff am Bahnhof“ einzurichten.\n\n"
    "[nö] Die Höhe der Miete wird nicht veröffentlicht.",
    grounds="Die Befragung zeigt Bedarf.",
    mover="Koordinierungsstelle",
    state=ResolutionState.ADOPTED,
    procedure=Procedure.ROLL_CALL,
    sentence="Der Beschlussvorschlag wird bei 3 Ja-Stimmen und 1 Nein-Stimme in namentlicher Abstimmung angenommen.",
    earlier=("Der Beschlussvorschlag wird bei 2 Ja-Stimmen und 2 Nein-Stimmen abgelehnt (Stimmengleichheit).",),
    yes=3,
    no=1,
    present=4,
    public=True,
    ballots=(
        BallotContent(name="Cornelia Marschner", choice=BallotChoice.YES),
        BallotContent(name="Anke Lorenz", choice=BallotChoice.YES),
        BallotContent(name="Maren Roth", choice=BallotChoice.YES, represents="Kathrin Vogel"),
        BallotContent(name="Torsten Seidel", choice=BallotChoice.NO),
    ),
)
CIRCULATION = ResolutionContent(
    number="2026/10",
    title="Plakataktion",
    wording="Der Plakataktion „Hinsehen“ wird zugestimmt.",
    state=ResolutionState.ADOPTED,
    procedure=Procedure.CIRCULATION,
    sentence="Der Beschlussvorschlag wird mit 6 Ja-Stimmen im Umlaufverfahren angenommen.",
    yes=6,
    circulation=CirculationContent(
        sent_on=date(2026, 10, 1), reply_until=date(2026, 10, 15), closed_on=date(2026, 10, 16)
    ),
)
ITEMS = (
    ItemContent(title="Öffentlicher Teil", is_heading=True),
    ItemContent(
        id=1,
        number="1",
        title="Genehmigung der Niederschrift vom 10.09.2026",
        item_type=ItemType.MINUTES_APPROVAL,
        state=ItemState.DONE,
        public=True,
        begin=at(1),
        end=at(9),
        approval=ApprovalContent(
            minutes="3. Sitzung der Lenkungsgruppe",
            sentence="Die Niederschrift der Sitzung vom 10.09.2026 ist mit den übernommenen Einwendungen genehmigt.",
            objections=(
                ObjectionContent(
                    name="Jens Hempel",
                    raised_on=date(2026, 9, 30),
                    item="TOP 3",
                    text="Die Zahl der Lampen ist 14, nicht 41.",
                    decision=ObjectionDecision.ACCEPTED,
                    decision_text="Die Zahl war ein Schreibfehler.",
                ),
                ObjectionContent(
                    name="Rico Böhme",
                    raised_on=date(2026, 11, 20),
                    text="Sein Redebeitrag fehlt.",
                    is_late=True,
                    decision=ObjectionDecision.REJECTED,
                    decision_text="Es wird ein Ergebnisprotokoll geführt.",
                ),
                ObjectionContent(name="Anke Lorenz", text="Der Titel von TOP 4 ist unklar."),
            ),
        ),
    ),
    ItemContent(
        id=2,
        number="2",
        title="Offener Treff am Bahnhof",
        item_type=ItemType.RESOLUTION,
        state=ItemState.DONE,
        public=True,
        begin=at(9),
        end=at(65),
        reporter="Koordinierungsstelle",
        guests="Mirko Wagner",
        facts="Herr Wagner stellt das Konzept vor:\n\n- drei Tage in der Woche\n- zwei Fachkräfte\n\n"
        "[nö] Der Vermieter verlangt 12 € je Quadratmeter.\nDie Verhandlungen laufen noch.\n\n"
        "Der Treff soll im Frühjahr öffnen.",
        discussion="Frau Lorenz fragt nach der Reinigung.\n\n[nö] Herr Seidel berichtet von einem Einsatz.",
        outcome="Das Konzept wird begrüßt.",
        recused=("Rico Böhme",),
        resolutions=(ROLL_CALL,),
        tasks=(
            TaskContent(title="Reinigungsplan", responsible="Jens Hempel", due=date(2026, 12, 10), public=True),
            TaskContent(title="Mietvertrag prüfen", responsible="Ordnungsamt", due=date(2027, 1, 15)),
        ),
        attachments=(
            AttachmentContent(number=1, title="Konzept „Offener Treff“", dated=date(2026, 11, 2)),
            AttachmentContent(number=2, title="Entwurf des Mietvertrags", confidential=True),
        ),
    ),
    ItemContent(
        id=3,
        number="3",
        title="Bekanntgabe: Umlaufbeschluss 2026/10",
        item_type=ItemType.INFORMATION,
        state=ItemState.DONE,
        public=True,
        resolutions=(CIRCULATION,),
    ),
    ItemContent(title="Nicht öffentlicher Teil", is_heading=True),
    ItemContent(
        id=4,
        number="4",
        title="Lagebild",
        state=ItemState.DONE,
        begin=at(65),
        end=at(90),
        reporter="Polizeirevier",
        facts="Vertrauliche Zahlen zum dritten Quartal.",
        attachments=(AttachmentContent(number=1, title="Lagebericht"),),
    ),
    ItemContent(
        id=5,
        number="5",
        title="Beschlusskontrolle",
        item_type=ItemType.RESOLUTION_CONTROL,
        state=ItemState.DONE,
        control=(
            ControlContent(number="2026/09", title="Beleuchtung", responsible="Bauamt", state="in Arbeit"),
            ControlContent(number="2026/07", title="Streetwork", due=date(2026, 12, 31), state="offen"),
        ),
    ),
    ItemContent(
        id=6,
        number="6",
        title="Wahl der Stellvertretung",
        item_type=ItemType.ELECTION,
        state=ItemState.DONE,
        urgent="Dringlich, in der Sitzung aufgenommen: Die Stelle ist seit Montag unbesetzt.",
        resolutions=(
            ResolutionContent(
                number="2026/12",
                title="Wahl",
                wording="Zur stellvertretenden Leitung wird gewählt, wer die meisten Stimmen erhält.",
                elected="Anke Lorenz",
                state=ResolutionState.ADOPTED,
                sentence="Gewählt ist Anke Lorenz mit 3 Stimmen.",
                yes=3,
                present=4,
                ballots=(
                    BallotContent(name="Leere Stimme"),
                    BallotContent(name="Gewicht", choice=BallotChoice.YES, weight=2),
                ),
            ),
        ),
    ),
    ItemContent(id=7, number="7", title="Haushalt 2027", state=ItemState.POSTPONED, moved_to="Sitzung am 04.02.2027"),
)
CONTENT = MinutesContent(
    town="Mühlwerda",
    letterhead=("Stadt Mühlwerda", "Kommunaler Präventionsrat"),
    body="Lenkungsgruppe",
    body_short="KPR",
    body_genitive="der Lenkungsgruppe",
    title="4. Sitzung der Lenkungsgruppe",
    number=4,
    day=date(2026, 11, 26),
    begin=BEGIN,
    end=END,
    place="Rathaus, Ratssaal",
    chair="Cornelia Marschner",
    minute_taker="Julia Albrecht",
    invited_on=date(2026, 11, 10),
    notice=NoticeAnswer.YES,
    quorum_noted=True,
    quorum_met=True,
    members=5,
    people=PEOPLE,
    items=ITEMS,
    breaks=(BreakContent(begin=at(40), end=at(50), reason="Lüften"), BreakContent()),
    attachments=(AttachmentContent(number=1, title="Präsentation"),),
    next_meeting=date(2027, 2, 4),
    sign_member=True,
)
LONG_TITLE = ("Sehr langer Titel eines Tagesordnungspunktes " * 6)[:245]


def _many(number: int) -> ItemContent:
    """Every third item was decided by name, the others were told."""
    item = replace(ITEMS[2], id=number, number=str(number), title=f"{LONG_TITLE} {number}")
    return item if number % 3 == 0 else replace(item, resolutions=(), tasks=(), attachments=())


MANY = replace(CONTENT, items=tuple(_many(number) for number in range(1, 395)))
