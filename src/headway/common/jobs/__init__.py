"""Work that outlasts a request: job rows, the workers that run them, and the clock."""
