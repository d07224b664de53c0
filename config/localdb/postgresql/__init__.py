"""Django's PostgreSQL backend on the local server: `ENGINE = "config.localdb.postgresql"`."""
