import subprocess
import sys
from io import BytesIO

import pytest

from headway.formats.errors import FormatError
from headway.formats.safe_xml import DEFAULT_LIMITS, XmlLimits, iter_rows, root_name
from headway.formats.tests.mspdi_text import mspdi, task

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LONG = b"a" * 7_000_000
TYPE, CUT = "line 1: The file declares a document type", "line 1: The file ends before the plan does"
ATTACKS = {
    "external entity": (
        b'<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>',
        TYPE,
    ),
    "billion laughs": (
        f'<!DOCTYPE Project [<!ENTITY l0 "a">{LAUGHS}]><Project>&l9;</Project>'.encode(),
        TYPE,
    ),
    "quadratic entity": (
        b'<!DOCTYPE Project [<!ENTITY a "%s">]><Project>%s</Project>' % (LONG, b"&a;" * 50),
        TYPE,
    ),
    "any document type": (b"<!DOCTYPE Project><Project/>", TYPE),
    "document type in small letters": (b"<!doctype Project><Project/>", TYPE),
    "document type behind a comment": (
        b"<?xml version='1.0'?><!-- a --><?x y?>\n<!DOCTYPE Project><Project/>",
        "line 2: The file declares a document type",
    ),
    "document type in UTF-16": ("<!DOCTYPE Project><Project/>".encode("utf-16"), TYPE),
    "document type behind a long comment": (
        b"<!--%s--><!DOCTYPE Project><Project/>" % (b"x" * 70_000),
        "line 1: The plan does not begin within the first 64 KB",
    ),
    "undeclared entity": (
        b"<Project>\n<Name>&laugh;</Name></Project>",
        "line 2: There is an entity here",
    ),
    "deep nesting": (
        b"<Project>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</Project>",
        "line 1: More than 256 elements are inside each other",
    ),
    "UTF-16 without a mark": (
        "<?xml version='1.0' encoding='UTF-16LE'?><!DOCTYPE Project><Project/>".encode("utf-16-le"),
        "line 1: The file is in UTF-16 without a byte order mark",
    ),
    "half of UTF-16": ("<Project/>".encode("utf-16")[:-1], "The file begins as UTF-16 does, and is not"),
    "UTF-16 declared only": (
        b"<?xml version='1.0' encoding='UTF-16'?><Project/>",
        "line 1: The encoding “UTF-16” is not accepted",
    ),
    "UTF-32": ("<Project/>".encode("utf-32"), "line 1: The file is in UTF-32"),
    "UTF-7": (
        b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE Project+AD4-<Project/>",
        "line 1: The encoding “UTF-7” is not accepted",
    ),
    "document type in what is no comment in UTF-7, said behind many spaces": (
        b"<?xml version='1.0'" + b" " * 250 + b"encoding='UTF-7'?><!-- +AC0ALQA+- "
        b'<!DOCTYPE Project [<!ENTITY a "x">]> <!-- --><Project/>',
        "line 1: The encoding “UTF-7” is not accepted",
    ),
    "a declaration without end": (
        b"<?xml version='1.0'" + b" " * 70_000 + b"encoding='UTF-7'?><Project/>",
        "line 1: The plan does not begin within the first 64 KB",
    ),
    "EBCDIC": (
        "<?xml version='1.0' encoding='cp500'?><Project/>".encode("cp500"),
        "The file is not XML",
    ),
    "bytes that are no UTF-8": (
        b"<?xml version='1.0' encoding='UTF-8'?>\n<Project>\xff\xfe</Project>",
        "line 2: There are bytes here that are not in the encoding of the file",
    ),
    "zero bytes": (b"<Project>\x00</Project>", "line 1: "),
    "another root": (b"<Schedule/>", "line 1: The file is a “Schedule” document, not “Project”"),
    "nothing": (b"", "The file is empty"),
    "blanks": (b"  \n ", "The file is empty"),
    "text": (b"Task;Start;Finish", "The file is not XML"),
    "a binary file": (bytes(range(256)) * 10, "The file is not XML"),
    "a second root": (b"<Project/><Project/>", "line 1: Something follows where the plan has ended"),
    "cut off between elements": (b"<Project><Tasks>", CUT),
    "cut off in a tag": (b"<Project><Tas", CUT),
    "a text that never ends": (b"<Project><![CDATA[ and so on", CUT),
    "a tag that does not fit": (b"<Project>\n<a></b></Project>", "line 2: An element is closed here"),
    "a lone ampersand": (b"<Project>\n<a>you & me</a></Project>", "line 2: There is a “&”"),
    "a character that is none": (b"<Project>\n<a>\x01</a></Project>", "line 2: There is a character"),
}


def read(content: bytes, limits: XmlLimits = DEFAULT_LIMITS) -> list[tuple[str, str]]:
    rows = iter_rows(BytesIO(content), root="Project", sections=("Tasks",), limits=limits)
    return [(section, "".join(row.itertext()).strip()) for section, row in rows]


@pytest.mark.parametrize(("content", "words"), ATTACKS.values(), ids=ATTACKS.keys())
def test_what_cannot_be_trusted_is_refused_with_line_and_reason(content: bytes, words: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(content)
    assert str(caught.value).startswith(words)
    assert "XML_PARSE" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
@pytest.mark.parametrize("declared", ["UTF-16", "utf-8", ""])
def test_utf_16_with_a_byte_order_mark_is_read(encoding: str, declared: str) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    mark = "" if encoding == "utf-16" else "\ufeff"
    many = "".join(f"<Task>{n} Brücke 🌉</Task>\n" for n in range(20_000))
    content = f"{mark}{head}<Project><Tasks>\n{many}</Tasks></Project>".encode(encoding)
    assert read(content) == [("Tasks", f"{n} Brücke 🌉") for n in range(20_000)]


MEASURE = """
import resource, sys, time
from headway.formats.tests.test_safe_xml import ATTACKS, FormatError, read
read(b"<Project><Tasks><Task/></Tasks></Project>")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
slowest = 0.0
for content, _words in ATTACKS.values():
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
