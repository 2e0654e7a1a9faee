"""Whole plans in and out: files become projects, newer files one change, each with its reconciliation."""
