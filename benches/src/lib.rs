//! What is measured, and against what: each subject is a row of contenders that do the same work.
#![deny(missing_docs)]

pub mod building;
pub mod challenges;
pub mod documents;
pub mod growth;
pub mod interleaved;
pub mod suite;

/// One way to do the work of a row.
pub struct Contender<'a> {
    /// Its name in tables and reports.
    pub name: &'static str,
    /// Does the work once.
    pub work: Box<dyn FnMut() + 'a>,
}

impl<'a> Contender<'a> {
    /// A contender of that name.
    pub fn new(name: &'static str, work: impl FnMut() + 'a) -> Self {
        Contender {
            name,
            work: Box::new(work),
        }
    }
}
