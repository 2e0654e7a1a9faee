"""Names and addresses of machines. Knows no Django: settings ask it."""

import ipaddress


def is_this_machine(host: str) -> bool:
    """Whether only programs on this machine reach what answers to the name or address."""
    bare = host.strip("[]")
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return bare == "localhost"
