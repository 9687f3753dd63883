"""The tables. Times are RFC 3339 in UTC; `n` orders a list and never changes.

Personal data is in `people`, `certificates.der`, `trail_personal`, stored answers and the blobs
alone, so that it can be deleted.
"""

VERSION = 1

SCHEMA = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE accounts (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at TEXT NOT NULL) STRICT;

CREATE TABLE users (
  id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts, login TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL, name TEXT NOT NULL
) STRICT;
CREATE TABLE clients (
  id TEXT PRIMARY KEY, account TEXT REFERENCES accounts, name TEXT NOT NULL, secret TEXT,
  redirect_uris TEXT NOT NULL, scopes TEXT NOT NULL, grants TEXT NOT NULL
) STRICT;
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts, sha256 TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL, created_at TEXT NOT NULL, addresses TEXT, revoked_at TEXT
) STRICT;
CREATE TABLE codes (
  sha256 TEXT PRIMARY KEY, client TEXT NOT NULL, user TEXT NOT NULL, redirect_uri TEXT NOT NULL,
  scope TEXT NOT NULL, challenge TEXT NOT NULL, expires_at TEXT NOT NULL, family TEXT
) STRICT;
CREATE TABLE refresh_tokens (
  sha256 TEXT PRIMARY KEY, family TEXT NOT NULL, client TEXT NOT NULL, user TEXT,
  scope TEXT NOT NULL, expires_at TEXT NOT NULL, spent_at TEXT
) STRICT;
CREATE TABLE families (
  id TEXT PRIMARY KEY, client TEXT NOT NULL, user TEXT, revoked_at TEXT
) STRICT;
CREATE TABLE revoked_tokens (jti TEXT PRIMARY KEY, expires_at TEXT NOT NULL) STRICT;
CREATE TABLE browser_sessions (
  sha256 TEXT PRIMARY KEY, user TEXT, csrf TEXT NOT NULL, expires_at TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts, client_reference TEXT, name TEXT NOT NULL,
  sha256 TEXT NOT NULL, pages INTEGER NOT NULL, boxes TEXT NOT NULL, size INTEGER NOT NULL,
  version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX document_references ON documents (account, client_reference)
  WHERE client_reference IS NOT NULL;
CREATE INDEX documents_of_account ON documents (account, n);

CREATE TABLE templates (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts, client_reference TEXT, name TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES documents (id), roles TEXT NOT NULL,
  version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX template_references ON templates (account, client_reference)
  WHERE client_reference IS NOT NULL;
CREATE INDEX templates_of_account ON templates (account, n);

CREATE TABLE requests (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts, client_reference TEXT, name TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES documents (id), template TEXT, state TEXT NOT NULL,
  matter TEXT, expiry_date TEXT, reminders TEXT, remind_at TEXT, retention TEXT, purge_at TEXT,
  cancel_reason TEXT,
  revision INTEGER NOT NULL, sha256 TEXT NOT NULL,
  version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  activated_at TEXT, ended_at TEXT, personal_data_deleted_at TEXT, deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX request_references ON requests (account, client_reference)
  WHERE client_reference IS NOT NULL;
CREATE INDEX requests_of_account ON requests (account, n);
CREATE INDEX requests_by_state ON requests (account, state, n);
CREATE INDEX requests_by_matter ON requests (account, matter, n);
CREATE INDEX requests_by_change ON requests (account, updated_at, n);
CREATE INDEX requests_by_expiry ON requests (expiry_date) WHERE state IN ('pending', 'in_progress');
CREATE INDEX requests_by_reminder ON requests (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX requests_by_purge ON requests (purge_at)
  WHERE personal_data_deleted_at IS NULL AND ended_at IS NOT NULL;
CREATE INDEX requests_of_document ON requests (document);
CREATE TABLE revisions (
  request TEXT NOT NULL REFERENCES requests (id), n INTEGER NOT NULL, sha256 TEXT NOT NULL,
  signatory TEXT, created_at TEXT NOT NULL, PRIMARY KEY (request, n)
) STRICT;

CREATE TABLE signatories (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  request TEXT NOT NULL REFERENCES requests (id), turn INTEGER NOT NULL, role TEXT NOT NULL,
  signing TEXT NOT NULL, level TEXT NOT NULL, fields TEXT NOT NULL, state TEXT NOT NULL,
  link TEXT NOT NULL UNIQUE, viewed_at TEXT, signed_at TEXT, declined_at TEXT, reminded_at TEXT,
  certificate_serial TEXT, certificate_sha256 TEXT, certificate_issuer TEXT,
  version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX signatories_of_request ON signatories (request, n);
CREATE TABLE people (
  signatory TEXT PRIMARY KEY REFERENCES signatories (id), email TEXT NOT NULL,
  first_name TEXT NOT NULL, last_name TEXT NOT NULL, decline_reason TEXT
) STRICT;

CREATE TABLE trail_entries (
  request TEXT NOT NULL REFERENCES requests (id), n INTEGER NOT NULL, at TEXT NOT NULL,
  kind TEXT NOT NULL, signatory TEXT, sha256 TEXT, PRIMARY KEY (request, n)
) STRICT;
CREATE TABLE trail_personal (
  request TEXT NOT NULL, n INTEGER NOT NULL, actor TEXT, ip_address TEXT, detail TEXT,
  PRIMARY KEY (request, n)
) STRICT;
CREATE TABLE audit_trails (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts, request TEXT NOT NULL UNIQUE REFERENCES requests (id),
  signed_sha256 TEXT NOT NULL, trail_sha256 TEXT NOT NULL, proven_sha256 TEXT,
  version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX trails_of_account ON audit_trails (account, n);

CREATE TABLE events (
  account TEXT NOT NULL REFERENCES accounts, seq INTEGER NOT NULL, event_id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL, created_at TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (account, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE webhooks (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts, url TEXT NOT NULL, events TEXT NOT NULL,
  secret TEXT NOT NULL, standard_secret TEXT NOT NULL, enabled INTEGER NOT NULL,
  disabled_reason TEXT, version INTEGER NOT NULL, created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;
CREATE INDEX webhooks_of_account ON webhooks (account, n);
CREATE TABLE deliveries (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  webhook TEXT NOT NULL REFERENCES webhooks (id), event_id TEXT NOT NULL, state TEXT NOT NULL,
  next_attempt_at TEXT, version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX deliveries_of_webhook ON deliveries (webhook, n);
CREATE INDEX deliveries_waiting ON deliveries (webhook, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX deliveries_of_event ON deliveries (event_id);
CREATE TABLE delivery_attempts (
  delivery TEXT NOT NULL REFERENCES deliveries (id), n INTEGER NOT NULL, at TEXT NOT NULL,
  status INTEGER, failure TEXT, PRIMARY KEY (delivery, n)
) STRICT;

-- `request`: the signature request or the document whose names the answer tells.
CREATE TABLE idempotency (
  account TEXT NOT NULL, client TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL,
  status INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL, created_at TEXT NOT NULL,
  request TEXT, PRIMARY KEY (account, client, key)
) STRICT;
CREATE INDEX idempotency_by_age ON idempotency (created_at);
CREATE INDEX idempotency_of_request ON idempotency (request) WHERE request IS NOT NULL;
CREATE TABLE ledger (
  n INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, kind TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE, client_reference TEXT, idempotency_key TEXT, created_at TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE faults (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, route TEXT NOT NULL,
  kind TEXT NOT NULL, left INTEGER, rate REAL, latency_s REAL NOT NULL, status INTEGER NOT NULL,
  retry_after_s INTEGER
) STRICT;

CREATE TABLE certificates (
  serial TEXT PRIMARY KEY, issuer TEXT NOT NULL, account TEXT NOT NULL REFERENCES accounts,
  sha256 TEXT NOT NULL, der BLOB, signatory TEXT,
  issued_at TEXT NOT NULL, expires_at TEXT NOT NULL, revoked_at TEXT, reason TEXT
) STRICT;
CREATE INDEX certificates_of_issuer ON certificates (issuer, revoked_at);
CREATE TABLE crls (
  issuer TEXT PRIMARY KEY, number INTEGER NOT NULL, entries INTEGER NOT NULL,
  made_at TEXT NOT NULL, der BLOB NOT NULL
) STRICT;
"""
