"""The engine stands alone."""

import subprocess
import sys

PROGRAM = """
import sys
import headway.engine
roots = {name.split(".")[1] for name in sys.modules if name.startswith("headway.")}
print(sorted(roots | {"django"} & set(sys.modules)))
"""


def test_the_engine_imports_neither_django_nor_the_rooms_above_it() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "['engine']"
