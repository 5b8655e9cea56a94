//! The floor under a sign-in: two bare transactions that leave the same rows behind as the engine's, and the two point
//! reads it cannot do without. The rows are learned from the file itself, so the floor follows the schema.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{Connection, TransactionBehavior, params_from_iter};

use crate::Result;
use crate::measure::timed;
use crate::sqlite;
use crate::world::{World, copy, email, spread, user_id};

/// The settings that decide what a statement costs.
const SETTINGS: [&str; 8] = [
    "synchronous",
    "foreign_keys",
    "cell_size_check",
    "mmap_size",
    "secure_delete",
    "temp_store",
    "cache_size",
    "wal_autocheckpoint",
];

/// One row that a sign-in inserts, changes or deletes, as a statement with the values of the sign-in it was learned from.
struct Change {
    sql: String,
    values: Vec<Value>,
}

/// What a sign-in leaves behind: its first transaction, the mail's, and its second.
pub(crate) struct Footprint {
    steps: [Vec<Change>; 3],
    tenant: Value,
    user: String,
    journey: Value,
    /// Ids of rows that were made.
    ids: Vec<String>,
}

type Rows = BTreeMap<String, (Vec<Value>, Vec<Value>)>;

/// A table as it stands.
struct Table {
    name: String,
    columns: Vec<String>,
    keys: Vec<usize>,
    /// The tables whose rows take this one's along when they go.
    parents: Vec<String>,
    rows: Rows,
}

impl Footprint {
    /// Watches the `n`th sign-in of `world` and learns what it writes.
    pub(crate) fn learn(world: &World, n: usize) -> Result<Footprint> {
        let reader = Connection::open(&world.path)?;
        let mut states = vec![snapshot(&reader)?];
        let token = world.first(n)?;
        states.push(snapshot(&reader)?);
        world.engine.deliver_mail()?;
        states.push(snapshot(&reader)?);
        world.second(&token, &world.code(n)?)?;
        states.push(snapshot(&reader)?);

        let step = |i: usize| difference(&states[i], &states[i + 1]);
        let steps = [step(0), step(1), step(2)];
        let ids = new_ids(&states, &[&states[0]]);
        let user = user_id(world.user(n));
        let journeys = states[1].iter().find(|table| table.name == "journeys");
        let journey = journeys.and_then(|table| {
            let column = table.columns.iter().position(|name| name == "journey_id")?;
            table.rows.values().last().and_then(|(_, row)| row.get(column).cloned())
        });
        Ok(Footprint {
            steps,
            tenant: Value::Text(world.tenant.id().to_owned()),
            user,
            journey: journey.ok_or("no journey was stored")?,
            ids,
        })
    }

    /// Rows inserted, changed and deleted by the two transactions of the request path.
    pub(crate) fn rows(&self) -> usize {
        self.steps[0].len() + self.steps[2].len()
    }

    pub(crate) fn statements(&self) -> Vec<String> {
        self.steps.iter().flatten().map(|change| change.sql.clone()).collect()
    }
}

/// A plain connection that replays a footprint.
pub(crate) struct Floor<'a> {
    footprint: &'a Footprint,
    connection: Connection,
    path: PathBuf,
    users: usize,
}

/// One replay, made ready before its time counts.
struct Replay {
    steps: Vec<Vec<Vec<Value>>>,
    email: String,
    journey: Value,
}

impl<'a> Floor<'a> {
    /// On a copy of `base`, with the settings of `like`.
    pub(crate) fn new(
        footprint: &'a Footprint,
        base: &Path,
        name: &str,
        users: usize,
        like: &World,
    ) -> Result<Self> {
        let path = copy(base, name)?;
        let connection = Connection::open(&path)?;
        connection.set_prepared_statement_cache_capacity(64);
        copy_settings(&like.path, &connection)?;
        Ok(Floor { footprint, connection, path, users })
    }

