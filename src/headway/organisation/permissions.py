"""Permissions of this room."""

from headway.common.access import Permission, Space

REQUEST_ROLE = Permission("role.request", Space.TECHNICAL)
REQUEST_OPEN = Permission("role.request_open", Space.TECHNICAL)  # where the place is not confidential
VIEW_ROLES = Permission("role.view", Space.TECHNICAL, writes=False)
DECIDE_ROLE = Permission("role.decide", Space.ENTERPRISE)
