"""Names of phases, packages and activities, by the kind of undertaking."""

PHASES: dict[str, tuple[str, ...]] = {
    "P": ("Initiate", "Design", "Procure", "Build", "Commission", "Hand over"),
    "I": ("Frame", "Discover", "Increment 1", "Increment 2", "Increment 3", "Hand over"),
    "H": ("Initiate", "Plan outline", "Increment 1", "Increment 2", "Transition", "Hand over"),
    "L": ("Start", "Do", "Finish", "Review", "Support", "Hand over"),
}
NETWORK_PACKAGES = (
    "Site {n} survey", "Trench {n}", "Chamber {n}", "Valve house {n}", "Cable route {n}",
    "Switchgear bay {n}", "Pump set {n}", "Control panel {n}", "Permit lot {n}", "Land parcel {n}",
    "Earthworks {n}", "Telemetry node {n}",
)  # fmt: skip
DIGITAL_PACKAGES = (
    "Interface {n}", "Data load {n}", "Screen group {n}", "Report pack {n}", "Environment {n}",
    "Security control {n}", "Training group {n}", "Service desk set {n}", "Migration wave {n}",
    "Rule set {n}", "Test cycle {n}", "Form set {n}",
)  # fmt: skip
NETWORK_WORK = (
    "Agree access for", "Survey", "Draw", "Calculate", "Get permit for", "Order material for",
    "Inspect delivery for", "Excavate", "Lay foundation of", "Install", "Connect", "Pressure-test",
    "Reinstate surface of", "Commission",
)  # fmt: skip
DIGITAL_WORK = (
    "Interview users of", "Specify", "Model data of", "Design", "Review design of", "Configure", "Develop",
    "Load data of", "Test", "Correct defects of", "Rehearse", "Train users of", "Accept", "Release",
)  # fmt: skip

COMPLETION = "Completion"


def packages_of(*, network: bool) -> tuple[str, ...]:
    """Names of work packages, outdoors or digital."""
    return NETWORK_PACKAGES if network else DIGITAL_PACKAGES


def work_of(*, network: bool) -> tuple[str, ...]:
    """Verbs of activities, in the order in which work is done."""
    return NETWORK_WORK if network else DIGITAL_WORK


THEMES = (
    "Rivers and Reservoirs", "Customer Systems", "Grid Reinforcement", "Field Mobility",
    "Treatment Works", "Data Exchange", "Metering", "Finance Systems", "Pumping", "Service Desk",
    "Cable Renewal", "Workplace",
)  # fmt: skip
SITES = (
    "Alder Hill", "Ashcombe", "Barrow Quay", "Beckside", "Birchwood", "Blackmere", "Bramley",
    "Brook End", "Calder Bridge", "Carrow", "Clayfield", "Copse Lane", "Crowhurst", "Dale Head",
    "Deepwater", "Dunmoor", "Eastgate", "Elmstead", "Fallow Park", "Fenwick", "Ferry Road",
    "Gallows Hill", "Glenmoor", "Greenholm", "Hadley", "Harbour West", "Hazelbank", "Highmoor",
    "Holt Farm", "Ivy Bridge", "Kestrel Point", "Kingsmead", "Lambourne", "Larkfield", "Lower Weir",
    "Marsh End", "Millbrook", "Netherby", "Northfleet", "Oakhanger", "Orchard Vale", "Pinewood",
    "Quarry Hill", "Ravenscar", "Saltmarsh", "Thornbury", "Upper Leigh", "Wharfside",
)  # fmt: skip
WORKS = (
    "Pumping Station Renewal", "Billing Interface", "Cable Replacement", "Work Order App",
    "Filter Upgrade", "Data Exchange", "Meter Rollout", "Purchase Approval", "Valve Programme",
    "Knowledge Base", "Transformer Swap", "Access Control", "Main Lining", "Outage Map",
    "Sludge Treatment", "Report Library", "Flood Gate", "Asset Register", "Control Room Move",
    "Payment Gateway", "Sewer Survey", "Stock Forecast", "Fence and Lighting", "Archive Digitisation",
)  # fmt: skip
