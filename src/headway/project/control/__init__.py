"""Control: the manager's own judgement beside the computed status, and the actions that follow."""
