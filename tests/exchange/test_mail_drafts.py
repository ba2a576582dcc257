"""E-mail drafts, read back with the standard library; nothing typed into a name can add a header or a recipient."""

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.exchange.mail_drafts import MailAddress, MailAttachment, MailDraft, draft_bytes

WEBER = MailAddress("Dr. Anna Weber", "weber@oase.example")
JOERG = MailAddress("Jörg Müller, Verein „Oase“", "mueller@verein.example")


def read(data: bytes) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(data, policy=default))


def test_draft_opens_as_unsent_message() -> None:
    message = read(
        draft_bytes(
            MailDraft(
                subject="Einladung zur Sitzung – „Größe“",
                text="Sehr geehrte Frau Dr. Weber,\n\nzur Sitzung lade ich Sie ein.\n",
                to=[WEBER],
                sender=MailAddress("Stadt Mühlwerda", "kpr@muehlwerda.example"),
                attachments=[
                    MailAttachment("Einladung für alle.pdf", b"%PDF-1.7"),
                    MailAttachment("Termin.ics", b"BEGIN:VCALENDAR\r\n", "PUBLISH"),
                    MailAttachment("", b"x"),
                ],
            )
        )
    )
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Einladung zur Sitzung – „Größe“"
    assert message["To"].addresses[0].addr_spec == "weber@oase.example"
    assert message["From"].addresses[0].display_name == "Stadt Mühlwerda"
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").startswith("Sehr geehrte Frau Dr. Weber,\n\nzur Sitzung")
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "Einladung für alle.pdf",
        "Termin.ics",
        "Anlage",
    ]
    pdf, calendar, _ = message.iter_attachments()
    assert (pdf.get_content_type(), pdf.get_content()) == ("application/pdf", b"%PDF-1.7")
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "PUBLISH"


def test_people_in_bcc_stand_nowhere_else() -> None:
    data = draft_bytes(MailDraft(subject="S", text="T", bcc=[WEBER, JOERG]))
    message = read(data)
    assert message["To"] is None
    assert [found.addr_spec for found in message["Bcc"].addresses] == [WEBER.email, JOERG.email]
    assert message["Bcc"].addresses[1].display_name == JOERG.name
    assert data.count(b"weber@oase.example") == 1


@pytest.mark.parametrize("evil", ["X\r\nBcc: boese@x.example", "X\nTo: boese@x.example", "X\x00\x0bY\u2028Z"])
def test_line_breaks_cannot_add_headers(evil: str) -> None:
    message = read(
        draft_bytes(
            MailDraft(
                subject=evil,
                text=evil,
                to=[MailAddress(evil, "a@b.example")],
                attachments=[MailAttachment(f"{evil}.pdf", b"")],
            )
        )
    )
    assert message["Bcc"] is None
    assert [found.addr_spec for found in message["To"].addresses] == ["a@b.example"]
    assert "\n" not in message["Subject"]


def test_long_names_are_written_as_the_rules_want() -> None:
    name = "Förderverein für kommunale Kriminalprävention im ländlichen Raum und darüber hinaus e. V."
    data = draft_bytes(
        MailDraft(subject=name, text="T", to=[MailAddress(name, "a@b.de"), MailAddress("W, A", "c@d.de")])
    )
    raw = message_from_bytes(data)  # the older parser joins encoded words as RFC 2047 wants
    first = str(make_header(decode_header(raw["To"])))
    assert first.replace("\r\n", "").startswith(f"{name} <a@b.de>")
    assert '"W, A" <c@d.de>' in first
    assert all(len(line) <= 78 for line in data.partition(b"\r\n\r\n")[0].split(b"\r\n"))
    assert read(data)["Subject"] == name


def test_domains_with_umlauts_are_written_as_servers_know_them() -> None:
    message = read(draft_bytes(MailDraft(subject="S", text="T", to=[MailAddress("A", "a@mühlwerda.de")])))
    assert message["To"].addresses[0].domain == "xn--mhlwerda-65a.de"


@pytest.mark.parametrize("address", ["ä@b.de", "kein", "a@", "@b.de", "a@" + "b" * 70 + ".de", "a@b..de"])
def test_addresses_nobody_can_reach_are_refused_in_words(address: str) -> None:
    with pytest.raises(UserError, match="keine gültige E-Mail-Adresse"):
        draft_bytes(MailDraft(subject="S", text="T", to=[MailAddress("Weber", address)]))


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=200))
def test_any_text_survives(subject: str, text: str, name: str) -> None:
    draft = MailDraft(subject=subject, text=text, to=[MailAddress(name, "a@b.example")])
    data = draft_bytes(draft)
    head = data.partition(b"\r\n\r\n")[0]
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert set(re.findall(rb"^([A-Za-z-]+):", head, re.MULTILINE)) <= {
        b"X-Unsent",
        b"To",
        b"Subject",
        b"MIME-Version",
        b"Content-Type",
        b"Content-Transfer-Encoding",
    }
    message = read(data)
    assert [found.addr_spec for found in message["To"].addresses] == ["a@b.example"]
