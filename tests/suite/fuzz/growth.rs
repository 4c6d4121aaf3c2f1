//! The watch over memory.

use dcr_check_fuzz::growth::{PUMPED_SHARE, check_memory, mixed, pumped};

#[test]
fn pumping_repeats_one_part_and_keeps_the_rest() {
    // Modulo seven it is two, and three are left above the lowest sixteen bits.
    let choice = 3 + (3 << 16);
    let large = pumped(b"ab123c", choice, 20);
    assert_eq!(large, b"ab123123123123123c");
    assert_eq!(pumped(b"", 77, 20), b"");
}

#[test]
#[should_panic(expected = "allocates")]
fn memory_that_grows_with_the_square_is_a_complaint() {
    check_memory(&[0; 4096], |input: &[u8]| {
        drop(Vec::<u8>::with_capacity(input.len() * input.len()));
    });
}

#[test]
fn some_inputs_are_pumped_up_and_most_are_not() {
    let counts = |number: u32| mixed(&number.to_le_bytes()).is_multiple_of(PUMPED_SHARE);
    let share = (0..512_000).filter(|number| counts(*number)).count();
    assert!((500..2000).contains(&share), "{share}");
}
