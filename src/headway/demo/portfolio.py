"""What Tarnvale undertakes: three portfolios, eight programmes, forty projects."""

from dataclasses import dataclass, fields

PORTFOLIOS = (("A", "Network & Assets"), ("B", "Digital & Data"), ("C", "People, Customer, Compliance"))
PROGRAMMES = (
    ("PG1", "A", "Network Renewal"),
    ("PG2", "A", "Flood Resilience"),
    ("PG3", "A", "Smart Metering"),
    ("PG4", "B", "Core Systems"),
    ("PG5", "B", "Data & Automation"),
    ("PG6", "B", "Cyber Resilience"),
    ("PG7", "C", "Customer"),
    ("PG8", "C", "Workplace & Skills"),
)

# What the projects of a programme change; some change something else.
KINDS = {
    **dict.fromkeys(("PG1", "PG2", "PG3"), "infrastructure"),
    **dict.fromkeys(("PG4", "PG5", "PG6"), "it"),
    **dict.fromkeys(("PG7", "PG8", "C"), "org_change"),
}
OTHER_KINDS = {
    "P08": "it",
    "P12": "it",
    "P13": "compliance",
    "P14": "product",
    "P24": "research",
    "P30": "it",
    "P31": "it",
    "P34": "product",
    "P38": "infrastructure",
    "P39": "compliance",
    "P40": "research",
}

# Tolerance use of time that each colour's projects are made to have, and the rows of plans of a class.
USE = {"green": 0.3, "amber": 0.8, "red": 1.4}
SIZES = {"S": 40, "M": 150, "L": 350, "XL": 800}
TOLERANCE = {"S": 5, "M": 10, "L": 20, "XL": 30}  # working days


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One project as the demo tells it: ``colour`` is its computed status, ``assessed`` its manager's."""

    code: str
    name: str
    programme: str
    approach: str
    size: str
    state: str
    colour: str = ""
    assessed: str = ""
    slip: str = ""  # why it slips, in the words of its people
    hard_deadline: bool = False
    rows: int = 0  # of its plan
    network: bool = False  # work outdoors, not digital

    @property
    def ordinal(self) -> int:
        """The number in its code."""
        return int(self.code[1:])

    @property
    def kind(self) -> str:
        """What it changes."""
        usual = "infrastructure" if self.network else "it"
        return OTHER_KINDS.get(self.code) or KINDS.get(self.programme, usual)

    @property
    def use(self) -> float:
        """The tolerance use of time that its slip makes."""
        return USE.get(self.colour, 0.0)


def _read(table: str) -> tuple[Undertaking, ...]:
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    names = [f.name for f in fields(Undertaking)][:9]
    outdoors = {"A", *(code for code, portfolio, _ in PROGRAMMES if portfolio == "A")}
    return tuple(
        Undertaking(
            **dict(zip(names, row, strict=False)),
            hard_deadline="hard" in row[9:],
            rows=SIZES[row[4]],
            network=row[2] in outdoors,
        )
        for row in rows
    )


UNDERTAKINGS = _read("""
P01|Harbour Trunk Main Replacement|PG1|P|L|executing|amber|amber|Ground softer than surveyed
P02|Substation North-7 Refurbishment|PG1|P|L|executing|red|red|Switchgear comes twelve weeks late
P03|Pump Telemetry Retrofit|PG1|H|M|executing|green|green|
P04|Cast-Iron Mains Lot 4|PG1|P|L|closing|green|green|
P05|Leakage Sensor Pilot|PG1|L|S|closed|||
P06|Weir & Sluice Automation|PG2|P|M|planning|||
P07|Riverside Embankment Stage 2|PG2|P|XL|executing|red|green|Cofferdam window missed: river above 2.1 m
P08|Early-Warning Data Feed|PG2|I|S|executing|green|green|
P09|Land Access & Community Liaison: Wayleaves and Compensation in Seventeen Parishes|PG2|L|S|initiating|||
P10|Meter Wave 1|PG3|H|L|closed|||
P11|Meter Wave 2|PG3|H|XL|executing|amber|amber|Installers withdrawn by their employer
P12|Head-End Upgrade|PG3|H|L|executing|red|red|Rejected interface test repeats twice
P13|Meter Data Privacy|PG3|P|M|executing|green|green|
P15|ERP Finance Wave 1|PG4|H|XL|executing|red|amber|Second migration rehearsal failed
P16|ERP Procurement Wave 2|PG4|H|L|planning|||
P17|Asset Management Migration|PG4|H|L|executing|amber|amber|Asset records without location
P18|GIS Replatform|PG4|I|M|executing|green|green|
P19|Legacy Billing Decommission|PG4|P|M|on_hold|||
P20|Data Platform|PG5|I|L|executing|green|green|
P21|Demand Forecasting|PG5|I|M|executing|amber|amber|Data engineers shared with three projects
P22|Crew Scheduling Optimiser|PG5|I|M|planning|||
P23|Invoice Automation|PG5|L|S|closed|||
P24|Digital Twin Feasibility|PG5|L|S|terminated|||
P25|OT Network Segmentation|PG6|P|L|executing|amber|amber|Outage windows moved by the control room
P26|Privileged Access|PG6|H|M|executing|green|green|
P27|SOC Uplift|PG6|H|M|closing|green|green|
P28|Recovery Drills|PG6|L|S|closed|||
P29|Supplier Security Assurance|PG6|P|S|initiating|||
P30|Portal Rebuild|PG7|I|L|executing|amber|green|Burn-up flat for four iterations
P31|Contact-Centre Telephony|PG7|H|M|executing|red|red|Vendor insolvent: support line closed
P32|Complaints Redesign|PG7|L|S|executing|green|green|
P33|Vulnerable Customer Register|PG7|H|M|planning|||
P35|Depot East Relocation|PG8|P|L|planning|||
P36|Safety Training Renewal|PG8|L|S|executing|grey|green|
P37|Apprenticeship Intake – برنامج التدريب المهني|PG8|L|S|executing|grey||
P38|HQ Fit-out|PG8|P|M|executing|amber|amber|Nine changes to the floor plan
P39|Price Review 2027 Submission|C|P|L|executing|green|green||hard
P14|Prepay Tariff|PG3|I|M|business_case|||
P34|Outage Notification|PG7|I|S|idea|||
P40|Drone Inspection Trial|C|I|S|business_case|||
""")
