"""A project from opening to closing: what it is, where it stands, who decides and who works in it."""
