"""Permissions of this room."""

from headway.common.access import Permission, Space

VIEW_PROJECT = Permission("project.view", Space.PROJECT, writes=False)
OPEN_PROJECT = Permission("project.open", Space.PROJECT)
REQUEST_MOVE = Permission("project.request_move", Space.PROJECT)
DECIDE_MOVE = Permission("project.decide_move", Space.PROJECT)
AUTHORISE_PROJECT = Permission("project.authorise", Space.PROJECT)
APPOINT_TEAM = Permission("team.appoint", Space.PROJECT)
