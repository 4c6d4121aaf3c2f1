//! Which texts were met before: scope tokens of a set, member names of a JSON object.
//!
//! A hash table with a fixed seed, so that equal inputs take equal time. Whoever makes texts collide
//! gains nothing: a search looks at a bounded number of slots, and a text that finds no free one among
//! them goes into an ordered set.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher};
use std::mem;

use foldhash::fast::FixedState;

/// The same hash of the same text, always.
const HASHES: FixedState = FixedState::with_seed(0);

/// How many slots a search looks at, at most.
const REACH: usize = 16;

/// The number of homes in the first table.
const FIRST: usize = 8;

/// The part of a tag that is the hash; above it stands the round.
const HASH: u32 = 0x00ff_ffff;
const ONE_ROUND: u32 = HASH + 1;

/// Distinct texts that stand in one longer text, which their owner holds.
#[derive(Debug, Clone)]
pub(super) struct Distinct {
    /// The octet that stands behind each text and in none of them.
    terminator: u8,
    /// The homes, and behind them room for the texts of the last ones.
    slots: Vec<Slot>,
    /// How many slots are homes: none, or a power of two. At most three of four are taken.
    homes: usize,
    taken: usize,
    /// Slots of earlier rounds are free, so that forgetting all texts costs next to nothing.
    round: u32,
    /// Texts that found no free slot.
    crowded: BTreeSet<String>,
}

/// A text: the round and its hash, and where it begins.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    tag: u32,
    start: u32,
}

/// The result of a search.
enum Found {
    /// The text.
    Known,
    /// The first free slot of its reach.
    Free(usize),
    /// Other texts in all slots of its reach.
    NoRoom,
}

impl Distinct {
    /// An empty set, for texts behind each of which that octet stands.
    pub fn ending_with(terminator: u8) -> Self {
        Distinct {
            terminator,
            slots: Vec::new(),
            homes: 0,
            taken: 0,
            round: ONE_ROUND,
            crowded: BTreeSet::new(),
        }
    }

    /// Forgets all texts and keeps the memory.
    pub fn clear(&mut self) {
        self.crowded.clear();
        self.taken = 0;
        self.round = self.round.wrapping_add(ONE_ROUND);
        if self.round == 0 {
            self.round = ONE_ROUND;
            self.slots.fill(Slot::default());
        }
    }

    /// Forgets all texts and makes room for so many.
    pub fn clear_for(&mut self, texts: usize) {
        self.clear();
        let homes = (2 * texts).next_power_of_two().max(FIRST);
        if self.homes < homes {
            self.replace_slots(homes);
        }
    }

    /// Notes `text`, which stands at the byte `start` of `whole` or will be put there, and returns whether it is
    /// new. Between two calls `whole` may only grow at its end.
    #[inline]
    pub fn insert(&mut self, text: &str, start: usize, whole: &str) -> bool {
        if !self.crowded.is_empty() && self.crowded.contains(text) {
            return false;
        }
        if 2 * self.taken >= self.homes {
            self.grow(whole);
        }
        let tag = self.round | hash(text);
        let Ok(start) = u32::try_from(start) else {
            return self.insert_apart(text, whole);
        };
        loop {
            match self.find_text(tag, text, whole) {
                Found::Known => return false,
                Found::Free(at) => return self.take(at, Slot { tag, start }),
                // By chance, in a table that fills up; a larger one helps.
                Found::NoRoom if 8 * self.taken > self.homes => self.grow(whole),
                Found::NoRoom => return self.crowded.insert(text.to_owned()),
            }
        }
    }

    /// Notes a text that the longer one does not hold as it is, and returns whether it is new.
    pub fn insert_apart(&mut self, text: &str, whole: &str) -> bool {
        !self.contains(text, whole) && self.crowded.insert(text.to_owned())
    }

    /// Whether `text` was noted.
    pub fn contains(&self, text: &str, whole: &str) -> bool {
        let found = self.find_text(self.round | hash(text), text, whole);
        matches!(found, Found::Known) || self.crowded.contains(text)
    }

    #[inline]
    fn find_text(&self, tag: u32, text: &str, whole: &str) -> Found {
        self.find(tag, |start| {
            let there = whole.as_bytes().get(start..).unwrap_or_default();
            there.get(text.len()) == Some(&self.terminator) && there.starts_with(text.as_bytes())
        })
    }

