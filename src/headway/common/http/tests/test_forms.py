"""Fields that forms of all rooms share."""

import datetime as dt
import re
from pathlib import Path

from django.utils import translation

import headway
from headway.common.http.forms import DayInput


def test_a_day_is_given_to_the_browser_in_the_form_that_its_picker_reads() -> None:
    for language in ("en", "de"):
        with translation.override(language):
            rendered = DayInput().render("due", dt.date(2026, 3, 1), {"id": "due"})
        assert rendered == '<input type="date" name="due" value="2026-03-01" id="due">'


def test_there_is_one_picker_of_a_day() -> None:
    root = Path(next(iter(headway.__path__)))
    made = re.compile(r"""["']?(?:input_)?type["']?\s*[:=]\s*["']date["']""")
    makers = [
        path for path in root.rglob("*.py") if "tests" not in path.parts and made.search(path.read_text())
    ]
    assert [str(path.relative_to(root)) for path in makers] == ["common/http/forms.py"]
