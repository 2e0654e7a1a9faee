"""Examples in docstrings are true."""

import doctest
import importlib

import pytest

from tests.house.repository import python_texts


def modules_with_examples() -> list[str]:
    names = [name for name, text in python_texts().items() if name.startswith("src/") and ">>> " in text]
    return [
        name.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in names
    ]


@pytest.mark.parametrize("name", modules_with_examples())
def test_the_examples_of_a_module_give_what_they_say(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0
    assert result.attempted > 0
