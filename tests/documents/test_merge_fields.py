"""Fields of Word's mail merge."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from coordinator_app.documents.merge_fields import merge_field, with_merge_fields

COLUMNS = frozenset({"Nachname", "PLZ"})


def package(body: str) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as made:
        made.writestr("word/document.xml", body)
        made.writestr("word/styles.xml", "<w:r><w:t>«PLZ»</w:t></w:r>")
    return target.getvalue()


def body_of(data: bytes, part: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(data)) as made:
        return made.read(part).decode()


FIELD = (
    '<w:fldSimple w:instr=" MERGEFIELD &quot;{0}&quot; ">'
    '<w:r>{1}<w:t xml:space="preserve">«{0}»</w:t></w:r></w:fldSimple>'
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:r><w:t>«PLZ»</w:t></w:r>", FIELD.format("PLZ", "")),
        (
            '<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>Frau «Nachname», A &amp; B</w:t></w:r>',
            '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Frau </w:t></w:r>'
            + FIELD.format("Nachname", "<w:rPr><w:b/></w:rPr>")
            + '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">, A &amp; B</w:t></w:r>',
        ),
        (
            "<w:r><w:t>«PLZ»</w:t><w:br/><w:t>«Nachname»</w:t></w:r>",
            FIELD.format("PLZ", "") + "<w:r><w:br/></w:r>" + FIELD.format("Nachname", ""),
        ),
        ("<w:r><w:t>«Zitat»</w:t></w:r>", "<w:r><w:t>«Zitat»</w:t></w:r>"),
        (
            "<w:r><w:t>«PLZ»«Zitat»</w:t></w:r>",
            FIELD.format("PLZ", "") + '<w:r><w:t xml:space="preserve">«Zitat»</w:t></w:r>',
        ),
        ("<w:p><w:r><w:t>ohne</w:t></w:r></w:p>", "<w:p><w:r><w:t>ohne</w:t></w:r></w:p>"),
    ],
)
def test_marks_of_known_columns_become_fields(before: str, after: str) -> None:
    made = with_merge_fields(package(before), COLUMNS)
    assert body_of(made) == after
    assert body_of(made, "word/styles.xml") == "<w:r><w:t>«PLZ»</w:t></w:r>"


def test_a_mark_is_the_name_in_angle_quotes() -> None:
    assert merge_field("PLZ") == "«PLZ»"
