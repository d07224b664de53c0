"""How quick the program is, measured against a floor or a peer in the same process and the same minute.

`make bench` runs all of them; docs/benchmarks.md holds the figures of the last run and says what each name means.
"""
