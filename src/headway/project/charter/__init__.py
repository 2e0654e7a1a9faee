"""The project, its objectives, constraints and tolerances: what sponsor and manager agreed to."""
