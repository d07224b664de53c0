"""The newsroom's side of the mail slot: unlocking it, filing what came, reading it, and forgetting it in time."""
