"""Compiled loops. Plain functions over arrays; without Numba's compiler they run as they are, only slower."""
