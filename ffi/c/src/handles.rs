//! The table behind every pointer that C holds.
//!
//! A handle is not an address but a number in pointer's clothes: {epoch, generation, index, kind, 1}. So NULL, a random
//! value, a handle of another type, one that was freed or one from before a fork is found out by looking, and no
//! mistake of a caller makes this library touch memory that is not its own. The lowest bit is set, which no address of
//! an aligned object has.

use std::any::Any;
use std::cell::Cell;
use std::collections::HashMap;
use std::ffi::{CString, c_char};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::error::{Fault, Result};
use crate::fork;

/// A type whose values C holds by handle. `KIND` is its own number, 1 to 127.
pub(crate) trait Handle: Any + Send + Sync {
    const KIND: u8;
    /// Its name in C.
    const NAME: &'static str;
}

/// Gives types their kinds.
macro_rules! handles {
    ($($kind:literal $name:ident),+ $(,)?) => {
        $(impl $crate::handles::Handle for $name {
            const KIND: u8 = $kind;
            const NAME: &'static str = stringify!($name);
        })+
    };
}
pub(crate) use handles;

const KIND_BITS: u32 = 7;
#[cfg(target_pointer_width = "64")]
const WIDTHS: Widths = Widths { index: 24, generation: 24, epoch: 8 };
#[cfg(target_pointer_width = "32")]
const WIDTHS: Widths = Widths { index: 14, generation: 8, epoch: 2 };

struct Widths {
    index: u32,
    generation: u32,
    epoch: u32,
}

const _: () = assert!(1 + KIND_BITS + WIDTHS.index + WIDTHS.generation + WIDTHS.epoch == usize::BITS);

const SHARDS: usize = 16;
/// Epochs that are told apart; see [`fork`].
const EPOCHS: usize = 1 << WIDTHS.epoch;
const LAST_GENERATION: usize = (1 << WIDTHS.generation) - 1;
/// Where generations are plenty, a slot that used up its own is never used again; where they are few, they begin anew.
const RETIRE: bool = WIDTHS.generation >= 24;

struct Slot {
    generation: usize,
    /// Whether C owns it; otherwise it lives and dies with what it was borrowed from.
    owned: bool,
    value: Option<Arc<dyn Any + Send + Sync>>,
}

#[derive(Default)]
struct Slots {
    slots: Vec<Slot>,
    free: Vec<usize>,
}

/// On a cache line of its own, so that threads on different shards do not slow each other down.
#[derive(Default)]
#[repr(align(128))]
struct Shard(RwLock<Slots>);

impl Shard {
    fn read(&self) -> RwLockReadGuard<'_, Slots> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Slots> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct Table {
    shards: [Shard; SHARDS],
    live: AtomicUsize,
    /// Texts that C owns, by address: these have to be real addresses.
    texts: Mutex<HashMap<usize, CString>>,
}

/// One table an epoch: after a fork, the parent's may be locked by a thread that the child does not have.
static TABLES: [OnceLock<Box<Table>>; EPOCHS] = [const { OnceLock::new() }; EPOCHS];

fn epoch() -> usize {
    fork::count() % EPOCHS
}

fn table() -> &'static Table {
    TABLES[epoch()].get_or_init(|| {
        fork::watch();
        Box::default()
    })
}

/// The shard that this thread puts new handles into.
fn home() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local!(static HOME: Cell<usize> = const { Cell::new(usize::MAX) });
    HOME.try_with(|home| {
        if home.get() == usize::MAX {
            home.set(NEXT.fetch_add(1, Ordering::Relaxed) % SHARDS);
        }
        home.get()
    })
    .unwrap_or(0)
}

/// A handle taken apart.
#[derive(Clone, Copy)]
struct Parts {
    kind: u8,
    index: usize,
    generation: usize,
    epoch: usize,
}

const INDEX_AT: u32 = 1 + KIND_BITS;
const GENERATION_AT: u32 = INDEX_AT + WIDTHS.index;
const EPOCH_AT: u32 = GENERATION_AT + WIDTHS.generation;

impl Parts {
    fn join(self) -> usize {
        1 | usize::from(self.kind) << 1
            | self.index << INDEX_AT
            | self.generation << GENERATION_AT
            | self.epoch << EPOCH_AT
    }

