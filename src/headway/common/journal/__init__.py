"""What happened: one entry per intention, in the transaction of the change, in a chain per scope."""
