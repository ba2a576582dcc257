"""The program's own words on a printed questionnaire, in every language of `domain.form_languages`.

Nothing printed on the sheet or its Word twin besides the questionnaire's own texts comes from anywhere else.
`{…}` are filled in by `str.format`.
"""

from dataclasses import dataclass

from coordinator_app.domain.form_languages import form_language


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """Words of one language. `*_name` and `tick`, `rank`, `part` are read aloud to readers who cannot see."""

    page: str
    turn_over: str
    draft: str
    how_to: str
    cross: str
    correct: str
    cross_name: str
    filled_name: str
    next_question: str
    to_end: str
    at_answer: str
    only_at: str
    or_answer: str
    day: str
    month: str
    year: str
    tick: str
    number_name: str
    rank: str
    part: str
    crest: str
    description: str
    contact: str
    review_title: str
    review_note: str
    statement: str
    entry: str
    number_field: str
    year_field: str
    date_field: str
    code_field: str
    arrow: str = "→"


_GERMAN = SheetWords(
    page="Seite {page} von {pages}",
    turn_over="Bitte umblättern",
    draft="Entwurf – nicht verteilen",
    how_to="So füllen Sie\nden Bogen aus:",
    cross="Kreuz mit dünnem Stift,\nschwarz oder blau",
    correct="Verschrieben? Kästchen ganz ausfüllen\nund das richtige ankreuzen",
    cross_name="Angekreuztes Kästchen",
    filled_name="Ausgefülltes Kästchen",
    next_question="weiter mit Frage {number}",
    to_end="zum Ende des Fragebogens",
    at_answer="Bei „{answer}“",
    only_at="nur bei „{answer}“",
    or_answer="“ oder „",
    day="Tag",
    month="Monat",
    year="Jahr",
    tick="Kästchen: {label}",
    number_name="Feld für eine Zahl",
    rank="Feld für den Rang: {label}",
    part="Feld für: {name}",
    crest="Wappen: {name}",
    description="Fragebogen, Formularkennung {code}",
    contact="Rückfragen: {contact}",
    review_title="Zum Lesen und Prüfen",
    review_note="Diese Fassung dient der Abstimmung. Verschickt wird der gesetzte Bogen (PDF); nur er kann "
    "eingelesen werden. Ausgefüllte Exemplare dieser Fassung werden von Hand erfasst.",
    statement="Aussage",
    entry="Nr.",
    number_field="Zahl:",
    year_field="Jahr:",
    date_field="Datum (TT.MM.JJJJ):",
    code_field="Ziffern:",
)

_EASY = SheetWords(
    page="Seite {page} von {pages}",
    turn_over="Bitte umblättern",
    draft="Entwurf – nicht verteilen",
    how_to="So füllen Sie\nden Bogen aus:",
    cross="Machen Sie ein Kreuz\nmit einem dünnen Stift",
    correct="Falsch? Malen Sie das Kästchen aus.\nMachen Sie ein neues Kreuz.",
    cross_name="Kästchen mit Kreuz",
    filled_name="Ausgemaltes Kästchen",
    next_question="Gehen Sie zu Frage {number}",
    to_end="Gehen Sie zum Ende",
    at_answer="Ihr Kreuz ist bei „{answer}“?",
    only_at="Nur ankreuzen bei „{answer}“",
    or_answer="“ oder „",
    day="Tag",
    month="Monat",
    year="Jahr",
    tick="Kästchen: {label}",
    number_name="Feld für eine Zahl",
    rank="Feld für den Platz: {label}",
    part="Feld für: {name}",
    crest="Wappen: {name}",
    description="Fragebogen in Leichter Sprache, Formularkennung {code}",
    contact="Haben Sie Fragen? {contact}",
    review_title="Zum Lesen und Prüfen",
    review_note="Diese Fassung ist zum Lesen und Prüfen. Verschickt wird der Bogen als PDF.",
    statement="Satz",
    entry="Nr.",
    number_field="Zahl:",
    year_field="Jahr:",
    date_field="Datum (Tag.Monat.Jahr):",
    code_field="Ziffern:",
)

_ENGLISH = SheetWords(
    page="Page {page} of {pages}",
    turn_over="Please turn over",
    draft="Draft – do not distribute",
    how_to="How to fill in\nthis form:",
    cross="Cross with a thin pen,\nblack or blue",
    correct="Made a mistake? Fill in the whole box\nand cross the right one",
    cross_name="Box with a cross",
    filled_name="Box filled in",
    next_question="go to question {number}",
    to_end="go to the end of the questionnaire",
    at_answer="If “{answer}”:",
    only_at="only if “{answer}”",
    or_answer="” or “",
    day="Day",
    month="Month",
    year="Year",
    tick="Box: {label}",
    number_name="Field for a number",
    rank="Field for the rank: {label}",
    part="Field for: {name}",
    crest="Coat of arms: {name}",
    description="Questionnaire, form code {code}",
    contact="Questions? {contact}",
    review_title="For reading and checking",
    review_note="This version is for discussion. The typeset sheet (PDF) is what is sent out; only that one can be "
    "scanned. Copies of this version that are filled in are typed in by hand.",
    statement="Statement",
    entry="No.",
    number_field="Number:",
    year_field="Year:",
    date_field="Date (DD.MM.YYYY):",
    code_field="Digits:",
)

