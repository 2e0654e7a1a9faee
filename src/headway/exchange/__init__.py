"""Plan files: they become projects, newer files one change, each with its reconciliation."""
