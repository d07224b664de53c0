"""Who says what: for each field of a dossier what every list says and since when, what we hold, and why."""
