"""The moments of a dozen systems, in UTC; what is none is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.imports.systems.moments import moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2013-10-11T06:51:33Z", "2013-10-11T06:51:33"),
        ("2013-10-11 06:51:33", "2013-10-11T06:51:33"),
        ("2014-3-21 9:05", "2014-03-21T09:05:00"),
        ("2014/03/21", "2014-03-21T00:00:00"),
        (" 2014-03-21T15:02+01:00\n", "2014-03-21T14:02:00"),
        ("2014-03-21 15:02:03 +0100", "2014-03-21T14:02:03"),
        ("2016-05-09 11:52:23.000000000 Z", "2016-05-09T11:52:23"),
        ("2014-03-21 15:02:03.5 +0100", "2014-03-21T14:02:03.500000"),
        ("2017-12-17T04:47:50.123456789-05:00", "2017-12-17T09:47:50.123456"),
        ("2017-12-17T04:47:50.5Z", "2017-12-17T04:47:50.500000"),
        ("1507212321", "2017-10-05T14:05:21"),
        ("1507212321.25", "2017-10-05T14:05:21.250000"),
        ("1507212321250", "2017-10-05T14:05:21.250000"),
    ],
)
def test_a_moment_is_understood(text: str, expected: str) -> None:
    assert moment(text) == datetime.fromisoformat(f"{expected}Z")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "0001-01-01T00:00:00Z",
        "0000-00-00 00:00:00",
        "2014-13-01",
        "2011-x09-30T22:48:43Z",
        "9999-12-31T23:59:59-05:00",
        "0001-01-01T00:00:00+05:00",
        "nan",
        "1e300",
        "12",
        "-1507212321",
        "9999999999999999",
    ],
)
def test_no_moment_is_none(text: str) -> None:
    assert moment(text) is None


@given(st.text() | st.from_regex(r"[-0-9/:. TZ+]{0,30}", fullmatch=True))
def test_any_text_is_a_moment_in_utc_or_none(text: str) -> None:
    found = moment(text)

    assert found is None or found.tzinfo is UTC
