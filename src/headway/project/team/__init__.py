"""The team's own side of the plan: my work, and progress that is reported and accepted."""
