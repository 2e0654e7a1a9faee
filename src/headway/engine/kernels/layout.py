"""Columns of the tables that kernels work on.

A table keeps what belongs to a row together and compiles several times faster than an array per column. Eight
numbers are one cache line: tables are as wide, and apart where few rows or one pass alone need them.
"""

# Both ends of an activity, in every table of dates.
START, FINISH = range(2)

# Plan.rows: what each pass needs of each activity, milestone or summary. WHOLE is all the work, pauses
# included; CLOCK is -1 for elapsed durations.
FEATURES, CLOCK, WHOLE, DURATION, IN_AT, IN_END, FIRST_OUT, PARENT, ROW_COLUMNS = range(9)

# Plan.limits: read of rows that have the feature BOUNDED. FLOOR and CEILING are bounds from summaries.
(
    CONSTRAINT,
    CONSTRAINT_DATE,
    DEADLINE,
    FLOOR,
    FLOOR_ROW,
    CEILING,
    CEILING_ROW,
    LEVELING_DELAY,
    LIMIT_COLUMNS,
) = range(9)

# Plan.progress: read of rows that are STARTED, FINISHED, MANUAL or STAFFED. LEFT is all the remaining work,
# pauses included.
(
    ACTUAL_START,
    ACTUAL_FINISH,
    LEFT,
    REMAINING,
    PAUSE,
    RESUME,
    MANUAL_START,
    MANUAL_FINISH,
    PROGRESS_COLUMNS,
) = range(9)

# Plan.kin: children of summaries and assignments of STAFFED rows.
FIRST_CHILD, NEXT_CHILD, STAFF_AT, STAFF_END, KIN_COLUMNS = range(5)

# Plan.edges: one per driven leaf of a link, in half as wide numbers.
LINK, FROM, TO, TYPE, LAG, LAG_KIND, NEXT_OUT, _, EDGE_COLUMNS = range(9)

# Plan.staff: one per assignment that counts.
ASSIGNMENT, STAFF_CLOCK, WORK, WORK_LEFT, DELAY, STAFF_COLUMNS = range(6)

# Dates.early, behind START and FINISH. SPAN is the duration, of a summary the work between its ends.
START_DRIVER, START_DRIVER_ROW, FINISH_DRIVER, FINISH_DRIVER_ROW, FIRST_LEAF, SPAN, EARLY_COLUMNS = range(
    2, 9
)

# Dates.late, behind START and FINISH. FREE_START is the start that a started activity would have without
# progress.
FREE_START, DRIVER, DRIVER_ROW, FINISH_BOUND, FINISH_BOUND_ROW, _, LATE_COLUMNS = range(2, 9)

# Dates.scheduled, behind START and FINISH.
TOTAL_FLOAT, FREE_FLOAT, START_FLOAT, FINISH_FLOAT, CRITICAL, _, SCHEDULED_COLUMNS = range(2, 9)
