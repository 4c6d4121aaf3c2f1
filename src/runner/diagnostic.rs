//! What a user is told when something cannot be done.

use std::fmt::Display;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::exit_code::ExitCode;
use crate::protocol::error::escaped;
use crate::requirement;

/// Wider than any excerpt, which is cut to its size already.
const WIDTH: usize = 10_000;
/// The line behind title, origin and spacer.
const ANNOUNCEMENT: usize = 3;

/// An error message, and the code with which the program ends after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code to end with.
    pub exit_code: ExitCode,
    /// What is wrong, on one line.
    pub title: String,
    /// The id of the requirement that decided.
    pub requirement: Option<&'static str>,
    /// Where it stands.
    pub excerpt: Option<Box<Excerpt>>,
    /// What to do about it, one piece of advice each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A message with one piece of advice and nothing else; `title` is escaped.
    pub fn new(exit_code: ExitCode, title: impl AsRef<str>, help: impl Into<String>) -> Self {
        Diagnostic {
            exit_code,
            title: escaped(title.as_ref()),
            requirement: None,
            excerpt: None,
            help: vec![help.into()],
        }
    }

    /// For `map_err`: says what cannot be done, and then the error.
    pub fn about<E: Display>(
        exit_code: ExitCode,
        what: impl Display,
        help: &str,
    ) -> impl FnOnce(E) -> Diagnostic {
        move |error| Diagnostic::new(exit_code, format!("{what}: {error}"), help)
    }

    /// The message as it is printed, with or without colours.
    pub fn render(&self, styled: bool) -> String {
        let renderer = if styled {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let mut title = Level::ERROR.primary_title(self.title.as_str());
        if let Some(id) = self.requirement {
            title = title.id(id);
        }
        let mut group = Group::with_title(title);
        if let Some(excerpt) = &self.excerpt {
            // Not as the path of the snippet, which would count the column in what is shown.
            let origin = Origin::path(excerpt.origin.as_str()).line(excerpt.line);
            let mark = AnnotationKind::Primary.span(excerpt.mark.clone());
            let source = Snippet::source(excerpt.text.as_str()).line_start(excerpt.line);
            let origin = origin.char_column(excerpt.column);
            group = group.element(origin).element(source.annotation(mark));
        }
        if let Some(requirement) = self.requirement.and_then(requirement::find) {
            let text = format!("{} ({})", requirement.statement, requirement.source());
            group = group.element(Level::NOTE.message(text));
        }
        let help = self.help.iter();
        let help = help.map(|help| Level::HELP.message(help.as_str()));
        let text = renderer.term_width(WIDTH).render(&[group.elements(help)]);
        // After an origin of its own the renderer announces the snippet as one of another file.
        let is_superfluous = |line: usize| self.excerpt.is_some() && line == ANNOUNCEMENT;
        let lines = text.lines().enumerate();
        let lines = lines.filter(|(number, _)| !is_superfluous(*number));
        lines.map(|(_, line)| format!("{line}\n")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Diagnostic {
        Diagnostic {
            exit_code: ExitCode::Refused,
            title: "argument 5: not a scope token".to_owned(),
            requirement: Some("SCOPE-14"),
            excerpt: Some(Box::new(Excerpt::new("argument 5", b"mail \"x\"", 5..6))),
            help: vec!["leave it out".to_owned(), "or mend it".to_owned()],
        }
    }

    #[test]
    fn the_message_shows_the_place_the_requirement_and_all_advice() {
        let text = message().render(false);
        let head = "error[SCOPE-14]: argument 5: not a scope token\n --> argument 5:1:6\n  |\n\
                    1 | mail \"x\"\n  |      ^\n  |\n  = note: ";
        assert!(text.starts_with(head), "{text}");
        assert!(text.contains("= help: leave it out\n"), "{text}");
        assert!(text.ends_with("= help: or mend it\n"), "{text}");
    }

    #[test]
    fn only_the_styled_message_has_terminal_sequences() {
        assert!(!message().render(false).contains('\u{1b}'));
        assert!(message().render(true).contains('\u{1b}'));
    }

    #[test]
    fn a_plain_message_has_title_and_help_only() {
        let text = Diagnostic::new(ExitCode::Io, "no \u{7}file", "name one").render(false);
        assert_eq!(text, "error: no \\u{7}file\n |\n = help: name one\n");
    }
}
