"""Public pages, feeds, the citizen's form, the static mirror."""
