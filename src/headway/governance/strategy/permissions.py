"""Permissions of this room."""

from headway.common.access import Permission, Space

VIEW_PORTFOLIO = Permission("portfolio.view", Space.ENTERPRISE, writes=False)
