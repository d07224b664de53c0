"""Two persons who are one, and one who was two: planned, done in one transaction, and undone row by row.

Automatic matching only ever attaches a row of a list to a person; here people decide.
"""
