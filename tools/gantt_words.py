"""Writes the words of the plan element as source for translators: python tools/gantt_words.py

The element's own file, ``frontend/gantt/messages.en.json``, says what it can say in English. The page gives
it the same words in the reader's language, so they stand in Python too, where the catalogues find them.
"""

import json
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENGLISH = ROOT / "frontend/gantt/messages.en.json"
WRITTEN = ROOT / "src/headway/project/schedule/wire/element_words.py"

HEAD = '''"""What the plan element says, for the catalogues of languages. Written by tools/gantt_words.py."""
# ruff: noqa: E501  one line for each message
# fmt: off

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

'''


def source() -> str:
    """The module, from the element's English words."""
    words = json.loads(ENGLISH.read_text())
    plain = {key: text for key, text in words.items() if isinstance(text, str)}
    counted = {key: forms for key, forms in words.items() if key not in plain}
    lines = [f"    {_quoted(key)}: _({_quoted(text)})," for key, text in plain.items()]
    plurals = [
        f"    {_quoted(key)}: lambda n: ngettext({_quoted(forms['one'])}, {_quoted(forms['other'])}, n),"
        for key, forms in counted.items()
    ]
    return (
        HEAD
        + "\n".join(["MESSAGES: dict[str, str | Promise] = {", *lines, "}", ""])
        + "\n".join(["PLURALS: dict[str, Callable[[int], str]] = {", *plurals, "}", ""])
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    WRITTEN.write_text(source())
    print(f"{WRITTEN.relative_to(ROOT)} is written.")