    /// What the `n`th sign-in must cost at least.
    pub(crate) fn sign_in(&mut self, n: usize) -> Result<Duration> {
        let replay = self.prepare(n);
        let (first, done) = timed(|| -> Result<()> {
            self.read(
                "SELECT * FROM users WHERE tenant_id = ?1 AND email_canonical = ?2",
                &Value::Text(replay.email.clone()),
            )?;
            self.write(&replay, 0)
        });
        done?;
        self.write(&replay, 1)?;
        let (second, done) = timed(|| -> Result<()> {
            self.read("SELECT * FROM journeys WHERE tenant_id = ?1 AND journey_id = ?2", &replay.journey)?;
            self.write(&replay, 2)
        });
        done?;
        Ok(first + second)
    }

    /// The pages that the two transactions of the request path log.
    pub(crate) fn pages(&mut self, n: usize) -> Result<[u32; 2]> {
        let replay = self.prepare(n);
        let mut logged = [0; 3];
        for (step, pages) in logged.iter_mut().enumerate() {
            let before = sqlite::log_frames(&self.path)?;
            self.write(&replay, step)?;
            *pages = sqlite::log_frames(&self.path)?.saturating_sub(before);
        }
        Ok([logged[0], logged[2]])
    }

    fn read(&self, sql: &str, key: &Value) -> Result<()> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let row = statement.query_row((&self.footprint.tenant, key), |row| {
            (0..columns).map(|i| row.get::<_, Value>(i)).collect::<rusqlite::Result<Vec<_>>>()
        })?;
        std::hint::black_box(row);
        Ok(())
    }

    fn write(&mut self, replay: &Replay, step: usize) -> Result<()> {
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (change, values) in self.footprint.steps[step].iter().zip(&replay.steps[step]) {
            tx.prepare_cached(&change.sql)?.execute(params_from_iter(values))?;
        }
        tx.commit()?;
        Ok(())
    }

    fn prepare(&self, n: usize) -> Replay {
        let user = spread(n, self.users);
        let fresh = |value: &Value| self.footprint.fresh(value, n, user);
        let steps = self.footprint.steps.iter();
        Replay {
            steps: steps
                .map(|step| step.iter().map(|change| change.values.iter().map(fresh).collect()).collect())
                .collect(),
            email: email(user),
            journey: fresh(&self.footprint.journey),
        }
    }
}

impl Footprint {
    /// `value` as the `n`th sign-in, by `user`, would have it: the same size, but its own id, hash or user.
    fn fresh(&self, value: &Value, n: usize, user: usize) -> Value {
        match value {
            Value::Text(text) if *text == self.user => Value::Text(user_id(user)),
            Value::Text(text) => match self.ids.iter().position(|id| id == text) {
                // Ids grow with time, like the engine's.
                Some(which) => {
                    Value::Text(format!("019b{:04x}-{:04x}-7000-8000-{which:012x}", n >> 16, n & 0xffff))
                }
                None => value.clone(),
            },
            Value::Blob(bytes) if bytes.len() == 32 => Value::Blob(scramble(bytes, n)),
            _ => value.clone(),
        }
    }
}

/// A hash's worth of other bytes, the same for the same `bytes` and `n`.
fn scramble(bytes: &[u8], n: usize) -> Vec<u8> {
    let mut state = (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut next = |byte: &u8| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        byte ^ (state >> 32) as u8
    };
    bytes.iter().map(&mut next).collect()
}

/// Copies the settings of the engine's first connection.
pub(crate) fn copy_settings(from: &Path, to: &Connection) -> Result<()> {
    // As the engine does: without it SQLite plans some statements anew for every value.
    to.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let engine = sqlite::connections(from)?.into_iter().next().ok_or("the engine has no connection")?;
    for setting in SETTINGS {
        let value: i64 = engine.query_row(&format!("PRAGMA {setting}"), [], |row| row.get(0))?;
        // Some answer with a row and some do not.
        to.execute_batch(&format!("PRAGMA {setting} = {value}"))?;
    }
    Ok(())
}

fn snapshot(connection: &Connection) -> Result<Vec<Table>> {
    let mut tables =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")?;
    let names: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    names.into_iter().map(|name| table(connection, name)).collect()
}

