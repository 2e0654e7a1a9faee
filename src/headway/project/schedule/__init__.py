"""The plan: WBS, activities, links, calendars, assignments; computed whole by the engine."""
