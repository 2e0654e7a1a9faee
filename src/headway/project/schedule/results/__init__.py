"""What the engine made of a plan: outcome of a change, what it comes to, why each date is what it is."""
