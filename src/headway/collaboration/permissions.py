"""Permissions of this room."""

from headway.common.access import Permission, Space

VIEW_COMMENTS = Permission("comment.view", Space.BORDER, writes=False)
WRITE_COMMENT = Permission("comment.write", Space.BORDER)
ANSWER_COMMENT = Permission("comment.answer", Space.BORDER)