    fn split(raw: usize) -> Option<Parts> {
        let field = |at: u32, width: u32| (raw >> at) & ((1 << width) - 1);
        (raw & 1 == 1).then(|| Parts {
            kind: (raw >> 1 & 0x7f) as u8,
            index: field(INDEX_AT, WIDTHS.index),
            generation: field(GENERATION_AT, WIDTHS.generation),
            epoch: field(EPOCH_AT, WIDTHS.epoch),
        })
    }

    /// Of a handle of kind `T` made in this process; says what else it is.
    fn of<T: Handle>(raw: usize) -> Result<Parts> {
        let parts = Parts::split(raw).filter(|parts| parts.kind == T::KIND);
        let parts = parts.ok_or(Fault::Handle)?;
        if parts.epoch == epoch() { Ok(parts) } else { Err(Fault::Forked) }
    }

    fn shard(self) -> &'static Shard {
        &table().shards[self.index % SHARDS]
    }
}

impl Slots {
    fn get(&self, parts: Parts) -> Option<&Slot> {
        self.slots.get(parts.index / SHARDS).filter(|slot| slot.generation == parts.generation)
    }

    fn take(&mut self, parts: Parts, owned: bool) -> Option<Arc<dyn Any + Send + Sync>> {
        self.get(parts).filter(|slot| slot.owned == owned)?;
        let position = parts.index / SHARDS;
        let slot = &mut self.slots[position];
        let value = slot.value.take()?;
        if slot.generation < LAST_GENERATION {
            slot.generation += 1;
            self.free.push(position);
        } else if RETIRE {
            slot.generation = usize::MAX;
        } else {
            slot.generation = 0;
            self.free.push(position);
        }
        Some(value)
    }
}

/// Puts a value into the table and answers its handle.
pub(crate) fn insert<T: Handle>(value: Arc<T>, owned: bool) -> Result<usize> {
    let home = home();
    let table = table();
    let mut slots = table.shards[home].write();
    let position = match slots.free.pop() {
        Some(position) => position,
        None => {
            let position = slots.slots.len();
            if position >= (1 << WIDTHS.index) / SHARDS {
                return Err(Fault::TooManyHandles);
            }
            slots.slots.push(Slot { generation: 0, owned, value: None });
            position
        }
    };
    let slot = &mut slots.slots[position];
    slot.owned = owned;
    slot.value = Some(value);
    let parts =
        Parts { kind: T::KIND, index: position * SHARDS + home, generation: slot.generation, epoch: epoch() };
    table.live.fetch_add(1, Ordering::Relaxed);
    Ok(parts.join())
}

/// The value of a handle.
pub(crate) fn find<T: Handle>(raw: usize) -> Result<Arc<T>> {
    let parts = Parts::of::<T>(raw)?;
    let value = parts.shard().read().get(parts).and_then(|slot| slot.value.clone());
    value.and_then(|value| value.downcast().ok()).ok_or(Fault::Handle)
}

