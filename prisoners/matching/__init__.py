"""Which row of a list speaks of which person."""
