"""No cell of a table is a formula, however a spreadsheet separates the cells."""

import csv
import io

import pytest

from headway.common.http.sheets import csv_lines

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("sign", DANGEROUS)
@pytest.mark.parametrize("around", ["{}", "Pour slab;{}", "Pour slab\t{}", 'a,b;"{}', 'a,b\t""{}', ";;{}"])
def test_no_text_begins_a_cell_as_a_formula_does(separator: str, sign: str, around: str) -> None:
    text = "".join(csv_lines([[12, around.format(f"{sign}1+1"), "open"]])).removeprefix("\ufeff")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        assert [cell for cell in row if cell.startswith(DANGEROUS)] == []


def test_other_texts_and_numbers_stay_as_they_are() -> None:
    rows = [[-5, "Pour slab; dry", "a-b = c", None], ["“=”", "", 1.5, True]]
    lines = "".join(csv_lines(rows)).removeprefix("\ufeff")
    assert lines == "-5,Pour slab; dry,a-b = c,\r\n“=”,,1.5,True\r\n"
