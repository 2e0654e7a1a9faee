"""Start pages: the manager's cockpit, the sponsor's decisions, the projects one is in."""
