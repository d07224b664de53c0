"""Who says so: organisations, lists and their dated snapshots, rows as they came, documents, citations,
aggregate figures that an organisation or the State published."""
