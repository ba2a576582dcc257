"""Values of a sheet as stored bytes."""

import sys
from array import array

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.answers import check_values, packed, unpacked


@pytest.mark.parametrize("order", ["little", "big"])
def test_values_come_back_on_every_machine(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "byteorder", order)
    assert unpacked(packed(array("i", [1, -9, 1978]))) == (1, -9, 1978)
    assert packed(b"abcd") == b"abcd"


def test_values_that_do_not_fit_the_form_are_refused() -> None:
    check_values(b"12345678", 2, "ABCD1234")
    with pytest.raises(UserError, match="2 statt 3 Angaben"):
        check_values(b"12345678", 3, "ABCD1234")
