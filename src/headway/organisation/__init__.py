"""Who there is: people and units, scopes and roles, signing in."""
