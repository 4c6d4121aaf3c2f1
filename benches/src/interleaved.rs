//! Times contenders in turns within one run, because only ratios within one run mean anything on a
//! machine that does other things too.

use std::time::{Duration, Instant};

use crate::Contender;

/// How many turns each contender has.
const TURNS: u32 = 40;

/// About how long one turn takes.
const TURN: Duration = Duration::from_millis(4);

/// The shortest time of each contender for doing its work once, in nanoseconds.
pub fn shortest(contenders: &mut [Contender<'_>]) -> Vec<f64> {
    let repeats: Vec<u32> = contenders.iter_mut().map(repeats).collect();
    let mut shortest = vec![f64::INFINITY; contenders.len()];
    for _ in 0..TURNS {
        for (index, contender) in contenders.iter_mut().enumerate() {
            let start = Instant::now();
            for _ in 0..repeats[index] {
                (contender.work)();
            }
            let each = start.elapsed().as_secs_f64() * 1e9 / f64::from(repeats[index]);
            shortest[index] = shortest[index].min(each);
        }
    }
    shortest
}

/// How often the work fits into one turn; at least once.
fn repeats(contender: &mut Contender<'_>) -> u32 {
    let mut repeats = 1;
    loop {
        let start = Instant::now();
        for _ in 0..repeats {
            (contender.work)();
        }
        let took = start.elapsed();
        if took >= TURN / 2 || repeats >= 1 << 24 {
            let fitting = TURN.as_secs_f64() / took.as_secs_f64() * f64::from(repeats);
            return fitting.max(1.0) as u32;
        }
        repeats *= 2;
    }
}
