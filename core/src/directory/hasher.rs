//! Argon2id over a small, bounded pool of memory that is wiped and used again.
//!
//! Memory is the price of a hash and of an attack alike: at most as many hashes run at once as there are processors, a
//! short queue waits for them, and whoever comes after that is told that we are busy.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use zeroize::Zeroizing;

use crate::crypto;
use crate::error::{Error, Result};

const SALT_LENGTH: usize = 16;
const TAG_LENGTH: usize = 32;
/// How many may wait for a slot.
const QUEUE_LIMIT: usize = 64;
/// How long they wait.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(10);
/// What a stored hash may ask for at most: whoever can write the database must not be able to stop the process.
const STORED_LIMIT: Cost = Cost { memory_kib: 1 << 20, passes: 16, lanes: 16 };

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cost {
    pub(crate) memory_kib: u32,
    pub(crate) passes: u32,
    pub(crate) lanes: u32,
}

impl Cost {
    /// The least that is accepted (OWASP Password Storage Cheat Sheet, ASVS 5 appendix C), and the default.
    pub(crate) const FLOOR: Cost = Cost { memory_kib: 19_456, passes: 2, lanes: 1 };
    /// Its equal with one pass less over more memory, from the same table.
    const FLOOR_IN_ONE_PASS: Cost = Cost { memory_kib: 47_104, passes: 1, lanes: 1 };

    fn at_least(&self, other: &Cost) -> bool {
        self.memory_kib >= other.memory_kib && self.passes >= other.passes
    }

    fn params(&self) -> Result<Params> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(TAG_LENGTH))
            .map_err(|e| Error::invalid("cost", e.to_string()))
    }
}

/// What a comparison found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The password is right. `needs_rehash`: the stored hash is cheaper than today's.
    Match { needs_rehash: bool },
    /// The password is wrong.
    Mismatch,
}

/// Makes and checks password hashes.
pub(crate) struct Hasher {
    cost: Cost,
    params: Params,
    permits: usize,
    queue_timeout: Duration,
    slots: Mutex<Slots>,
    freed: Condvar,
    calls: AtomicU64,
}

#[derive(Default)]
struct Slots {
    running: usize,
    waiting: usize,
    idle: Vec<Vec<Block>>,
}

impl Hasher {
    /// # Errors
    /// `invalid_argument{cost}` below [`Cost::FLOOR`] or above what we would verify again.
    pub(crate) fn new(cost: Cost) -> Result<Self> {
        if !cost.at_least(&Cost::FLOOR) && !cost.at_least(&Cost::FLOOR_IN_ONE_PASS) {
            return Err(Error::invalid("cost", "below 19456 KiB with 2 passes (or 47104 KiB with 1)"));
        }
        Self::unchecked(cost)
    }

    /// A hasher that is cheap enough for tests which sign in thousands of times.
    #[cfg(any(test, feature = "test-cost"))]
    pub(crate) fn cheap_for_tests() -> Result<Self> {
        Self::unchecked(Cost { memory_kib: 32, passes: 1, lanes: 1 })
    }

    fn unchecked(cost: Cost) -> Result<Self> {
        if !STORED_LIMIT.at_least(&cost) || cost.lanes > STORED_LIMIT.lanes {
            return Err(Error::invalid("cost", "above 1 GiB, 16 passes or 16 lanes"));
        }
        let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Ok(Hasher {
            cost,
            params: cost.params()?,
            permits: processors,
            queue_timeout: QUEUE_TIMEOUT,
            slots: Mutex::default(),
            freed: Condvar::new(),
            calls: AtomicU64::new(0),
        })
    }

    #[cfg(test)]
    /// Lets at most `permits` hashes run at once: fewer than there are processors, to save memory; never more.
    pub(crate) fn with_permits(mut self, permits: NonZeroUsize) -> Self {
        self.permits = self.permits.min(permits.get());
        self
    }

    #[cfg(test)]
    /// How often Argon2 has run: lets a test prove that two paths do the same work.
    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// Hashes under a fresh salt, into a PHC string.
    ///
    /// # Errors
    /// `busy` when no slot came free in time.
    pub(crate) fn hash(&self, normalized: &str) -> Result<String> {
        let mut salt = [0_u8; SALT_LENGTH];
        crypto::fill(&mut salt)?;
        let tag = self.run(&self.params, normalized, &salt)?;
        let Cost { memory_kib, passes, lanes } = self.cost;
        Ok(format!(
            "$argon2id$v=19$m={memory_kib},t={passes},p={lanes}${}${}",
            STANDARD_NO_PAD.encode(salt),
            STANDARD_NO_PAD.encode(&tag[..])
        ))
    }

