"""Columns of the tables that kernels work on.

Tables of one type keep what belongs to a row together and compile several times faster than an array per
column.
"""

# Plan.rows: one per activity, milestone or summary. The first line is what a plain activity needs: eight
# numbers are one cache line. WHOLE and LEFT are all and the remaining work, pauses included.
(
    FEATURES, CLOCK, WHOLE, DURATION, IN_AT, IN_END, FIRST_OUT, PARENT,
    CONSTRAINT, CONSTRAINT_DATE, DEADLINE, FLOOR, FLOOR_ROW, CEILING, CEILING_ROW, LEVELING_DELAY,
    ACTUAL_START, ACTUAL_FINISH, LEFT, PAUSE, RESUME, MANUAL_START, MANUAL_FINISH, REMAINING,
    STAFF_AT, STAFF_END, FIRST_CHILD, NEXT_CHILD, _, _, _, _, ROW_COLUMNS,
) = range(33)  # fmt: skip

# Plan.edges: one per driven leaf of a link, in half as wide numbers.
LINK, FROM, TO, TYPE, LAG, LAG_KIND, NEXT_OUT, _, EDGE_COLUMNS = range(9)

# Plan.staff: one per assignment that counts.
ASSIGNMENT, STAFF_CLOCK, WORK, WORK_LEFT, DELAY, STAFF_COLUMNS = range(6)

# The dates that the passes fill: one per row, a line each for forward and backward pass and floats.
(
    EARLY_START, EARLY_FINISH, START_DRIVER, START_DRIVER_ROW, FINISH_DRIVER, FINISH_DRIVER_ROW,
    FIRST_LEAF, _,
    LATE_START, LATE_FINISH, FREE_LATE_START, LATE_DRIVER, LATE_DRIVER_ROW,
    FINISH_BOUND, FINISH_BOUND_ROW, _,
    START, FINISH, TOTAL_FLOAT, FREE_FLOAT, START_FLOAT, FINISH_FLOAT, CRITICAL, _, DATE_COLUMNS,
) = range(25)  # fmt: skip
