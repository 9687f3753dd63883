"""The schema's history: each entry is applied once, in order, in one transaction."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE audit_entry (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            intent TEXT NOT NULL,
            at_utc TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX audit_entry_intent ON audit_entry (intent)",
        """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
           BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END""",
        """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
           BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END""",
    ),
)
