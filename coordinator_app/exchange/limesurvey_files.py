"""Opens files of LimeSurvey: the structure in any of its formats."""

from pathlib import Path

from coordinator_app.common.errors import UserError
from coordinator_app.exchange import limesurvey_text, limesurvey_xml
from coordinator_app.exchange.limesurvey import HELP, LimeSurvey

MAX_BYTES = 120 * 1024 * 1024


def read_file(path: Path) -> bytes:
    """The bytes of a file; `UserError` when it cannot be read or is too large."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            text = f"„{path.name}“ ist mit {size // 1_048_576} MB zu groß; möglich sind {MAX_BYTES // 1_048_576} MB."
            raise UserError(text, help_topic=HELP)
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"„{path.name}“ gibt es an diesem Ort nicht mehr. Bitte die Datei neu wählen.") from None
    except IsADirectoryError:
        raise UserError(f"„{path.name}“ ist ein Ordner. Bitte eine Datei wählen.") from None
    except OSError:
        raise UserError(f"„{path.name}“ lässt sich nicht öffnen. Fehlt die Berechtigung?", help_topic=HELP) from None


def read_structure(path: Path) -> LimeSurvey:
    """A survey from .lss, .lsa or tab-separated .txt, told apart by content."""
    return structure_from(read_file(path), path.name)


def structure_from(data: bytes, name: str) -> LimeSurvey:
    """As `read_structure`, from bytes."""
    if not data.strip():
        raise UserError(f"„{name}“ ist leer. Bitte eine andere Datei wählen.", help_topic=HELP)
    if data.startswith(b"PK\x03\x04"):
        return limesurvey_xml.survey_from(limesurvey_xml.members(data, name)[".lss"], name)
    if limesurvey_text.is_structure(data):
        return limesurvey_text.survey_from(data, name)
    return limesurvey_xml.survey_from(data, name)