    #[inline]
    fn find(&self, tag: u32, stands_at: impl Fn(usize) -> bool) -> Found {
        let home = (tag & HASH) as usize & self.homes.saturating_sub(1);
        let reach = self.slots.get(home..home + REACH).unwrap_or_default();
        for (index, slot) in reach.iter().enumerate() {
            if slot.tag & !HASH != self.round {
                return Found::Free(home + index);
            }
            if slot.tag == tag && stands_at(slot.start as usize) {
                return Found::Known;
            }
        }
        Found::NoRoom
    }

    #[inline]
    fn take(&mut self, at: usize, new: Slot) -> bool {
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = new;
            self.taken += 1;
        }
        true
    }

    /// What is noted is distinct already, so that only free slots are looked for.
    fn grow(&mut self, whole: &str) {
        for slot in self.replace_slots((2 * self.homes).max(FIRST)) {
            if slot.tag & !HASH == self.round {
                if let Found::Free(at) = self.find(slot.tag, |_| false) {
                    self.take(at, slot);
                } else {
                    let text = whole.get(slot.start as usize..).unwrap_or_default();
                    let text = text.split(char::from(self.terminator)).next();
                    self.crowded.extend(text.map(str::to_owned));
                }
            }
        }
    }

    fn replace_slots(&mut self, homes: usize) -> Vec<Slot> {
        self.homes = homes;
        self.taken = 0;
        mem::replace(&mut self.slots, vec![Slot::default(); homes + REACH])
    }
}

#[inline]
fn hash(text: &str) -> u32 {
    let mut hasher = HASHES.build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish() as u32 & HASH
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts with what they stand in.
    struct Owner {
        whole: String,
        distinct: Distinct,
    }

    impl Owner {
        fn new() -> Self {
            Owner {
                whole: String::new(),
                distinct: Distinct::ending_with(b' '),
            }
        }

        fn insert(&mut self, text: &str) -> bool {
            let is_new = self.distinct.insert(text, self.whole.len(), &self.whole);
            if is_new {
                self.whole.push_str(text);
                self.whole.push(' ');
            }
            is_new
        }

        fn contains(&self, text: &str) -> bool {
            self.distinct.contains(text, &self.whole)
        }
    }

    #[test]
    fn each_text_is_new_once_however_many_there_are() {
        let mut owner = Owner::new();
        let texts: Vec<String> = (0..5_000).map(|number| number.to_string()).collect();
        for text in &texts {
            assert!(!owner.contains(text));
            assert!(owner.insert(text), "{text}");
        }
        for text in &texts {
            assert!(!owner.insert(text), "{text}");
            assert!(owner.contains(text));
        }
        assert!(!owner.contains("5000") && !owner.contains("") && !owner.contains("1 2"));
    }

    #[test]
    fn a_text_is_not_one_that_it_begins_or_ends_with() {
        let mut owner = Owner::new();
        assert!(owner.insert("read:all"));
        assert!(owner.insert("read"));
        assert!(owner.insert("all"));
        assert!(owner.insert("read:all:"));
    }

    #[test]
    fn texts_that_collide_are_told_apart_and_cost_no_more_slots() {
        let collides = |text: &String| hash(text).is_multiple_of(1 << 12);
        let all = (0..).map(|number: u32| number.to_string());
        let texts: Vec<String> = all.filter(collides).take(100).collect();
        let mut owner = Owner::new();
        for text in &texts {
            assert!(owner.insert(text));
        }
        for text in &texts {
            assert!(!owner.insert(text) && owner.contains(text));
        }
        assert!(owner.distinct.crowded.len() > 50);
        assert!(owner.distinct.slots.len() < 1_000);
        owner.distinct.clear();
        owner.whole.clear();
        assert!(texts.iter().all(|text| !owner.contains(text)));
    }

    #[test]
    fn what_was_forgotten_is_new_again_in_every_round() {
        let mut owner = Owner::new();
        for _ in 0..600 {
            assert!(owner.insert("a") && owner.insert("b") && !owner.insert("a"));
            owner.distinct.clear();
            owner.whole.clear();
        }
    }

    #[test]
    fn a_text_apart_is_the_same_as_one_in_its_place() {
        let mut owner = Owner::new();
        assert!(owner.insert("a"));
        assert!(!owner.distinct.insert_apart("a", &owner.whole));
        assert!(owner.distinct.insert_apart("b", &owner.whole));
        assert!(!owner.insert("b") && owner.contains("b"));
    }

    #[test]
    fn room_made_beforehand_is_enough() {
        let mut owner = Owner::new();
        owner.distinct.clear_for(1_000);
        let slots = owner.distinct.slots.len();
        for number in 0..1_000 {
            assert!(owner.insert(&number.to_string()));
        }
        assert_eq!(owner.distinct.slots.len(), slots);
    }
}
