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


def packages_of(portfolio: str) -> tuple[str, ...]:
    """Names of work packages in a portfolio."""
    return NETWORK_PACKAGES if portfolio == "A" else DIGITAL_PACKAGES


def work_of(portfolio: str) -> tuple[str, ...]:
    """Verbs of activities in a portfolio, in the order in which work is done."""
    return NETWORK_WORK if portfolio == "A" else DIGITAL_WORK
