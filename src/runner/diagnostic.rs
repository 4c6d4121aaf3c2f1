//! What a person is told when something cannot be done.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::exit_code::ExitCode;
use crate::protocol::error::escaped;
use crate::requirement;

/// Wider than any excerpt, which is cut to its size already.
const WIDTH: usize = 10_000;

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
    pub excerpt: Option<Excerpt>,
    /// What to do about it, one piece of advice each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A message with one piece of advice and nothing else; `title` is escaped.
    pub fn new(exit_code: ExitCode, title: &str, help: impl Into<String>) -> Self {
        Diagnostic {
            exit_code,
            title: escaped(title),
            requirement: None,
            excerpt: None,
            help: vec![help.into()],
        }
    }

    /// The message as it is printed, with or without colours.
    pub fn render(&self, styled: bool) -> String {
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        let mut title = Level::ERROR.primary_title(self.title.as_str());
        if let Some(id) = self.requirement {
            title = title.id(id);
        }
        let mut group = title.elements(Vec::<Origin<'_>>::new());
        if let Some(excerpt) = &self.excerpt {
            let mark = AnnotationKind::Primary.span(excerpt.mark.clone());
            let origin = Origin::path(excerpt.origin.as_str()).line(excerpt.line);
            group = group.element(origin.char_column(excerpt.column)).element(
                Snippet::source(excerpt.text.as_str()).line_start(excerpt.line).annotation(mark),
            );
        }
        if let Some(requirement) = self.requirement.and_then(requirement::find) {
            let text = format!("{} ({})", requirement.statement, requirement.source);
            group = group.element(Level::NOTE.message(text));
        }
        let help = self.help.iter().map(|help| Level::HELP.message(help.as_str()));
        renderer.term_width(WIDTH).render(&[group.elements(help)])
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
            excerpt: Some(Excerpt::new("argument 5", b"mail \"x\"", 5..6)),
            help: vec!["leave it out".to_owned(), "or mend it".to_owned()],
        }
    }

    #[test]
    fn the_message_shows_the_place_the_requirement_and_all_advice() {
        let text = message().render(false);
        assert!(text.starts_with("error[SCOPE-14]: argument 5: not a scope token\n"), "{text}");
        assert!(text.contains("--> argument 5:1:6\n"), "{text}");
        assert!(text.contains("1 | mail \"x\"\n  |      ^\n"), "{text}");
        assert!(text.contains("= note: "), "{text}");
        assert!(text.contains("= help: leave it out\n"), "{text}");
        assert!(text.contains("= help: or mend it"), "{text}");
    }

    #[test]
    fn only_the_styled_message_has_terminal_sequences() {
        assert!(!message().render(false).contains('\u{1b}'));
        assert!(message().render(true).contains('\u{1b}'));
    }

    #[test]
    fn a_plain_message_has_title_and_help_only() {
        let text = Diagnostic::new(ExitCode::Io, "no \u{7}file", "name one").render(false);
        assert!(text.starts_with("error: no \\u{7}file\n"), "{text}");
        assert!(text.contains("= help: name one"), "{text}");
        assert!(!text.contains("note"), "{text}");
    }
}
