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
    (
        """CREATE TABLE owed_level (
            intent TEXT PRIMARY KEY,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            level TEXT NOT NULL,
            level_asked TEXT NOT NULL,
            since_utc TEXT NOT NULL,
            reason TEXT,
            not_before_utc TEXT,
            next_attempt_utc TEXT,
            deadline_utc TEXT,
            left_paraph INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            needs_person TEXT,
            is_refused INTEGER NOT NULL,
            renews INTEGER NOT NULL,
            temporary TEXT,
            prepared_sha256 TEXT,
            prepared_renewal_utc TEXT
        ) STRICT""",
        """CREATE TABLE archived_file (
            path TEXT PRIMARY KEY,
            sha256 TEXT NOT NULL,
            renew_before_utc TEXT NOT NULL,
            left_paraph INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE left_paraph (
            sha256 TEXT PRIMARY KEY,
            at_utc TEXT NOT NULL
        ) STRICT""",
    ),
    (
        """CREATE TABLE batch (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            made_at_utc TEXT NOT NULL,
            certificate_der BLOB NOT NULL,
            reason TEXT,
            location TEXT,
            level TEXT NOT NULL,
            look TEXT NOT NULL,
            pin_prompts INTEGER NOT NULL,
            put_away INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE batch_row (
            batch_id TEXT NOT NULL REFERENCES batch (id),
            number INTEGER NOT NULL,
            intent TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            output TEXT NOT NULL,
            shown_sha256 TEXT NOT NULL,
            field TEXT,
            page_index INTEGER,
            box TEXT,
            found_by TEXT NOT NULL,
            label TEXT NOT NULL,
            left_out INTEGER NOT NULL,
            bar TEXT NOT NULL,
            PRIMARY KEY (batch_id, number)
        ) STRICT""",
    ),
    (
        """CREATE TABLE signature_book (
            id TEXT PRIMARY KEY,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            is_ours INTEGER NOT NULL,
            at_utc TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE book_review (
            book_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            decision TEXT NOT NULL,
            note TEXT NOT NULL,
            pages_seen TEXT NOT NULL,
            at_utc TEXT NOT NULL,
            PRIMARY KEY (book_id, number)
        ) STRICT""",
        """CREATE TABLE book_batch (
            batch_id TEXT PRIMARY KEY,
            book_id TEXT NOT NULL,
            prepared_by TEXT NOT NULL,
            prepared_at_utc TEXT NOT NULL,
            book_sha256 TEXT NOT NULL,
            reasons TEXT NOT NULL
        ) STRICT""",
    ),
    ("ALTER TABLE archived_file ADD COLUMN due_utc TEXT",),
    (
        """CREATE TABLE book_source (
            book_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            path TEXT NOT NULL,
            PRIMARY KEY (book_id, number)
        ) STRICT""",
        "ALTER TABLE book_batch ADD COLUMN extras TEXT NOT NULL DEFAULT '{}'",
    ),
    (
        "ALTER TABLE batch ADD COLUMN extras TEXT",
        "ALTER TABLE batch_row ADD COLUMN locked INTEGER NOT NULL DEFAULT 0",
    ),
    (
        "ALTER TABLE archived_file ADD COLUMN size_bytes INTEGER",
        "ALTER TABLE archived_file ADD COLUMN seen_size INTEGER",
        "ALTER TABLE archived_file ADD COLUMN seen_modified_ns INTEGER",
        "ALTER TABLE archived_file ADD COLUMN seen_volume TEXT",
        "ALTER TABLE archived_file ADD COLUMN checked_utc TEXT",
        "ALTER TABLE archived_file ADD COLUMN state TEXT NOT NULL DEFAULT 'there'",
        "ALTER TABLE archived_file ADD COLUMN since_utc TEXT",
    ),
)