_ARABIC = SheetWords(
    page="الصفحة {page} من {pages}",
    turn_over="يُرجى قلب الصفحة",
    draft="مسودة – ليست للتوزيع",
    how_to="هكذا تملأ\nالاستبيان:",
    cross="علامة × بقلم رفيع،\nأسود أو أزرق",
    correct="هل أخطأت؟ املأ المربع بالكامل\nوضع علامة × في المربع الصحيح",
    cross_name="مربع عليه علامة",
    filled_name="مربع مملوء بالكامل",
    next_question="انتقل إلى السؤال {number}",
    to_end="انتقل إلى نهاية الاستبيان",
    at_answer="عند الإجابة «{answer}»:",
    only_at="فقط عند الإجابة «{answer}»",
    or_answer="» أو «",
    day="اليوم",
    month="الشهر",
    year="السنة",
    tick="مربع: {label}",
    number_name="حقل لكتابة رقم",
    rank="حقل للترتيب: {label}",
    part="حقل: {name}",
    crest="شعار: {name}",
    description="استبيان، رمز النموذج {code}",
    contact="للاستفسار: {contact}",
    review_title="للقراءة والمراجعة",
    review_note="هذه النسخة للتشاور. تُرسل النسخة المنضّدة (PDF)، وهي وحدها التي يمكن مسحها ضوئيًا. تُدخل النسخ "
    "المملوءة من هذا الملف يدويًا.",
    statement="العبارة",
    entry="رقم",
    number_field="الرقم:",
    year_field="السنة:",
    date_field="التاريخ (يوم.شهر.سنة):",
    code_field="الأرقام:",
    arrow="←",
)

_UKRAINIAN = SheetWords(
    page="Сторінка {page} з {pages}",
    turn_over="Будь ласка, перегорніть",
    draft="Чернетка – не поширювати",
    how_to="Як заповнити\nанкету:",
    cross="Хрестик тонкою ручкою,\nчорною або синьою",
    correct="Помилка? Зафарбуйте квадратик\nі позначте правильний",
    cross_name="Квадратик із хрестиком",
    filled_name="Зафарбований квадратик",
    next_question="перейдіть до запитання {number}",
    to_end="перейдіть до кінця анкети",
    at_answer="Якщо «{answer}»:",
    only_at="лише якщо «{answer}»",
    or_answer="» або «",
    day="День",
    month="Місяць",
    year="Рік",
    tick="Квадратик: {label}",
    number_name="Поле для числа",
    rank="Поле для місця: {label}",
    part="Поле: {name}",
    crest="Герб: {name}",
    description="Анкета, код бланка {code}",
    contact="Довідки: {contact}",
    review_title="Для читання та перевірки",
    review_note="Ця версія призначена для узгодження. Надсилають зверстаний бланк (PDF); лише його можна сканувати. "
    "Заповнені примірники цієї версії вводять вручну.",
    statement="Твердження",
    entry="№",
    number_field="Число:",
    year_field="Рік:",
    date_field="Дата (ДД.ММ.РРРР):",
    code_field="Цифри:",
)

_SORBIAN = SheetWords(
    page="Strona {page} z {pages}",
    turn_over="Prošu přewobroćić",
    draft="Naćisk – njerozdźělić",
    how_to="Tak wupjelniće\nnaprašnik:",
    cross="Křižik z ćeńkim pisakom,\nčorny abo módry",
    correct="Zmylk? Wupjelńće kašćik cyle\na křižikujće prawy",
    cross_name="Křižikowany kašćik",
    filled_name="Wupjelnjeny kašćik",
    next_question="dale z prašenjom {number}",
    to_end="dale ke kóncej naprašnika",
    at_answer="Při „{answer}“:",
    only_at="jenož při „{answer}“",
    or_answer="“ abo „",
    day="Dźeń",
    month="Měsac",
    year="Lěto",
    tick="Kašćik: {label}",
    number_name="Polo za ličbu",
    rank="Polo za městno: {label}",
    part="Polo za: {name}",
    crest="Wopon: {name}",
    description="Naprašnik, formularny kod {code}",
    contact="Naprašowanja: {contact}",
    review_title="K čitanju a přepruwowanju",
    review_note="Tuta wersija słuži wothłosowanju. Rozesćele so sadźeny naprašnik (PDF).",
    statement="Wuprajenje",
    entry="čo.",
    number_field="Ličba:",
    year_field="Lěto:",
    date_field="Datum (DD.MM.LLLL):",
    code_field="Cyfry:",
)

_WORDS = {
    "de": _GERMAN,
    "de-x-leicht": _EASY,
    "en": _ENGLISH,
    "ar": _ARABIC,
    "uk": _UKRAINIAN,
    "hsb": _SORBIAN,
}


def sheet_words(language: str) -> SheetWords:
    """The words of a language; raises `UserError` for one the program has none for."""
    return _WORDS[form_language(language).code]
