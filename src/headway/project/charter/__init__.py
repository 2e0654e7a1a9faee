"""The charter: objectives, constraints and tolerances that sponsor and manager agreed to."""
