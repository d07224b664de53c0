"""People who edit: outlets, memberships, roles; submit, review, approve; history. Knows no prisoner."""
