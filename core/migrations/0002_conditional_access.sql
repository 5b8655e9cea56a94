-- What policies refer to beside people: named locations, authentication strengths and authentication contexts, and what
-- an app is filtered by.

CREATE TABLE named_locations (
  tenant_id   TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  location_id TEXT NOT NULL,
  document    TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  modified_at INTEGER,
  PRIMARY KEY (tenant_id, location_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE authentication_strengths (
  tenant_id   TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  strength_id TEXT NOT NULL,
  document    TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  modified_at INTEGER,
  PRIMARY KEY (tenant_id, strength_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE authentication_contexts (
  tenant_id   TEXT NOT NULL REFERENCES tenants ON DELETE CASCADE,
  context_id  TEXT NOT NULL,
  document    TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  modified_at INTEGER,
  PRIMARY KEY (tenant_id, context_id)
) STRICT, WITHOUT ROWID;

-- JSON: a list of words, and lists of texts by name.
ALTER TABLE apps ADD COLUMN app_groups TEXT NOT NULL DEFAULT '[]';
ALTER TABLE apps ADD COLUMN custom_security_attributes TEXT NOT NULL DEFAULT '{}';

-- The terms of use that somebody has accepted, by the id that policies name them by.
CREATE TABLE accepted_terms (
  tenant_id   TEXT NOT NULL,
  user_id     TEXT NOT NULL,
  terms_id    TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, user_id, terms_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
