"""The newsroom's door: signing in with a second factor, sessions, invitations, frozen accounts."""
