//! What a requirement says, when it applies, and what can be held against it.

use std::fmt::Write;

use crate::properties::catalogue::PROPERTIES;
use crate::report::wrap::wrapped;
use crate::requirement::{self, Reach, Requirement};

use super::arguments::Explain;
use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;
use super::terminal;

/// Columns of a line.
const WIDTH: usize = 80;

/// Tells everything about one requirement.
///
/// # Errors
/// The text cannot be written.
pub fn explain(options: &Explain) -> Result<ExitCode, Diagnostic> {
    terminal::print(&text(options.row), ExitCode::Success)
}

fn text(row: &Requirement) -> String {
    let mut out = format!("{} ({})\n", row.id, row.level);
    let mut line = |name: &str, text: &str| {
        out.push_str(&wrapped(&format!("  {name:<11}{text}"), 13, WIDTH));
    };
    line("says", row.statement);
    if let Some(place) = &row.place {
        line("words", &format!("\u{201c}{}\u{201d}", place.words));
        line("stands in", &row.source());
        line("see", place.url);
    } else {
        line(
            "stands in",
            "no standard; it is a house rule of this project",
        );
    }
    let binds: Vec<&str> = row.binds.iter().map(|party| party.name()).collect();
    let binds = if binds.is_empty() {
        "nobody".to_owned()
    } else {
        binds.join(", ")
    };
    line("binds", &binds);
    let weight = match row.fails_because {
        Some(why) => format!("a failure all the same, because {why}"),
        None => match row.weight {
            requirement::Weight::Must => "a failure, like a MUST".to_owned(),
            requirement::Weight::Should => "a warning, like a SHOULD".to_owned(),
            requirement::Weight::None => "a note, and no failure".to_owned(),
        },
    };
    line("counts as", &weight);
    if !row.condition.is_empty() {
        line("applies if", row.condition);
    }
    match (row.since, row.until) {
        (None, None) => {}
        (since, until) => {
            let mut span = String::new();
            // Writing to a text cannot fail.
            let _ = since.map_or(Ok(()), |since| write!(span, "from {since} on"));
            let _ = until.map_or(Ok(()), |until| write!(span, " up to {until}"));
            line("MCP", span.trim());
        }
    }
    if let Some(breach) = row.breach {
        line("broken by", breach);
    }
    if let Some(objection) = row.objection {
        line("objection", objection);
    }
    let properties = PROPERTIES
        .iter()
        .filter(|one| one.requirements.contains(&row.id));
    let properties: Vec<&str> = properties.map(|property| property.id).collect();
    if !properties.is_empty() {
        line("judged by", &properties.join(", "));
    } else if let Reach::JudgedAs(other) = row.reach {
        line("judged as", other);
    } else if let Some(why) = row.reach.reason() {
        line("not judged", why);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_told_with_its_words_its_condition_and_the_objection() {
        let told = text(requirement::find("MCP-25").unwrap());
        for part in [
            "MCP-25 (MUST)",
            "words",
            "see        https://",
            "MCP        from 2026-07-28 on",
            "judged by  application-type-is-stated",
        ] {
            assert!(told.contains(part), "{part} is missing from {told}");
        }
        let house = text(requirement::find("SCOPE-11").unwrap());
        assert!(house.contains("a failure all the same, because"), "{house}");
        assert!(
            house.lines().all(|line| line.chars().count() <= WIDTH),
            "{house}"
        );
    }
}
