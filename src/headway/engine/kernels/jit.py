"""How kernels are compiled and where the machine code is kept."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import platformdirs
from numba.core import config as numba_config
from numba.core.registry import cpu_target

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def cache_folder() -> Path:
    """Folder for machine code of exactly these kernels, this Numba and this processor.

    Numba's own cache notices a changed file but not a changed file it calls; a key of all sources does.
    """
    engine = Path(__file__).parent.parent
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sorted([*engine.glob("kernels/**/*.py"), engine / "drivers.py", engine / "primavera.py"]):
        digest.update(str(source.relative_to(engine)).encode() + source.read_bytes())
    digest.update(repr(cpu_target.target_context.codegen().magic_tuple()).encode())
    base = os.environ.get("HEADWAY_HOME") or platformdirs.user_data_dir("headway")
    return Path(base) / "kernels" / digest.hexdigest()[:20]


# Numba reads this setting while it decorates and has no parameter for it.
cast(Any, numba_config).CACHE_DIR = str(cache_folder())


def kernel(function: Kernel) -> Kernel:
    """Compile a function on its first call; it then runs without the interpreter lock.

    A kernel fills arrays that it is given and makes none. That allows leaving out Numba's reference counts,
    which took four fifths of the time: each array of a table was counted at each call of a small function.
    Of what was left, three quarters went into calls that hand on some sixty words, hence `forceinline`.
    """
    # Numba documents neither this setting in its types nor a better one.
    njit = cast(Any, numba.njit)
    compiled = njit(cache=True, nogil=True, error_model="numpy", _nrt=False, forceinline=True)
    return cast(Kernel, compiled(function))
