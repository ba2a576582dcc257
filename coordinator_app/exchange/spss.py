"""SPSS system files (.sav): numeric variables with labels, value labels and a range of missing codes, UTF-8.

Written from the public description of the format; the writer of the library at hand takes only data frames of packages
this program does without. Cases are stored uncompressed, so any reader takes them.
"""

import struct
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from coordinator_app.exchange.data_files import DataFile, DataVariable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_LARGEST = 1.7976931348623157e308
_LOWEST = -1.797693134862315e308  # the number next to −_LARGEST, which stands for „nothing“
_LABEL, _VALUE_LABEL = 250, 120  # bytes


def sav_bytes(data: DataFile, moment: datetime) -> bytes:
    """The file; codes of all missing answers count as missing in SPSS too."""
    import numpy as np

    table = np.column_stack([data.columns[variable.name] for variable in data.variables]).astype("<f8")
    parts = [_header(data, moment)]
    parts += [_variable(place, variable) for place, variable in enumerate(data.variables, 1)]
    parts += [block for place, variable in enumerate(data.variables, 1) for block in _value_labels(place, variable)]
    parts += list(_information(data.variables))
    parts += [struct.pack("<ii", 999, 0), _cases(table)]
    return b"".join(parts)


def _cases(table: "NDArray[np.float64]") -> bytes:
    return table.tobytes()


def _header(data: DataFile, moment: datetime) -> bytes:
    day = f"{moment.day:02d} {_MONTHS[moment.month - 1]} {moment.year % 100:02d}"
    return b"".join(
        (
            *(
                b"$FL2",
                _padded("@(#) SPSS DATA FILE", 60),
                struct.pack("<iiiii", 2, len(data.variables), 0, 0, data.rows),
            ),
            *(
                struct.pack("<d", 100.0),
                day.encode(),
                f"{moment:%H:%M:%S}".encode(),
                _padded(data.title, 64),
                b"\0" * 3,
            ),
        )
    )


def _padded(text: str, length: int) -> bytes:
    return _cut(text, length).ljust(length)


def _cut(text: str, length: int) -> bytes:
    """The text in at most so many bytes, never within a sign."""
    return text.encode()[:length].decode(errors="ignore").encode()


def _short(place: int) -> bytes:
    """The name of eight signs every variable has beside its own."""
    return f"V{place:05d}".encode().ljust(8)


def _variable(place: int, variable: DataVariable) -> bytes:
    label = _cut(f"{variable.question} – {variable.label}" if variable.question else variable.label, _LABEL)
    codes = [code for code, _ in variable.missing]
    form = 5 << 16 | 8 << 8  # F8.0
    found = struct.pack("<iiiiii", 2, 0, 1 if label else 0, -2 if codes else 0, form, form) + _short(place)
    if label:
        found += struct.pack("<i", len(label)) + label + b" " * (-len(label) % 4)
    if codes:
        found += struct.pack("<dd", min(codes), max(codes))
    return found


def _value_labels(place: int, variable: DataVariable) -> Iterator[bytes]:
    labels = [*variable.values, *variable.missing]
    if not labels:
        return
    yield struct.pack("<ii", 3, len(labels))
    for code, text in labels:
        label = _cut(text, _VALUE_LABEL) or b" "
        yield struct.pack("<dB", code, len(label)) + label + b" " * (-(len(label) + 1) % 8)
    yield struct.pack("<iii", 4, 1, place)


def _information(variables: Sequence[DataVariable]) -> Iterator[bytes]:
    """Records about the machine, the measure of every variable, its own name, and the encoding."""
    yield struct.pack("<iiii8i", 7, 3, 4, 8, 1, 0, 0, -1, 1, 1, 2, 65001)
    yield struct.pack("<iiii3d", 7, 4, 8, 3, -_LARGEST, _LARGEST, _LOWEST)
    shown = b"".join(struct.pack("<iii", _measure(variable), 8, 1) for variable in variables)
    yield struct.pack("<iiii", 7, 11, 4, len(shown) // 4) + shown
    names = "\t".join(
        f"{_short(place).decode().strip()}={variable.name}" for place, variable in enumerate(variables, 1)
    )
    yield struct.pack("<iiii", 7, 13, 1, len(names.encode())) + names.encode()
    yield struct.pack("<iiii", 7, 20, 1, 5) + b"UTF-8"


def _measure(variable: DataVariable) -> int:
    """1 nominal, 2 ordinal, 3 a number."""
    if not variable.values:
        return 3
    return 2 if variable.ordered else 1
