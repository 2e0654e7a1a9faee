import subprocess
import sys
from io import BytesIO

import pytest

from headway.formats.errors import FormatError
from headway.formats.safe_xml import DEFAULT_LIMITS, XmlLimits, iter_rows, root_name
from headway.formats.tests.mspdi_text import mspdi, task

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LONG = b"a" * 7_000_000
ATTACKS = {
    "external entity": b'<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>',
    "billion laughs": f'<!DOCTYPE Project [<!ENTITY l0 "a">{LAUGHS}]><Project>&l9;</Project>'.encode(),
    "quadratic entity": b'<!DOCTYPE Project [<!ENTITY a "%s">]><Project>%s</Project>' % (LONG, b"&a;" * 50),
    "any document type": b"<!DOCTYPE Project><Project/>",
    "document type in small letters": b"<!doctype Project><Project/>",
    "document type behind a comment": b"<?xml version='1.0'?><!-- a --><?x y?>\n<!DOCTYPE Project><Project/>",
    "document type behind a long comment": b"<!--%s--><!DOCTYPE Project><Project/>" % (b"x" * 70_000),
    "undeclared entity": b"<Project><Name>&laugh;</Name></Project>",
    "deep nesting": b"<Project>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</Project>",
    "UTF-16 with a mark": "<?xml version='1.0' encoding='UTF-16'?><Project/>".encode("utf-16"),
    "UTF-16 without a mark": "<?xml version='1.0' encoding='UTF-16LE'?><!DOCTYPE Project><Project/>".encode(
        "utf-16-le"
    ),
    "UTF-16 declared only": b"<?xml version='1.0' encoding='UTF-16'?><Project/>",
    "UTF-7": b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE Project+AD4-<Project/>",
    "EBCDIC": "<?xml version='1.0' encoding='cp500'?><Project/>".encode("cp500"),
    "bytes that are no UTF-8": b"<?xml version='1.0' encoding='UTF-8'?><Project>\xff\xfe</Project>",
    "zero bytes": b"<Project>\x00</Project>",
    "another root": b"<Schedule/>",
    "nothing": b"",
    "blanks": b"  \n ",
    "text": b"Task;Start;Finish",
    "a binary file": bytes(range(256)) * 10,
    "a second root": b"<Project/><Project/>",
}


def read(content: bytes, limits: XmlLimits = DEFAULT_LIMITS) -> list[tuple[str, str]]:
    rows = iter_rows(BytesIO(content), root="Project", sections=("Tasks",), limits=limits)
    return [(section, "".join(row.itertext()).strip()) for section, row in rows]


@pytest.mark.parametrize("content", ATTACKS.values(), ids=ATTACKS.keys())
def test_what_cannot_be_trusted_is_refused(content: bytes) -> None:
    with pytest.raises(FormatError):
        read(content)


MEASURE = """
import resource, sys, time
from headway.formats.tests.test_safe_xml import ATTACKS, FormatError, read
read(b"<Project><Tasks><Task/></Tasks></Project>")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
slowest = 0.0
for content in ATTACKS.values():
    begun = time.process_time()
    try:
        read(content)
    except FormatError:
        slowest = max(slowest, time.process_time() - begun)
print(slowest, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_refusing_costs_neither_time_nor_memory() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True
    ).stdout
    seconds, megabytes = printed.split()
    assert float(seconds) < 1
    assert int(megabytes) < 100


def test_every_truncation_is_refused() -> None:
    whole = mspdi(task(1), task(2))
    for length in range(0, len(whole) - 1, 7):
        with pytest.raises(FormatError):
            read(whole[:length])


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(FormatError) as caught:
        read(b"<Project>\n<Tasks>\n<Task></Tusk>\n</Tasks></Project>")
    assert caught.value.line == 3
    with pytest.raises(FormatError) as caught:
        read(b"<?xml version='1.0'?>\n\n<!DOCTYPE Project><Project/>")
    assert caught.value.line == 3


def test_rows_come_with_their_section_and_whole() -> None:
    tasks = b"<Tasks><Task>1<b>2</b></Task><!-- no row --><Task>3</Task></Tasks>"
    content = b"<Project><Name>Bridge</Name>%s<End>4</End></Project>" % tasks
    assert read(content) == [("", "Bridge"), ("Tasks", "12"), ("Tasks", "3"), ("", "4")]


def test_rows_across_chunks_are_whole_and_know_their_line() -> None:
    lines = [f"<Task>{'x' * 50}{n}</Task>" for n in range(20_000)]
    content = "<Project><Tasks>\n{}\n</Tasks></Project>".format("\n".join(lines)).encode()
    rows = iter_rows(BytesIO(content), root="Project", sections=("Tasks",))
    found = [(row.text, row.sourceline) for _, row in rows]
    assert found == [(f"{'x' * 50}{n}", n + 2) for n in range(20_000)]


def test_a_file_over_the_limit_is_refused_without_reading_on() -> None:
    source = BytesIO(b"<Project>" + b" " * 10_000_000)
    with pytest.raises(FormatError, match="larger than 1 MB"):
        list(iter_rows(source, root="Project", limits=XmlLimits(file=1_000_000)))
    assert source.tell() < 1_200_000


def test_one_endless_row_is_refused() -> None:
    content = b"<Project><Tasks><Task>" + b"<a>b</a>" * 200_000
    with pytest.raises(FormatError, match="single row"):
        read(content, XmlLimits(row=1_000_000))


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "windows-1252"])
def test_common_encodings_are_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><Project><Name>Brücke</Name></Project>'
    assert read(text.encode(encoding)) == [("", "Brücke")]


def test_a_byte_order_mark_of_utf_8_is_read() -> None:
    assert read("<Project><Name>Brücke</Name></Project>".encode("utf-8-sig")) == [("", "Brücke")]


def test_the_root_is_named_without_prefix() -> None:
    assert root_name(b"<?xml version='1.0'?><!-- a --><p:Project xmlns:p='x'>") == "Project"
    assert root_name(b"ERMHDR\t19.12") == ""