    /// Compares with a stored PHC string, in a time that does not depend on where they differ.
    ///
    /// # Errors
    /// `busy`; `storage` when the string is not one of ours or asks for absurd amounts of work.
    pub(crate) fn verify(&self, normalized: &str, phc: &str) -> Result<Verdict> {
        let stored = Stored::parse(phc)
            .ok_or_else(|| Error::Storage { kind: "a password hash is malformed".into() })?;
        let tag = self.run(&stored.cost.params()?, normalized, &stored.salt)?;
        if crypto::equal(&tag[..], &stored.tag) {
            Ok(Verdict::Match { needs_rehash: !stored.cost.at_least(&self.cost) })
        } else {
            Ok(Verdict::Mismatch)
        }
    }

    /// Does what [`Hasher::verify`] does and finds nothing: for users that do not exist or have no password.
    ///
    /// # Errors
    /// `busy`.
    pub(crate) fn verify_nothing(&self, normalized: &str) -> Result<()> {
        let tag = self.run(&self.params, normalized, &[0; SALT_LENGTH])?;
        std::hint::black_box(crypto::equal(&tag[..], &[0; TAG_LENGTH]));
        Ok(())
    }

    fn run(&self, params: &Params, normalized: &str, salt: &[u8]) -> Result<Zeroizing<[u8; TAG_LENGTH]>> {
        let mut slot = self.acquire()?;
        let memory = slot.memory(params.block_count())?;
        let mut tag = Zeroizing::new([0_u8; TAG_LENGTH]);
        self.calls.fetch_add(1, Ordering::Relaxed);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
            .hash_password_into_with_memory(normalized.as_bytes(), salt, &mut tag[..], memory)
            .map_err(|e| Error::internal(format!("argon2: {e}")))?;
        Ok(tag)
    }

    fn acquire(&self) -> Result<Slot<'_>> {
        let mut slots = self.lock();
        if slots.running >= self.permits {
            if slots.waiting >= QUEUE_LIMIT {
                return Err(Error::Busy);
            }
            slots.waiting += 1;
            let all_taken = |slots: &mut Slots| slots.running >= self.permits;
            let waited = self.freed.wait_timeout_while(slots, self.queue_timeout, all_taken);
            slots = waited.unwrap_or_else(PoisonError::into_inner).0;
            slots.waiting -= 1;
            if slots.running >= self.permits {
                return Err(Error::Busy);
            }
        }
        slots.running += 1;
        let memory = slots.idle.pop().unwrap_or_default();
        Ok(Slot { hasher: self, memory, used: 0 })
    }

    /// A panic elsewhere cannot leave the slots half changed, so a poisoned lock is as good as any.
    fn lock(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to run one hash, and the memory for it. Wiped and given back on drop.
struct Slot<'a> {
    hasher: &'a Hasher,
    memory: Vec<Block>,
    used: usize,
}

impl Slot<'_> {
    fn memory(&mut self, blocks: usize) -> Result<&mut [Block]> {
        if let Some(missing) = blocks.checked_sub(self.memory.len()) {
            // Without memory for a hash the process should refuse this one call, not die.
            self.memory.try_reserve_exact(missing).map_err(|_| Error::Busy)?;
            self.memory.resize(blocks, Block::new());
        }
        self.used = blocks;
        Ok(&mut self.memory[..blocks])
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        // Four fifths of the time that wiping block by block takes; the barrier keeps it from being left out.
        self.memory[..self.used].fill(Block::new());
        zeroize::optimization_barrier(&self.memory[..]);
        let usual = self.hasher.params.block_count();
        if self.memory.len() > usual {
            // A stored hash asked for more than ours do: keep only the usual size.
            self.memory.truncate(usual);
            self.memory.shrink_to_fit();
        }
        let memory = std::mem::take(&mut self.memory);
        let mut slots = self.hasher.lock();
        slots.running -= 1;
        slots.idle.push(memory);
        drop(slots);
        self.hasher.freed.notify_one();
    }
}

/// A PHC string of Argon2id, taken apart.
struct Stored {
    cost: Cost,
    salt: Vec<u8>,
    tag: [u8; TAG_LENGTH],
}

impl Stored {
    fn parse(phc: &str) -> Option<Self> {
        let mut fields = phc.strip_prefix("$argon2id$v=19$")?.split('$');
        let (costs, salt, tag) = (fields.next()?, fields.next()?, fields.next()?);
        let mut costs = costs.split(',');
        let mut cost = |name: &str| -> Option<u32> {
            let digits = costs.next()?.strip_prefix(name)?.strip_prefix('=')?;
            let plain = digits.bytes().all(|b| b.is_ascii_digit());
            if plain { digits.parse().ok() } else { None }
        };
        let cost = Cost { memory_kib: cost("m")?, passes: cost("t")?, lanes: cost("p")? };
        let salt = STANDARD_NO_PAD.decode(salt).ok()?;
        let tag = STANDARD_NO_PAD.decode(tag).ok()?.try_into().ok()?;
        let sound = fields.next().is_none()
            && costs.next().is_none()
            && STORED_LIMIT.at_least(&cost)
            && cost.lanes <= STORED_LIMIT.lanes
            && (8..=64).contains(&salt.len());
        sound.then_some(Stored { cost, salt, tag })
    }
}

#[cfg(test)]
#[path = "hasher_tests.rs"]
mod tests;