fn table(connection: &Connection, name: String) -> Result<Table> {
    let mut columns = Vec::new();
    let mut keys = Vec::new();
    connection.pragma(None, "table_info", &name, |row| {
        if row.get::<_, i64>("pk")? > 0 {
            keys.push(columns.len());
        }
        columns.push(row.get("name")?);
        Ok(())
    })?;
    let mut parents = Vec::new();
    connection.pragma(None, "foreign_key_list", &name, |row| {
        if row.get::<_, String>("on_delete")? == "CASCADE" {
            parents.push(row.get("table")?);
        }
        Ok(())
    })?;
    let mut rows = Rows::new();
    let mut statement = connection.prepare(&format!("SELECT * FROM {name}"))?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let row = (0..columns.len()).map(|i| row.get(i)).collect::<rusqlite::Result<Vec<Value>>>()?;
        let key: Vec<Value> = keys.iter().map(|i| row[*i].clone()).collect();
        rows.insert(format!("{key:?}"), (key, row));
    }
    Ok(Table { name, columns, keys, parents, rows })
}

/// The statements that make `after` of `before`, parents first.
fn difference(before: &[Table], after: &[Table]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut deletes = Vec::new();
    for (old, new) in before.iter().zip(after) {
        for (id, (key, row)) in &new.rows {
            match old.rows.get(id) {
                None => changes.push(insert(new, row)),
                Some((_, was)) if was != row => changes.push(update(new, key, was, row)),
                Some(_) => {}
            }
        }
        let gone = old.rows.iter().filter(|(id, _)| !new.rows.contains_key(*id));
        deletes.extend(gone.map(|(_, (key, _))| (new, key)));
    }
    let deleted: Vec<&String> = deletes.iter().map(|(table, _)| &table.name).collect();
    let cascades = |table: &Table| table.parents.iter().any(|parent| deleted.contains(&parent));
    let direct = deletes.iter().filter(|(table, _)| !cascades(table));
    changes.extend(direct.map(|(table, key)| Change {
        sql: format!("DELETE FROM {} WHERE {}", table.name, matching(table, 1)),
        values: key.to_vec(),
    }));
    changes
}

fn insert(table: &Table, row: &[Value]) -> Change {
    let places: Vec<String> = (1..=row.len()).map(|i| format!("?{i}")).collect();
    Change {
        sql: format!(
            "INSERT INTO {} ({}) VALUES ({})",
            table.name,
            table.columns.join(", "),
            places.join(", ")
        ),
        values: row.to_vec(),
    }
}

fn update(table: &Table, key: &[Value], was: &[Value], row: &[Value]) -> Change {
    let changed: Vec<usize> = (0..row.len()).filter(|i| was[*i] != row[*i]).collect();
    let sets = changed.iter().enumerate().map(|(place, i)| format!("{} = ?{}", table.columns[*i], place + 1));
    let sets: Vec<String> = sets.collect();
    let condition = matching(table, changed.len() + 1);
    Change {
        sql: format!("UPDATE {} SET {} WHERE {condition}", table.name, sets.join(", ")),
        values: changed.iter().map(|i| row[*i].clone()).chain(key.iter().cloned()).collect(),
    }
}

fn matching(table: &Table, first: usize) -> String {
    let keys = table.keys.iter().enumerate();
    let keys: Vec<String> =
        keys.map(|(i, key)| format!("{} = ?{}", table.columns[*key], first + i)).collect();
    keys.join(" AND ")
}

/// The ids (36 characters) in keys of rows that `states` have and `known` have not.
fn new_ids(states: &[Vec<Table>], known: &[&Vec<Table>]) -> Vec<String> {
    let ids = |states: &mut dyn Iterator<Item = &Vec<Table>>| -> Vec<String> {
        let keys = states.flatten().flat_map(|table| table.rows.values()).flat_map(|(key, _)| key.clone());
        let mut ids: Vec<String> = keys
            .filter_map(|value| match value {
                Value::Text(text) if text.len() == 36 => Some(text),
                _ => None,
            })
            .collect();
        ids.sort();
        ids.dedup();
        ids
    };
    let old = ids(&mut known.iter().copied());
    ids(&mut states.iter()).into_iter().filter(|id| old.binary_search(id).is_err()).collect()
}
