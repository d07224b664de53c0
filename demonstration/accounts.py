"""The invented editors that a newcomer signs in as. They exist only where the demonstration set does."""

ACCOUNTS = (
    (
        "editora",
        "editora-demo-1",
        "editor of Diario del Framboyán (demo): writes and submits",
    ),
    (
        "revisor",
        "revisor-demo-1",
        "reviewer of La Yagruma (demo): approves what others wrote",
    ),
    ("administra", "administra-demo-1", "administrator"),
)
"""Account, password, and what it may do."""
