"""A small ProTrack file made by hand: a garden wall in two weeks, seen twice."""

GARDEN = """<Project><NAME>Garden wall</NAME>
<Settings><CurrencySymbol>€</CurrencySymbol></Settings>
<Agenda><StartDate>050120260000</StartDate>
<NonWorkingHours>{closed}</NonWorkingHours>
<NonWorkingDays><Day>5</Day><Day>6</Day></NonWorkingDays>
<Holidays><Holiday>090120260000</Holiday></Holidays></Agenda>
<Activities><Name>Activities</Name><UniqueID>-1</UniqueID></Activities>
<Activities>
{activities}</Activities>
<Relations><Name>Relations</Name><UniqueID>-1</UniqueID></Relations>
<Relations>
<Relation><FromTask>1</FromTask><ToTask>2</ToTask><Lag>0</Lag><LagKind>0</LagKind><LagType>2</LagType></Relation>
<Relation><FromTask>2</FromTask><ToTask>3</ToTask><Lag>8</Lag><LagKind>0</LagKind><LagType>0</LagType></Relation>
<Relation><FromTask>3</FromTask><ToTask>77</ToTask><Lag>0</Lag><LagKind>0</LagKind><LagType>2</LagType></Relation>
</Relations>
<ActivityGroups>
<ActivityGroup><Name>Wall</Name><UniqueID>10</UniqueID></ActivityGroup>
</ActivityGroups>
<OutlineList><List>
<Child><Type>2</Type><Data>1</Data></Child>
<Child><Type>1</Type><Data>10</Data><List>
<Child><Type>2</Type><Data>2</Data></Child>
<Child><Type>2</Type><Data>3</Data></Child></List></Child>
</List></OutlineList>
<Resources>
<Resource><FIELD0>1</FIELD0><FIELD1>Mason</FIELD1><FIELD769>1</FIELD769><FIELD770>20</FIELD770><FIELD771>30</FIELD771>
<FIELD780>2</FIELD780></Resource>
<DATEPERCSERIE><DEFAULTAVAILABILITY>2</DEFAULTAVAILABILITY></DATEPERCSERIE>
<Resource><FIELD0>2</FIELD0><FIELD1>Bricks</FIELD1><FIELD769>0</FIELD769><FIELD770>50</FIELD770><FIELD771>0.5</FIELD771>
<FIELD780>-1</FIELD780></Resource>
</Resources>
<ResourceAssignments>
<ResourceAssignment><FIELD1024>2</FIELD1024><FIELD1025>1</FIELD1025><FIELD1026>2</FIELD1026><FIELD1027>0</FIELD1027></ResourceAssignment>
<ResourceAssignment><FIELD1024>2</FIELD1024><FIELD1025>2</FIELD1025><FIELD1026>400</FIELD1026><FIELD1027>1</FIELD1027></ResourceAssignment>
</ResourceAssignments>
<TrackingList><Name>TrackingList</Name></TrackingList>
<TrackingList>
<TrackingPeriod><EndDate>120120260800</EndDate><Name>First week</Name></TrackingPeriod>
<TProTrackActivities-1>{first}</TProTrackActivities-1>
<TrackingPeriod><EndDate>190120260800</EndDate><Name>Second week</Name></TrackingPeriod>
<TProTrackActivities-1>{second}</TProTrackActivities-1>
</TrackingList>
<Simulation><NumberOfRuns>100</NumberOfRuns></Simulation>
</Project>
"""

WORKING = {8, 9, 10, 11, 13, 14, 15, 16}
CLOSED = "".join(f"<Hour>{hour}</Hour>" for hour in range(24) if hour not in WORKING)


def activity(uid: int, name: str, *, start: str, hours: float, money: tuple[float, float] = (0, 0)) -> str:
    """An activity with its fixed cost and its cost per hour."""
    fixed, hourly = money
    return (
        f"<Activity><UniqueID>{uid}</UniqueID><Name>{name}</Name><BaseLineStart>{start}</BaseLineStart>"
        f"<BaseLineDuration>{hours}</BaseLineDuration><FixedBaselineCost>{fixed}</FixedBaselineCost>"
        f"<BaselineCostByUnit>{hourly}</BaselineCostByUnit><IsMilestone>0</IsMilestone><Constraints>"
        "<LockedTimeStart>010101000000</LockedTimeStart><DueDateEnd>010101000000</DueDateEnd></Constraints>"
        "</Activity>\n"
    )


def status(uid: int, *, start: str = "0", worked: float = 0, complete: float = 0, extra: float = 0) -> str:
    """What had been done of an activity."""
    return (
        f"<Activity>{uid}</Activity><TProTrackActivityTracking-1><ActualStart>{start}</ActualStart>"
        f"<ActualDuration>{worked}</ActualDuration><ActualCostDev>{extra}</ActualCostDev>"
        "<RemainingDuration>4</RemainingDuration><RemainingCostDev>0</RemainingCostDev>"
        f"<PercentageComplete>{complete}</PercentageComplete></TProTrackActivityTracking-1>\n"
    )


ACTIVITIES = (
    activity(1, "Foundation", start="050120260800", hours=16, money=(100, 10))
    + activity(2, "Wall", start="070120260800", hours=16)
    + activity(3, "Top", start="080120260800", hours=8, money=(40, 0))
    + activity(9, "Deleted", start="080120260800", hours=8, money=(999, 0))
)
FIRST = status(1, start="050120260800", worked=24, complete=1, extra=5) + status(2) + status(3)
SECOND = (
    status(1, start="050120260800", worked=24, complete=1, extra=5)
    + status(2, start="120120260800", worked=32, complete=1)
    + status(3, start="150120260800", worked=8, complete=1)
)


def garden(**other: str) -> bytes:
    """The file, with another text in one of its places."""
    places = {"closed": CLOSED, "activities": ACTIVITIES, "first": FIRST, "second": SECOND, **other}
    return GARDEN.format(**places).encode()
