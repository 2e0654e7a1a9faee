"""Plans and networks of other programs, where the machine has some; they are no part of the project."""

import os
from pathlib import Path

PROJECT = Path(__file__).parents[4]
DATA = Path(os.environ.get("HEADWAY_TEST_DATA", PROJECT.parent / "shared" / "data"))
FOLDER = DATA / "plans"


def known_networks() -> list[Path]:
    """Networks with the dates that another scheduler gave them."""
    return sorted(FOLDER.glob("networks/net-*.xml"))


def known_plans() -> list[Path]:
    """Plan files of other programs."""
    return sorted(FOLDER.glob("msproject/*.xml"))


def tracked_projects() -> list[Path]:
    """Projects of other organisations with their progress; an empty file is none."""
    return sorted(path for path in DATA.glob("dslib/*.p2x") if path.stat().st_size)


def what_there_is() -> str:
    """What the run could use, for its summary."""
    where = "" if FOLDER.is_dir() else "; HEADWAY_TEST_DATA names a folder with some"
    return f"of other programs: {len(known_plans())} plan files, {len(known_networks())} networks{where}"
