from io import BytesIO

import pytest

from headway.formats.detect import Format, detect_format, read_plan, readable_format
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


@pytest.mark.parametrize("other", [Format.PMXML, Format.XER, Format.MPP])
def test_a_format_that_cannot_be_read_is_refused_by_name_with_a_way_out(other: Format) -> None:
    with pytest.raises(FormatError) as caught:
        read_plan(BytesIO(HEADS[other]))
    assert caught.value.reason.startswith(f"This seems to be a {other.value} file, which cannot be read. ")
    assert caught.value.reason.endswith(", and choose that file.")


NO_PLANS = {
    b"\x89PNG\r\n": "This seems to be a picture (PNG), not a plan. Choose a Microsoft Project XML file.",
    b"%PDF-1.7": "This seems to be a PDF document, not a plan. Choose a Microsoft Project XML file.",
    b"PK\x03\x04\x14": "This seems to be a ZIP archive, or an Office document such as Excel’s. "
    "If a plan is in it, unpack it and choose the plan’s Microsoft Project XML file.",
    b"Task;Start;Finish": "This is no plan file. Choose a Microsoft Project XML file.",
    b"<html><body>": "This is no plan file. Choose a Microsoft Project XML file.",
    b"": "The file is empty.",
    b" \r\n": "The file is empty.",
}


@pytest.mark.parametrize(("head", "said"), NO_PLANS.items())
def test_what_is_no_plan_is_told_by_its_beginning_without_a_line(head: bytes, said: str) -> None:
    source = BytesIO(head)
    with pytest.raises(FormatError) as caught:
        readable_format(source)
    assert (caught.value.line, caught.value.reason, source.tell()) == (0, said, 0)


def test_a_file_is_read_from_its_position() -> None:
    source = BytesIO(b"skipped" + mspdi(task(1)))
    source.seek(7)
    assert [activity.uid for activity in read_plan(source).activities] == [1]
