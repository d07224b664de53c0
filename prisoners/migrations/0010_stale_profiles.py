"""A person's profile for matching grows stale when what is compared of the person changes."""

from django.db import migrations

MARK = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO prisoners_matchprofile (person_id, profiles, is_stale)
  SELECT DISTINCT found.person, '[]'::jsonb, true
  FROM ({changed}) AS found (person) JOIN prisoners_person known ON known.id = found.person
  ON CONFLICT (person_id) DO UPDATE SET is_stale = true WHERE NOT prisoners_matchprofile.is_stale;
  RETURN NULL;
END $$;
"""
PERSON = (
    "given_names", "surname_1", "surname_2", "birth_date", "age_at_detention_stated", "gender", "merged_into_id",
    "is_demo",
)  # fmt: skip
DETENTION = ("person_id", "detained_on", "province_id", "municipality_id")
ROW_MATCH = ("person_id", "decision", "withdrawn_at")
OWNER = "JOIN prisoners_rowmatch edge USING (entry_id) WHERE edge.decision = 'same' AND edge.withdrawn_at IS NULL"


def differing(columns):
    """Rows whose columns changed: most updates are of something else."""
    before, after = (", ".join(f"{alias}.{column}" for column in columns) for alias in ("former", "changed"))
    return f"JOIN former USING (id) WHERE ({before}) IS DISTINCT FROM ({after})"


# Function, table, event, and whose profile is stale.
TRIGGERS = (
    ("person_added", "prisoners_person", "INSERT", "SELECT id FROM changed"),
    ("person_changed", "prisoners_person", "UPDATE", f"SELECT changed.id FROM changed {differing(PERSON)}"),
    ("detention_added", "prisoners_detention", "INSERT", "SELECT person_id FROM changed"),
    (
        "detention_changed", "prisoners_detention", "UPDATE",
        f"SELECT unnest(ARRAY[changed.person_id, former.person_id]) FROM changed {differing(DETENTION)}",
    ),
    ("detention_gone", "prisoners_detention", "DELETE", "SELECT person_id FROM former"),
    ("row_decided", "prisoners_rowmatch", "INSERT", "SELECT person_id FROM changed"),
    (
        "row_decided_anew", "prisoners_rowmatch", "UPDATE",
        f"SELECT unnest(ARRAY[changed.person_id, former.person_id]) FROM changed {differing(ROW_MATCH)}",
    ),
    ("record_added", "sources_sourcerecord", "INSERT", f"SELECT edge.person_id FROM changed {OWNER}"),
)  # fmt: skip
SEEN = {
    "INSERT": "NEW TABLE AS changed", "UPDATE": "OLD TABLE AS former NEW TABLE AS changed",
    "DELETE": "OLD TABLE AS former",
}  # fmt: skip
BELONGS = """
ALTER TABLE {table} ADD CONSTRAINT {table}_of_person FOREIGN KEY (person_id) REFERENCES prisoners_person (id)
ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""


def statements():
    up = [BELONGS.format(table=table) for table in ("prisoners_matchprofile", "prisoners_matchkey")]
    down = []
    for event, table, kind, changed in TRIGGERS:
        name = f"match_profile_stale_{event}"
        up += [
            MARK.format(name=name, changed=changed),
            f"CREATE TRIGGER {name} AFTER {kind} ON {table} REFERENCING {SEEN[kind]}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}();",
        ]
        down.insert(0, f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();")
    up.append(
        "INSERT INTO prisoners_matchprofile (person_id, profiles, is_stale)"
        " SELECT id, '[]'::jsonb, true FROM prisoners_person ON CONFLICT DO NOTHING;"
    )
    down += [
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_person;"
        for table in ("prisoners_matchprofile", "prisoners_matchkey")
    ]
    return "\n".join(up), "\n".join(down)


UP, DOWN = statements()


class Migration(migrations.Migration):
    dependencies = [("prisoners", "0009_match_profiles"), ("sources", "0004_returned")]

    operations = [migrations.RunSQL(UP, reverse_sql=DOWN)]
