"""The mail slot: a citizen's report, sealed on arrival. Write-only from outside.

The room is reserved: its wall stands (import contracts), its tables and form come with the public site's form.
"""
