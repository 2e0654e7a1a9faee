"""``headway plan convert``: a plan file written in another format, read again, and compared."""

import argparse
import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path

from headway.cli.refusing import reason_of, refuse
from headway.formats.budget import MEGABYTE
from headway.formats.detect import READERS, read_plan
from headway.formats.errors import FormatError
from headway.formats.format import Format
from headway.formats.lost import Lost, lost_between
from headway.formats.network import starting
from headway.formats.plan import PlanDocument
from headway.formats.writers import WRITERS, format_named


def convert(options: argparse.Namespace) -> int:
    """Write the file; status 1 when it is refused, and then nothing is written."""
    source, target = options.source, options.target
    try:
        form = format_named(options.to or target.name)
    except FormatError as error:
        return refuse(target, error.reason)
    if target.exists() and not options.overwrite:
        return refuse(target, "There is such a file. Give another name, or --overwrite.")
    try:
        document = _document(source, options)
        lost = _written(document, form, target)
    except FormatError as error:
        return refuse(source, error.reason, line=error.line)
    except OSError as error:
        return refuse(Path(error.filename or target), reason_of(error, "The file cannot be written."))
    _say(options, document, form, lost)
    return 0


def _document(source: Path, options: argparse.Namespace) -> PlanDocument:
    with source.open("rb") as file:
        document = read_plan(file, largest=options.limit * MEGABYTE)
    return document if options.start is None else starting(document, options.start)


def _written(document: PlanDocument, form: Format, target: Path) -> tuple[Lost, ...]:
    """Put the whole file in its place at once, and say what it tells otherwise than the document."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w+b") as file:
            WRITERS[form](document, file)
            file.flush()
            file.seek(0)
            lost = lost_between(document, READERS[form](file)) if form in READERS else ()
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return lost


def _umask() -> int:
    """What new files of this process are not allowed; there is no way to ask without setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _say(options: argparse.Namespace, document: PlanDocument, form: Format, lost: tuple[Lost, ...]) -> None:
    not_taken_over = sum(entry.count for entry in document.not_taken_over)
    if options.json:
        answer = {
            "written": str(options.target),
            "format": form.key,
            "activities": len(document.activities),
            "not_taken_over": [
                {**asdict(entry), "reason": entry.reason.value} for entry in document.not_taken_over
            ],
            "lost": [asdict(entry) for entry in lost],
        }
        print(json.dumps(answer, ensure_ascii=False))
        return
    print(f"{options.target}: {form.name}, {len(document.activities)} activities")
    if not_taken_over:
        print(f"  {not_taken_over} facts of {options.source} were not taken over (see --json)")
    for entry in lost[:20]:
        thing = entry.owner if entry.uid is None else f"{entry.owner} {entry.uid}"
        now = "nothing" if entry.found is None else f"“{entry.found}”"
        print(f"  {thing}: {entry.field} “{entry.said}” became {now}")
    if len(lost) > 20:
        print(f"  and {len(lost) - 20} more (see --json)")
