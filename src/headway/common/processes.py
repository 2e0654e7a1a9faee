"""Processes that belong to a parent."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
PARENT = "HEADWAY_PARENT"


def adopt_children() -> None:
    """Let processes that are started from now on know their parent."""
    os.environ[PARENT] = str(os.getpid())


def end_with_parent() -> None:
    """Have the kernel stop this process when the parent that adopted it dies, so that none is left behind.

    Linux only; elsewhere the children of a killed parent are to be stopped by hand.
    """
    parent = os.environ.get(PARENT)
    if parent is None or sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        sys.exit("the parent process is gone")
