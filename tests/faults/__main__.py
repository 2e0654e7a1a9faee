"""Runs a module of this folder in an installation's environment: `python -m tests.faults seed`."""

import importlib
import sys

import django

django.setup()
importlib.import_module(f"tests.faults.{sys.argv[1]}").main()
