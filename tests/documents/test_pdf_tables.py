"""Tables in PDF: heads of groups never stand alone at the foot of a page, addresses get no hyphens."""

import pytest

from coordinator_app.documents.content import Document, GroupRow, Row, Table, TableColumn, bold
from coordinator_app.documents.typeset import render_pdf
from tests.documents.rules import pdf_findings, pdf_texts

COLUMNS = (TableColumn("Was"), TableColumn("Wert"))
LINE: Row = ("Zeile", "1")
HEAD = GroupRow("Gruppe")


def document(*rows: Row) -> Document:
    return Document(title="Liste", blocks=(Table(COLUMNS, rows),))


@pytest.mark.parametrize("before", range(36, 44))
def test_head_of_a_group_stands_on_the_page_of_its_first_row(before: int) -> None:
    pages = pdf_texts(render_pdf(document(*[LINE] * before, HEAD, LINE, LINE)))
    page = next(page for page in pages if "Gruppe" in page)
    assert "Zeile" in page.split("Gruppe")[1]


@pytest.mark.parametrize(
    "rows",
    [(HEAD,), (HEAD, HEAD), (HEAD, HEAD, LINE), (LINE, HEAD), (HEAD, LINE, HEAD, HEAD, HEAD, LINE, HEAD)],
)
def test_any_sequence_of_heads_and_rows_is_set(rows: tuple[Row, ...]) -> None:
    data = render_pdf(document(*rows))
    assert pdf_findings(data) == []
    assert "".join(pdf_texts(data)).count("Gruppe") == rows.count(HEAD)


@pytest.mark.parametrize(
    "address", ["albrecht@muehlwerda.example", "www.muehlwerda.example/praevention", "https://a.example/b"]
)
@pytest.mark.parametrize("share", [1, 3, 9])
def test_addresses_break_without_a_hyphen(address: str, share: float) -> None:
    columns = (TableColumn("Wer", width=20), TableColumn("Adresse", width=share))
    data = render_pdf(Document(title="Liste", blocks=(Table(columns, (("a", address), ("b", bold(address)))),)))
    text = "".join("".join(pdf_texts(data)).split())
    assert text.replace("\u200b", "").count(address) == 2