/// Takes a handle out of the table; a borrowed one only by what it was borrowed from. The value is dropped after the
/// lock, since its end may take others out.
pub(crate) fn remove<T: Handle>(raw: usize, owned: bool) {
    let Ok(parts) = Parts::of::<T>(raw) else { return };
    let taken = parts.shard().write().take(parts, owned);
    if taken.is_some() {
        table().live.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How many handles and texts are open.
pub(crate) fn live() -> usize {
    table().live.load(Ordering::Relaxed)
}

/// Gives C a text and remembers it.
pub(crate) fn give_text(text: CString) -> *mut c_char {
    let pointer = text.as_ptr().cast_mut();
    table().texts.lock().unwrap_or_else(PoisonError::into_inner).insert(pointer.addr(), text);
    table().live.fetch_add(1, Ordering::Relaxed);
    pointer
}

/// Takes a text back; any other pointer is left alone.
pub(crate) fn take_text(pointer: *mut c_char) {
    let text = table().texts.lock().unwrap_or_else(PoisonError::into_inner).remove(&pointer.addr());
    if text.is_some() {
        table().live.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A value inside another one, whose handle is made when it is first asked for and ends with the outer one.
pub(crate) struct Nested<T: Handle> {
    value: Arc<T>,
    handle: OnceLock<usize>,
}

impl<T: Handle> Nested<T> {
    pub(crate) fn new(value: T) -> Self {
        Nested { value: Arc::new(value), handle: OnceLock::new() }
    }

    /// The value, to be shared beyond the life of the outer one.
    pub(crate) fn value(&self) -> &Arc<T> {
        &self.value
    }

    /// Its handle; NULL when there are too many.
    pub(crate) fn handle(&self) -> *const T {
        let handle = self.handle.get_or_init(|| insert(Arc::clone(&self.value), false).unwrap_or(0));
        std::ptr::without_provenance(*handle)
    }
}

impl<T: Handle> Drop for Nested<T> {
    fn drop(&mut self) {
        if let Some(handle) = self.handle.get() {
            remove::<T>(*handle, false);
        }
    }
}

/// A list, whose items are borrowed from it.
pub(crate) struct Items<T: Handle>(Vec<Nested<T>>);

impl<T: Handle> Items<T> {
    pub(crate) fn of<S>(source: Vec<S>) -> Self
    where
        T: From<S>,
    {
        Items(source.into_iter().map(|item| Nested::new(item.into())).collect())
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn at(&self, index: usize) -> *const T {
        self.0.get(index).map_or(std::ptr::null(), Nested::handle)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;

    struct Number(u32);
    struct Other;

    impl Handle for Number {
        const KIND: u8 = 126;
        const NAME: &'static str = "number";
    }

    impl Handle for Other {
        const KIND: u8 = 127;
        const NAME: &'static str = "other";
    }

    fn put(number: u32) -> usize {
        insert(Arc::new(Number(number)), true).unwrap_or_else(|_| panic!("no room"))
    }

    fn seen(raw: usize) -> Option<u32> {
        find::<Number>(raw).ok().map(|found| found.0)
    }

    #[test]
    fn a_handle_finds_its_value_until_it_is_removed_once() {
        let raw = put(7);
        assert_eq!(raw & 1, 1);
        assert_eq!(seen(raw), Some(7));
        assert!(find::<Other>(raw).is_err());
        remove::<Other>(raw, true);
        remove::<Number>(raw, false);
        assert_eq!(seen(raw), Some(7));
        remove::<Number>(raw, true);
        assert_eq!(seen(raw), None);
        // The slot is used again; the old handle neither finds nor ends what is in it now.
        let next = put(8);
        remove::<Number>(raw, true);
        assert_eq!((seen(raw), seen(next)), (None, Some(8)));
        assert_eq!(Parts::split(raw).unwrap().index, Parts::split(next).unwrap().index);
        remove::<Number>(next, true);
    }

    #[test]
    fn no_other_number_is_a_handle() {
        let raw = put(9);
        for bit in 0..usize::BITS {
            assert_eq!(seen(raw ^ 1 << bit), None, "bit {bit}");
        }
        let mut random = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..1_000_000 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let number = random as usize;
            assert!(number == raw || seen(number).is_none(), "{number:#x}");
        }
        remove::<Number>(raw, true);
    }

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn a_slot_that_used_up_its_generations_is_not_used_again() {
        let parts = |generation| Parts { kind: 126, index: 0, generation, epoch: 0 };
        let value = || Some(Arc::new(Number(1)) as Arc<dyn Any + Send + Sync>);
        let slot = Slot { generation: LAST_GENERATION - 1, owned: true, value: value() };
        let mut slots = Slots { slots: vec![slot], free: Vec::new() };
        assert!(slots.take(parts(LAST_GENERATION - 1), true).is_some());
        assert_eq!(slots.free.pop(), Some(0));
        slots.slots[0].value = value();
        let last = Parts::split(parts(LAST_GENERATION).join()).unwrap();
        assert!(slots.take(last, true).is_some());
        assert!(slots.free.is_empty());
        assert!((0..=LAST_GENERATION).all(|generation| slots.get(parts(generation)).is_none()));
    }

    #[test]
    fn what_is_nested_ends_with_what_it_is_in() {
        let nested = Nested::new(Number(3));
        let handle = nested.handle().addr();
        assert_eq!(nested.handle().addr(), handle);
        assert_eq!(seen(handle), Some(3));
        remove::<Number>(handle, true);
        assert_eq!(seen(handle), Some(3));
        drop(nested);
        assert_eq!(seen(handle), None);
    }
}
