"""The mail slot: a citizen's report, sealed on arrival. Write-only from outside (docs/decisions/0008).

`slot` puts reports in and looks into boxes: all that the public side may do. `opening` is the newsroom's.
"""
