"""How a detention ended and what followed: release types, releases, revocations, official announcements."""
