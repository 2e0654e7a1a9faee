"""Plans in tables: writing what changed, the steps that undo goes back to, plans that are written once."""
