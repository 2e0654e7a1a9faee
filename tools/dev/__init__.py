"""`make dev`: what is saved is in the browser a moment later."""
