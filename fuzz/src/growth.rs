//! What reading costs: memory always, time now and then, both no more than so much for each octet.

/// Most octets that reading may allocate, whatever the input.
const MEMORY: u64 = 64 << 10;
/// Most octets that reading may allocate for each octet of the input.
const MEMORY_PER_OCTET: u64 = 1 << 10;
/// The size to which inputs are pumped up; the smallest limit of the readers.
const PUMPED: usize = 60 << 10;
/// One of so many inputs is pumped up.
pub const PUMPED_SHARE: u64 = 512;

/// Complains if `read` allocates out of proportion to its input, and for some inputs whether it does
/// so, or takes too long, when a part of the input is repeated until it is large.
///
/// Time is only looked at in fuzzing builds, as the processor time of this thread.
pub fn check(input: &[u8], read: impl Fn(&[u8])) {
    check_memory(input, &read);
    let mixed = mixed(input);
    if mixed.is_multiple_of(PUMPED_SHARE) {
        let large = pumped(input, mixed / PUMPED_SHARE, PUMPED);
        check_memory(&large, &read);
        #[cfg(fuzzing)]
        time::check(&large, &read);
    }
}

/// Complains if `read` allocates out of proportion to its input.
pub fn check_memory(input: &[u8], read: impl Fn(&[u8])) {
    let allocated = allocation_counter::measure(|| read(input)).bytes_total;
    let most = MEMORY + MEMORY_PER_OCTET * input.len() as u64;
    assert!(
        allocated <= most,
        "reading {} octets allocates {allocated} octets, more than {most}; they begin with {}",
        input.len(),
        input[..input.len().min(200)].escape_ascii()
    );
}

/// The input with one of its parts repeated up to `size`: `choice` says which.
pub fn pumped(input: &[u8], choice: u64, size: usize) -> Vec<u8> {
    let within = |choice: u64, end: usize| usize::try_from(choice % (end as u64 + 1)).unwrap_or(0);
    let start = within(choice, input.len());
    let end = start + within(choice >> 16, input.len() - start);
    let part = &input[start..end];
    let times = size.saturating_sub(input.len()) / part.len().max(1);
    [&input[..start], &part.repeat(1 + times), &input[end..]].concat()
}

/// Equal inputs make equal numbers, and nearly equal ones unlike numbers (FNV-1a, then a shift).
pub fn mixed(input: &[u8]) -> u64 {
    let hash = input
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, octet| {
            (hash ^ u64::from(*octet)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    hash ^ (hash >> 29)
}

#[cfg(fuzzing)]
mod time {
    use rustix::time::{ClockId, clock_gettime};

    /// Most nanoseconds, whatever the input.
    const FIXED: i128 = 5_000_000;
    /// Most nanoseconds for each octet, in the best of three attempts. A build with a sanitizer on a
    /// busy machine needs a tenth; work that grows with the square needs far more.
    const PER_OCTET: i128 = 2_000;

    pub fn check(input: &[u8], read: impl Fn(&[u8])) {
        let most = FIXED + PER_OCTET * input.len() as i128;
        let fast = (0..3).any(|_| {
            let start = nanoseconds();
            read(input);
            nanoseconds() - start <= most
        });
        assert!(
            fast,
            "reading {} octets takes longer than {most} ns; they begin with {}",
            input.len(),
            input[..input.len().min(200)].escape_ascii()
        );
    }

    fn nanoseconds() -> i128 {
        let now = clock_gettime(ClockId::ThreadCPUTime);
        i128::from(now.tv_sec) * 1_000_000_000 + i128::from(now.tv_nsec)
    }
}
