from io import BytesIO

import pytest

from headway.formats.detect import IMPORTED, READERS, detect_format, format_of, names_of, read_plan
from headway.formats.errors import FormatError
from headway.formats.mspdi import MSPDI
from headway.formats.safe_xml import CHUNK
from headway.formats.tests.mspdi_text import mspdi, task
from headway.formats.xer import XER

NAMES = names_of(READERS)
MICROSOFT = b'\xef\xbb\xbf<?xml version="1.0"?>\n<Project xmlns="http://schemas.microsoft.com/project">'


def test_a_format_is_known_by_its_beginning() -> None:
    assert detect_format(MICROSOFT) is MSPDI
    assert detect_format(b"ERMHDR\t19.12\t2026-01-05") is XER
    assert detect_format("ERMHDR\t19.12".encode("utf-16")) is XER
    assert detect_format(b"Task;Start;Finish") is None


def test_people_are_told_the_names_of_the_formats_that_can_be_read() -> None:
    assert NAMES.split(" or ") == [form.name for form in READERS]


def test_a_format_that_is_not_imported_is_refused_where_plans_go_on() -> None:
    assert set(IMPORTED) < set(READERS)
    with pytest.raises(FormatError, match=r"Primavera XER file, which cannot be imported\. Export"):
        format_of(BytesIO(b"ERMHDR\t19.12"), among=IMPORTED)
    with pytest.raises(FormatError, match=r"This is no plan file\. Choose a Microsoft Project XML file\."):
        format_of(BytesIO(b"Task;Start"), among=IMPORTED)


def test_no_two_formats_have_one_name_or_key() -> None:
    assert len({form.key for form in READERS}) == len({form.name for form in READERS}) == len(READERS)
    assert all(len(form.key) <= 20 for form in READERS)  # the column that keeps it


OTHERS = {
    bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100: "Microsoft Project MPP",
    b"MPX,Microsoft Project": "Microsoft Project MPX",
}


@pytest.mark.parametrize(("head", "name"), OTHERS.items())
def test_a_format_that_cannot_be_read_is_refused_by_name_with_a_way_out(head: bytes, name: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_plan(BytesIO(head))
    assert caught.value.reason.startswith(f"This seems to be a {name} file, which cannot be read. ")
    assert caught.value.reason.endswith(", and choose that file.")


NO_PLANS = {
    b"\x89PNG\r\n": f"This seems to be a picture (PNG), not a plan. Choose a {NAMES} file.",
    b"%PDF-1.7": f"This seems to be a PDF document, not a plan. Choose a {NAMES} file.",
    b"PK\x03\x04\x14": "This seems to be a ZIP archive, or an Office document such as Excel’s. "
    f"If a plan is in it, unpack it and choose the plan’s {NAMES} file.",
    b"Task;Start;Finish": f"This is no plan file. Choose a {NAMES} file.",
    b"<html><body>": f"This is no plan file. Choose a {NAMES} file.",
    b"": "The file is empty.",
    b" \r\n": "The file is empty.",
}


@pytest.mark.parametrize(("head", "said"), NO_PLANS.items())
def test_what_is_no_plan_is_told_by_its_beginning_without_a_line(head: bytes, said: str) -> None:
    source = BytesIO(head)
    with pytest.raises(FormatError) as caught:
        format_of(source)
    assert (caught.value.line, caught.value.reason, source.tell()) == (0, said, 0)


def test_a_file_is_read_from_its_position() -> None:
    source = BytesIO(b"skipped" + mspdi(task(1)))
    source.seek(7)
    assert [activity.uid for activity in read_plan(source).activities] == [1]


class Counted(BytesIO):
    """A file that counts the bytes which are read of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        self.taken += len(part)
        return part


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    source = Counted(mspdi(task(1)) + b" " * 10_000_000)
    with pytest.raises(FormatError, match="The file is larger than 1 MB"):
        read_plan(source, largest=1_000_000)
    assert 0 < source.taken <= CHUNK  # its beginning, which tells the format
    source.seek(9_500_000)
    with pytest.raises(FormatError, match="The file is empty"):
        read_plan(source, largest=1_000_000)


def test_a_file_within_the_limit_is_read_whole() -> None:
    source = Counted(mspdi(task(1)) + b" " * 900_000)
    read_plan(source, largest=1_000_000)
    assert source.taken > 900_000
