-- Every key starts with the tenant. Times are milliseconds since the Unix epoch. Words are checked one by one: for an
-- IN of three or more SQLite builds a table each time.

CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tenants (
  tenant_id      TEXT PRIMARY KEY,
  name           TEXT NOT NULL UNIQUE,
  settings       TEXT NOT NULL,
  -- Another with every change to settings, apps, flows, methods or policies: caches compare it.
  config_version INTEGER NOT NULL DEFAULT 1,
  created_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE apps (
  tenant_id  TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  client_id  TEXT NOT NULL,
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, client_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  tenant_id        TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  user_id          TEXT NOT NULL,
  email            TEXT,
  email_canonical  TEXT,
  email_verified   INTEGER NOT NULL DEFAULT 0,
  external_subject TEXT,
  display_name     TEXT,
  state            TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
  password_hash    TEXT,
  attributes       TEXT NOT NULL DEFAULT '{}',
  locale           TEXT,
  created_at       INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX users_email ON users (tenant_id, email_canonical) WHERE email_canonical IS NOT NULL;
CREATE UNIQUE INDEX users_subject ON users (tenant_id, external_subject) WHERE external_subject IS NOT NULL;

-- Addresses that a user registered for codes beside the account's own.
CREATE TABLE email_methods (
  tenant_id         TEXT NOT NULL,
  user_id           TEXT NOT NULL,
  method_id         TEXT NOT NULL,
  address           TEXT NOT NULL,
  address_canonical TEXT NOT NULL,
  verified          INTEGER NOT NULL DEFAULT 0,
  created_at        INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, user_id, method_id),
  UNIQUE (tenant_id, user_id, address_canonical),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE groups (
  tenant_id  TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  group_id   TEXT NOT NULL,
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, group_id),
  UNIQUE (tenant_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_users (
  tenant_id TEXT NOT NULL,
  user_id   TEXT NOT NULL,
  group_id  TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, group_id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES groups ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX group_users_group ON group_users (tenant_id, group_id);

CREATE TABLE group_groups (
  tenant_id       TEXT NOT NULL,
  member_group_id TEXT NOT NULL,
  group_id        TEXT NOT NULL,
  PRIMARY KEY (tenant_id, member_group_id, group_id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES groups ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, member_group_id) REFERENCES groups (tenant_id, group_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX group_groups_group ON group_groups (tenant_id, group_id);

CREATE TABLE role_assignments (
  tenant_id TEXT NOT NULL,
  user_id   TEXT NOT NULL,
  role_id   TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, role_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE user_flows (
  tenant_id    TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  flow_id      TEXT NOT NULL,
  display_name TEXT NOT NULL,
  document     TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, flow_id),
  UNIQUE (tenant_id, display_name)
) STRICT, WITHOUT ROWID;

-- The key makes an app belong to at most one flow.
CREATE TABLE user_flow_apps (
  tenant_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  flow_id   TEXT NOT NULL,
  PRIMARY KEY (tenant_id, client_id),
  FOREIGN KEY (tenant_id, client_id) REFERENCES apps ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, flow_id) REFERENCES user_flows ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE method_configurations (
  tenant_id TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  kind      TEXT NOT NULL,
  document  TEXT NOT NULL,
  PRIMARY KEY (tenant_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE policies (
  tenant_id   TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  policy_id   TEXT NOT NULL,
  document    TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  modified_at INTEGER,
  PRIMARY KEY (tenant_id, policy_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE journeys (
  tenant_id       TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  journey_id      TEXT NOT NULL,
  client_id       TEXT NOT NULL,
  -- NULL for a journey of somebody who does not exist (yet).
  user_id         TEXT,
  step            TEXT NOT NULL,
  state           TEXT NOT NULL,
  -- The one token that is good now.
  token_hash      BLOB NOT NULL,
  created_at      INTEGER NOT NULL,
  step_expires_at INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, journey_id),
  FOREIGN KEY (tenant_id, client_id) REFERENCES apps ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX journeys_user ON journeys (tenant_id, user_id);

CREATE TABLE codes (
  tenant_id  TEXT NOT NULL,
  journey_id TEXT NOT NULL,
  number     INTEGER NOT NULL,
  code_mac   BLOB NOT NULL,
  reference  TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state = 'live' OR state = 'superseded' OR state = 'used'),
  tries      INTEGER NOT NULL DEFAULT 0,
  delivery   TEXT NOT NULL CHECK (delivery = 'queued' OR delivery = 'sent' OR delivery = 'failed'),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, journey_id, number),
  FOREIGN KEY (tenant_id, journey_id) REFERENCES journeys ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Letters waiting for the mailer, sealed. A decoy keeps the work for an unknown address the same.
CREATE TABLE outbox (
  tenant_id     TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  message_id    TEXT NOT NULL,
  journey_id    TEXT NOT NULL,
  code_number   INTEGER NOT NULL,
  decoy         INTEGER NOT NULL,
  letter        BLOB NOT NULL,
  attempts      INTEGER NOT NULL DEFAULT 0,
  next_try_at   INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, journey_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (next_try_at);

-- Counted events inside a sliding window: wrong codes, sends, failures by network address.
CREATE TABLE meter (
  tenant_id TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  subject   BLOB NOT NULL,
  at        INTEGER NOT NULL,
  event_id  TEXT NOT NULL,
  PRIMARY KEY (tenant_id, subject, at, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX meter_age ON meter (at);

-- Consecutive failures and the lock that follows from them.
CREATE TABLE lockouts (
  tenant_id    TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  subject      BLOB NOT NULL,
  failures     INTEGER NOT NULL,
  locks        INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  -- Keyed hashes of the last three distinct wrong passwords, newest first.
  recent       TEXT NOT NULL,
  touched_at   INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, subject)
) STRICT, WITHOUT ROWID;

-- Networks from which an identifier has signed in.
CREATE TABLE familiar_contexts (
  tenant_id TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  subject   BLOB NOT NULL,
  context   BLOB NOT NULL,
  seen_at   INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, subject, context)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  tenant_id    TEXT NOT NULL,
  session_id   TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  client_id    TEXT NOT NULL,
  token_hash   BLOB NOT NULL,
  created_at   INTEGER NOT NULL,
  auth_time    INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  idle_ms      INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  proof        TEXT NOT NULL,
  PRIMARY KEY (tenant_id, session_id),
  UNIQUE (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, client_id) REFERENCES apps ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (tenant_id, user_id, created_at, session_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- The sign-in log outlives users and apps, so it refers to them by value. Ids begin with the time, so the key serves
-- for it too. With a rowid, since documents may be larger than a key's page holds.
CREATE TABLE sign_ins (
  tenant_id  TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  sign_in_id TEXT NOT NULL,
  user_id    TEXT,
  client_id  TEXT NOT NULL,
  result     TEXT NOT NULL,
  document   TEXT NOT NULL,
  PRIMARY KEY (tenant_id, sign_in_id)
) STRICT;
CREATE INDEX sign_ins_user ON sign_ins (tenant_id, user_id, sign_in_id);

CREATE TABLE audit (
  tenant_id   TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  audit_id    TEXT NOT NULL,
  at          INTEGER NOT NULL,
  actor       TEXT NOT NULL,
  action      TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target_id   TEXT,
  result      TEXT NOT NULL CHECK (result IN ('success', 'refused')),
  before      TEXT,
  after       TEXT,
  PRIMARY KEY (tenant_id, audit_id)
) STRICT;
