"""Citizens' reports and persons: whom a report may be about, and what becomes of it in the working copy."""
