//! Sets of policies, one bit each in stored order, and tables of them by what a sign-in can be like.

use std::borrow::Borrow;
use std::hash::Hash;

use rustc_hash::FxHashMap;

/// One bit per policy.
pub(in crate::access) type Bits = Box<[u64]>;

/// The policies that include something, and those that exclude it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::access) struct Row {
    /// Those that include it, then those that exclude it: one line of a processor's cache, up to 256 policies.
    halves: Bits,
}

/// Rows by key. The keys are what administrators wrote, so a hash that resists attackers is not needed.
#[derive(Debug)]
pub(in crate::access) struct Table<K> {
    words: usize,
    rows: FxHashMap<K, Row>,
}

/// Rows by the words of an enum, with the policies that do not care.
#[derive(Debug)]
pub(in crate::access) struct ByWord {
    /// Whether any policy cares.
    pub(in crate::access) configured: bool,
    pub(in crate::access) base: Bits,
    rows: Vec<Row>,
}

/// Rows by a rule that has to be asked.
#[derive(Debug)]
pub(in crate::access) struct ByRule<R> {
    pub(in crate::access) configured: bool,
    pub(in crate::access) base: Bits,
    rows: Vec<(R, Row)>,
}

pub(super) fn none(words: usize) -> Bits {
    vec![0; words].into()
}

pub(super) fn set(bits: &mut [u64], index: usize, holds: bool) {
    if let Some(word) = bits.get_mut(index / 64).filter(|_| holds) {
        *word |= 1 << (index % 64);
    }
}

pub(in crate::access) fn has(bits: &[u64], index: usize) -> bool {
    bits.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
}

/// Sets are whole multiples of so many words, which a processor combines at once: up to 256 policies, that is one step.
pub(in crate::access) const LANES: usize = 4;

fn combine(to: &mut [u64], other: &[u64], with: impl Fn(u64, u64) -> u64) {
    debug_assert!(to.len().is_multiple_of(LANES) && to.len() == other.len());
    for (to, other) in to.as_chunks_mut::<LANES>().0.iter_mut().zip(other.as_chunks::<LANES>().0) {
        for (a, b) in to.iter_mut().zip(other) {
            *a = with(*a, *b);
        }
    }
}

pub(in crate::access) fn or(to: &mut [u64], other: &[u64]) {
    combine(to, other, |a, b| a | b);
}

pub(in crate::access) fn and(to: &mut [u64], other: &[u64]) {
    combine(to, other, |a, b| a & b);
}

pub(in crate::access) fn and_not(to: &mut [u64], other: &[u64]) {
    combine(to, other, |a, b| a & !b);
}

pub(in crate::access) fn meet(a: &[u64], b: &[u64]) -> bool {
    debug_assert!(a.len().is_multiple_of(LANES) && a.len() == b.len());
    let chunks = a.as_chunks::<LANES>().0.iter().zip(b.as_chunks::<LANES>().0);
    chunks.into_iter().any(|(a, b)| a.iter().zip(b).fold(0, |met, (a, b)| met | (a & b)) != 0)
}

/// The places of the bits that are set.
pub(in crate::access) fn ones(bits: &[u64]) -> impl Iterator<Item = usize> {
    bits.iter().enumerate().flat_map(|(at, word)| {
        (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| at * 64 + bit)
    })
}

impl Row {
    pub(super) fn none(words: usize) -> Row {
        Row { halves: none(2 * words) }
    }

    pub(super) fn add(&mut self, index: usize, included: bool) {
        let (include, exclude) = self.halves.split_at_mut(self.halves.len() / 2);
        set(if included { include } else { exclude }, index, true);
    }

    pub(super) fn or(&mut self, other: &Row) {
        or(&mut self.halves, &other.halves);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.halves.iter().all(|word| *word == 0)
    }

    #[inline]
    pub(in crate::access) fn gather(&self, include: &mut [u64], exclude: &mut [u64]) {
        let (included, excluded) = self.halves.split_at(self.halves.len() / 2);
        or(include, included);
        or(exclude, excluded);
    }

    #[cfg(test)]
    pub(super) fn includes(&self, index: usize) -> bool {
        has(&self.halves, index)
    }
}

impl<K: Hash + Eq> Table<K> {
    pub(super) fn new(words: usize) -> Table<K> {
        Table { words, rows: FxHashMap::default() }
    }

    pub(super) fn row(&mut self, key: K) -> &mut Row {
        let words = self.words;
        self.rows.entry(key).or_insert_with(|| Row::none(words))
    }

    pub(in crate::access) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(in crate::access) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&Row>
    where
        K: Borrow<Q>,
    {
        self.rows.get(key)
    }
}

impl Table<Box<str>> {
    /// Adds what the policies say about `id`, whatever its case. Its own case first: few write ids in another.
    #[inline]
    pub(in crate::access) fn gather(&self, id: &str, include: &mut [u64], exclude: &mut [u64]) {
        let row = self.rows.get(id).or_else(|| {
            // All of it, since looking for the first would take the processor one byte at a time.
            let upper = id.bytes().fold(false, |found, byte| found | byte.is_ascii_uppercase());
            if upper { self.rows.get(id.to_ascii_lowercase().as_str()) } else { None }
        });
        if let Some(row) = row {
            row.gather(include, exclude);
        }
    }
}

impl ByWord {
    pub(super) fn new(words: usize, of: usize) -> ByWord {
        ByWord { configured: false, base: none(words), rows: vec![Row::none(words); of] }
    }

    /// Adds a policy that asks for one of the words at `places`, or for nothing in particular.
    pub(super) fn add(&mut self, index: usize, places: impl Iterator<Item = usize>) {
        let mut any = true;
        for place in places {
            any = false;
            self.add_one(index, place, true);
        }
        set(&mut self.base, index, any);
    }

    pub(super) fn add_one(&mut self, index: usize, place: usize, included: bool) {
        self.configured = true;
        if let Some(row) = self.rows.get_mut(place) {
            row.add(index, included);
        }
    }

    pub(in crate::access) fn gather(&self, place: Option<usize>, include: &mut [u64], exclude: &mut [u64]) {
        if let Some(row) = place.and_then(|place| self.rows.get(place)) {
            row.gather(include, exclude);
        }
    }
}

impl<R: PartialEq + Clone> ByRule<R> {
    pub(super) fn new(words: usize) -> ByRule<R> {
        ByRule { configured: false, base: none(words), rows: Vec::new() }
    }

    pub(super) fn add(&mut self, index: usize, rule: &R, included: bool) {
        self.configured = true;
        let words = self.base.len();
        let known = self.rows.iter().position(|(known, _)| known == rule);
        let at = known.unwrap_or_else(|| {
            self.rows.push((rule.clone(), Row::none(words)));
            self.rows.len() - 1
        });
        if let Some((_, row)) = self.rows.get_mut(at) {
            row.add(index, included);
        }
    }

    pub(in crate::access) fn gather(
        &self,
        holds: impl Fn(&R) -> bool,
        include: &mut [u64],
        exclude: &mut [u64],
    ) {
        for (_, row) in self.rows.iter().filter(|(rule, _)| holds(rule)) {
            row.gather(include, exclude);
        }
    }
}
