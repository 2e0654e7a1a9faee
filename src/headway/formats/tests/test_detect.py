from io import BytesIO

import pytest

from headway.formats.detect import Format, detect_format, read_plan
from headway.formats.errors import FormatError
from headway.formats.tests.mspdi_text import mspdi, task

HEADS = {
    Format.MSPDI: b'\xef\xbb\xbf<?xml version="1.0"?>\n<Project xmlns="http://schemas.microsoft.com/project">',
    Format.PMXML: b"<?xml version='1.0'?><APIBusinessObjects>",
    Format.XER: b"ERMHDR\t19.12\t2026-01-05",
    Format.MPP: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100,
    Format.UNKNOWN: b"Task;Start;Finish",
}


@pytest.mark.parametrize("expected", Format)
def test_formats_are_told_apart_by_their_beginning(expected: Format) -> None:
    assert detect_format(HEADS[expected]) is expected


@pytest.mark.parametrize("other", [each for each in Format if each is not Format.MSPDI])
def test_a_format_that_cannot_be_read_is_refused_by_name(other: Format) -> None:
    with pytest.raises(FormatError) as caught:
        read_plan(BytesIO(HEADS[other]))
    assert caught.value.line == 1
    named = "This is no plan file" if other is Format.UNKNOWN else f"{other.value} files cannot be read"
    assert caught.value.reason == f"{named}; Microsoft Project XML can be read."


def test_a_file_is_read_from_its_position() -> None:
    source = BytesIO(b"skipped" + mspdi(task(1)))
    source.seek(7)
    assert [activity.uid for activity in read_plan(source).activities] == [1]
