"""Settings, routes and wiring of an installation."""
