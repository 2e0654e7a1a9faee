"""What tests of rights share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    """The folder in which uploaded plan files wait, empty at the beginning."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
