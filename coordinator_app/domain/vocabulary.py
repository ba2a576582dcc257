"""Closed vocabularies with German labels: states, roles, procedures."""

from enum import StrEnum
from typing import Self


class Vocabulary(StrEnum):
    """A closed list of codes with labels; define members as `CODE = "code", "Label"`.

    The code is stored, the label is shown. Lists a town may rename are catalogues instead.
    """

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make a member from its stored code and its German label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
