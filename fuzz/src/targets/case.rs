//! Texts for every layer at once, meant by nobody: built by the reference, judged by what must hold
//! for every case.

use dcr_check::case::Case;
use dcr_check::implementation::Implementation;
use dcr_check::properties::Verdict;
use dcr_check::properties::catalogue::PROPERTIES;
use dcr_check::reference::Reference;

use crate::{Target, case_text, complaint, growth};

/// See [`Target::statement`].
pub const TARGET: Target = Target {
    name: "case",
    reads_one_layer: false,
    statement: "Texts of every layer at once, as in `src/case_text.rs`: judged by every universal \
                property, built twice, written as JSON and read again.",
    body,
};

fn body(bytes: &[u8]) {
    growth::check(bytes, |bytes| {
        Reference.build(&case_text::read(bytes));
    });
    let case = case_text::read(bytes);
    let outcome = Reference.build(&case);
    let mut complaints: Vec<String> = PROPERTIES
        .iter()
        .filter_map(|property| match property.judge.with_case(&case, &outcome) {
            Some(Verdict::Fail(breach)) => Some(format!("{}: {}", property.id, breach.reason)),
            _ => None,
        })
        .collect();
    if Reference.build(&case) != outcome {
        complaints.push("built again, the same case has another outcome".to_owned());
    }
    match Case::from_json(&case.to_string()) {
        Ok(read) if read == case => {}
        Ok(_) => complaints.push("its JSON form reads as another case".to_owned()),
        Err(error) => complaints.push(format!("its JSON form is not read: {error}")),
    }
    if !complaints.is_empty() {
        complaint::about_case(&case, &complaints);
    }
}
