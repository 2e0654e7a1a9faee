"""Columns of the tables of `primavera.plan.Plan`; dates, kin, edges and staff are as in all plans."""

# Plan.rows: what each pass needs. CLOCK is -1 for work around the clock, LEFT all the remaining work.
ROLE, CLOCK, STATE, LEFT, IN_AT, IN_END, FIRST_OUT, PARENT, ROW_COLUMNS = range(9)

# Plan.limits: moments between which start and finish must lie, and the marks of EXPECTED and LATEST.
(
    START_FROM,
    START_UNTIL,
    FINISH_FROM,
    FINISH_UNTIL,
    MUST_START,
    MUST_FINISH,
    EXPECTED,
    LATEST,
    LIMIT_COLUMNS,
) = range(9)

# Plan.progress: DONE is the work of a started activity up to the data date.
(
    ACTUAL_START,
    ACTUAL_FINISH,
    SUSPEND,
    RESUME,
    EXTERNAL_START,
    EXTERNAL_FINISH,
    PROJECT,
    DONE,
    PROGRESS_COLUMNS,
) = range(9)

# Plan.edges, behind LAG_KIND and NEXT_OUT of all plans.
LAG_CLOCK = 7

# Plan.projects: LAST is the latest early finish, END what late dates hang from; behind them the options.
(
    PROJECT_START,
    DATA_DATE,
    MUST_FINISH_BY,
    LAST,
    END,
    PROGRESS_RULE,
    LAG_FROM_ACTUAL_START,
    EACH_PROJECT,
    FLOAT_KIND,
    CRITICAL_FLOAT,
    BY_LONGEST_PATH,
    PROJECT_COLUMNS,
) = range(12)

# Plan.efforts: one per link of a level of effort; AHEAD is 1 where the other end is its predecessor.
EFFORT_LINK, OTHER, AHEAD, EFFORT_TYPE, EFFORT_LAG, EFFORT_CLOCK, EFFORT_COLUMNS = range(7)
