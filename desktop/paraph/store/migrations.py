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
    (
        """CREATE TABLE account (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            base_url TEXT NOT NULL,
            way TEXT NOT NULL,
            client_id TEXT NOT NULL,
            environment TEXT NOT NULL,
            own_addresses TEXT NOT NULL,
            filing TEXT NOT NULL,
            filing_pattern TEXT NOT NULL,
            added_utc TEXT NOT NULL,
            secret_since_utc TEXT,
            paused TEXT
        ) STRICT""",
        """CREATE TABLE account_secret (
            account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            sealed BLOB NOT NULL,
            PRIMARY KEY (account_id, name)
        ) STRICT""",
        """CREATE TABLE signature_request (
            id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL,
            client_reference TEXT NOT NULL,
            made_utc TEXT NOT NULL,
            changed_utc TEXT NOT NULL,
            draft TEXT,
            remote TEXT,
            remote_id TEXT,
            document_id TEXT,
            status TEXT NOT NULL,
            name TEXT NOT NULL,
            matter TEXT NOT NULL,
            client TEXT NOT NULL,
            my_turn INTEGER NOT NULL,
            current_sha256 TEXT NOT NULL,
            current_revision INTEGER,
            filing_state TEXT NOT NULL,
            filing TEXT NOT NULL,
            on_paper TEXT NOT NULL,
            is_withdrawn INTEGER NOT NULL,
            UNIQUE (account_id, remote_id),
            UNIQUE (account_id, client_reference)
        ) STRICT""",
        "CREATE INDEX signature_request_changed ON signature_request (changed_utc)",
        "CREATE INDEX signature_request_status ON signature_request (status, changed_utc)",
        "CREATE INDEX signature_request_turn ON signature_request (my_turn, changed_utc)",
        "CREATE INDEX signature_request_account ON signature_request (account_id, status, my_turn)",
        "CREATE INDEX signature_request_filing"
        " ON signature_request (account_id, status, filing_state)",
        """CREATE TABLE outbox_entry (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            account_id TEXT NOT NULL,
            request_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            body_sha256 TEXT NOT NULL,
            media_type TEXT NOT NULL,
            content BLOB,
            size_bytes INTEGER NOT NULL,
            form_fields TEXT NOT NULL,
            client_reference TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            trace_id TEXT NOT NULL,
            created_utc TEXT NOT NULL,
            signatory INTEGER,
            if_match TEXT NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            first_sent_utc TEXT,
            last_sent_utc TEXT,
            next_attempt_utc TEXT,
            ambiguous INTEGER NOT NULL,
            error TEXT
        ) STRICT""",
        "CREATE INDEX outbox_entry_request ON outbox_entry (request_id, seq)",
        "CREATE INDEX outbox_entry_state ON outbox_entry (state, seq)",
        """CREATE INDEX outbox_entry_open ON outbox_entry (account_id, request_id, seq)
           WHERE state NOT IN ('done', 'canceled')""",
        """CREATE TRIGGER outbox_entry_is_frozen BEFORE UPDATE OF id, account_id, request_id, kind,
           media_type, content, form_fields, client_reference, trace_id, created_utc, signatory
           ON outbox_entry
           BEGIN SELECT RAISE(ABORT, 'what was asked of the service does not change'); END""",
        # A signed file may get its timestamp until it leaves for the first time.
        """CREATE TRIGGER outbox_entry_bytes_are_frozen BEFORE UPDATE OF body_sha256, size_bytes
           ON outbox_entry WHEN (OLD.body_sha256 <> NEW.body_sha256 OR
           OLD.size_bytes <> NEW.size_bytes) AND (OLD.kind <> 'sign' OR OLD.attempts > 0)
           BEGIN SELECT RAISE(ABORT, 'what was asked of the service does not change'); END""",
        """CREATE TRIGGER outbox_entry_no_delete BEFORE DELETE ON outbox_entry
           BEGIN SELECT RAISE(ABORT, 'outbox entries are not dropped'); END""",
        """CREATE TABLE inbox_iterator (
            account_id TEXT PRIMARY KEY,
            iterator TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE applied_event (
            account_id TEXT NOT NULL,
            event_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            at_utc TEXT NOT NULL,
            PRIMARY KEY (account_id, event_id)
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        # Whom a request asks, who asked, and what it is found by, for lists of any length. Their
        # pages and counts are found in these indexes alone: a row is large.
        "ALTER TABLE signature_request ADD COLUMN is_mine INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE signature_request ADD COLUMN is_sent INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE signature_request ADD COLUMN words TEXT NOT NULL DEFAULT ''",
        "UPDATE signature_request SET is_mine = my_turn, is_sent = draft IS NOT NULL,"
        " words = name || ' ' || matter || ' ' || client",
        "CREATE INDEX signature_request_mine"
        " ON signature_request (is_mine, changed_utc, status, words)",
        "CREATE INDEX signature_request_mine_status ON signature_request (is_mine, status, words)",
        "CREATE INDEX signature_request_sent"
        " ON signature_request (is_sent, changed_utc, status, words)",
        "CREATE INDEX signature_request_sent_status ON signature_request (is_sent, status, words)",
    ),
    (
        # Templates of the services, so that a request can be prepared of one without a network.
        """CREATE TABLE template (
            account_id TEXT NOT NULL,
            template_id TEXT NOT NULL,
            name TEXT NOT NULL,
            told TEXT NOT NULL,
            document_name TEXT NOT NULL,
            document_sha256 TEXT NOT NULL,
            pages INTEGER NOT NULL,
            PRIMARY KEY (account_id, template_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE template_listing (
            account_id TEXT PRIMARY KEY,
            as_of_utc TEXT,
            tried_utc TEXT,
            trouble TEXT NOT NULL,
            is_wanted INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TRIGGER account_takes_its_templates AFTER DELETE ON account BEGIN
           DELETE FROM template WHERE account_id = OLD.id;
           DELETE FROM template_listing WHERE account_id = OLD.id; END""",
    ),
    (
        # Calls of the services, for a day: `store.call_notes`.
        """CREATE TABLE noted_call (
            seq INTEGER PRIMARY KEY,
            account_id TEXT NOT NULL,
            at_utc TEXT NOT NULL,
            method TEXT NOT NULL,
            route TEXT NOT NULL,
            status INTEGER,
            failure TEXT NOT NULL,
            duration_ms INTEGER
        ) STRICT""",
        "CREATE INDEX noted_call_account ON noted_call (account_id)",
        "CREATE INDEX noted_call_at ON noted_call (at_utc)",
        """CREATE TRIGGER account_takes_its_calls AFTER DELETE ON account BEGIN
           DELETE FROM noted_call WHERE account_id = OLD.id; END""",
    ),
    (
        # When an account's requests were last told to be as they are here.
        "ALTER TABLE inbox_iterator ADD COLUMN as_of_utc TEXT",
    ),
)
