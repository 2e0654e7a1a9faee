"""Writing XML row by row, in the memory of one row."""

import re
from collections.abc import Iterable
from html import escape
from typing import TextIO, TypeAlias

Content: TypeAlias = "str | int | Iterable[Node] | None"
Node: TypeAlias = tuple[str, Content]
"""The name of an element and what is in it: text, elements, or nothing, which leaves the element out."""

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# XML 1.0 has no way to write these, escaped or not.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_xml(sink: TextIO, root: str, namespace: str, nodes: Iterable[Node]) -> None:
    """A whole document; what `nodes` and the elements in it yield is asked for as it is written."""
    sink.write(f'{HEAD}<{root} xmlns="{namespace}">\n')
    for node in nodes:
        _write(sink, node)
    sink.write(f"</{root}>\n")


def flag(value: object) -> str:
    """1 for what is true, else 0."""
    return "1" if value else "0"


def text(value: str) -> str | None:
    """The text, or nothing where there is none."""
    return value or None


def _write(sink: TextIO, node: Node) -> None:
    name, content = node
    if content is None:
        return
    if isinstance(content, str | int):
        sink.write(f"<{name}>{_escaped(str(content))}</{name}>\n")
        return
    sink.write(f"<{name}>\n")
    for inner in content:
        _write(sink, inner)
    sink.write(f"</{name}>\n")


def _escaped(value: str) -> str:
    # A carriage return that is not escaped is read as a line feed.
    return escape(_UNWRITABLE.sub("", value), quote=False).replace("\r", "&#13;")
