"""Columns of the tables that kernels work on.

Tables of one type keep what belongs to a row together and compile several times faster than an array per
column.
"""

# Plan.rows: one per activity, milestone or summary.
(
    PARENT, SUMMARY, ACTIVE, CLOCK, DURATION, REMAINING, PAUSE, LEVELING_DELAY,
    CONSTRAINT, CONSTRAINT_DATE, DEADLINE, FLOOR, FLOOR_ROW, CEILING, CEILING_ROW,
    MANUAL, MANUAL_START, MANUAL_FINISH, ACTUAL_START, ACTUAL_FINISH, RESUME,
    IN_AT, IN_END, FIRST_OUT, FIRST_CHILD, NEXT_CHILD, STAFF_AT, STAFF_END, ROW_COLUMNS,
) = range(29)  # fmt: skip

# Plan.edges: one per driven leaf of a link.
LINK, FROM, TO, TYPE, LAG, LAG_KIND, NEXT_OUT, EDGE_COLUMNS = range(8)

# Plan.staff: one per assignment that counts.
ASSIGNMENT, STAFF_CLOCK, WORK, WORK_LEFT, DELAY, STAFF_COLUMNS = range(6)

# The dates that the passes fill: one per row.
(
    EARLY_START, EARLY_FINISH, LATE_START, LATE_FINISH, FREE_LATE_START,
    START_DRIVER, START_DRIVER_ROW, FINISH_DRIVER, FINISH_DRIVER_ROW, LATE_DRIVER, LATE_DRIVER_ROW,
    FINISH_BOUND, FINISH_BOUND_ROW, FIRST_LEAF,
    START, FINISH, TOTAL_FLOAT, FREE_FLOAT, START_FLOAT, FINISH_FLOAT, CRITICAL, DATE_COLUMNS,
) = range(22)  # fmt: skip
