"""The reconciliation report of an import: its rows, and how they are shown."""
