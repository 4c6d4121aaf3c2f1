//! Texts that options name: a file, standard input, or the option's value itself.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;

use super::diagnostic::Diagnostic;
use super::excerpt::Excerpt;
use super::exit_code::ExitCode;

/// Where a text is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// `-`
    StandardInput,
    /// The value is the text.
    Value(Vec<u8>),
    /// The value is the path of a file.
    File(PathBuf),
}

impl Source {
    /// Of an option for JSON documents: one that starts with a bracket is the document itself.
    pub fn of_json(value: OsString) -> Self {
        let bytes = value.as_encoded_bytes();
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let is_text = matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['));
        Source::of(value, is_text)
    }

    /// Of an option for other texts: one that has a line break is the text itself.
    pub fn of_text(value: OsString) -> Self {
        let is_text = value.as_encoded_bytes().contains(&b'\n');
        Source::of(value, is_text)
    }

    fn of(value: OsString, is_text: bool) -> Self {
        match value.as_encoded_bytes() {
            b"-" => Source::StandardInput,
            _ if is_text => Source::Value(value.into_encoded_bytes()),
            _ => Source::File(value.into()),
        }
    }

    /// Reads the text for `option`, never more than `limit` bytes and one.
    ///
    /// # Errors
    /// What says which option could not be read, and why.
    pub fn read(
        &self,
        option: &str,
        limit: usize,
        standard_input: &mut dyn Read,
    ) -> Result<Document, Diagnostic> {
        let origin = match self {
            Source::Value(_) => option.to_owned(),
            Source::StandardInput => "<standard input>".to_owned(),
            Source::File(path) => path.display().to_string(),
        };
        let read = match self {
            Source::Value(bytes) => Ok(bytes.clone()),
            Source::StandardInput => bounded(standard_input, limit),
            Source::File(path) => File::open(path).and_then(|mut file| bounded(&mut file, limit)),
        };
        let what = format!("{option}: cannot read `{origin}`");
        let help =
            "name a file that can be read, write `-` for standard input, or give the text itself";
        let bytes = read.map_err(Diagnostic::about(ExitCode::Io, what, help))?;
        if bytes.len() > limit {
            let title = format!("{option}: `{origin}` is longer than {limit} bytes");
            let help = "give a shorter text; nothing was cut off";
            return Err(Diagnostic {
                requirement: Some("SEC-06"),
                ..Diagnostic::new(ExitCode::Io, title, help)
            });
        }
        Ok(Document {
            option: option.to_owned(),
            origin,
            bytes,
        })
    }
}

/// Longest profile, baseline or report that is read, in bytes.
#[cfg(unix)]
pub const LONGEST_FILE: usize = 64 << 20;

/// The text of the file that `option` names.
///
/// # Errors
/// It cannot be read, is longer than [`LONGEST_FILE`], or not UTF-8.
#[cfg(unix)]
pub fn file_text(option: &str, path: &Path) -> Result<String, Diagnostic> {
    let file = Source::File(path.to_owned());
    file.read(option, LONGEST_FILE, &mut io::empty())?
        .into_text()
}

fn bounded(source: &mut dyn Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A text and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The option that named it.
    pub option: String,
    /// The file, or what stands for it in messages.
    pub origin: String,
    /// The text, not always UTF-8.
    pub bytes: Vec<u8>,
}

impl Document {
    /// The text.
    ///
    /// # Errors
    /// What marks the first byte that is no UTF-8.
    pub fn into_text(self) -> Result<String, Diagnostic> {
        String::from_utf8(self.bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let excerpt = Excerpt::new(&self.origin, error.as_bytes(), at..at + 1);
            let title = format!("{}: not UTF-8", self.option);
            Diagnostic {
                excerpt: Some(Box::new(excerpt)),
                ..Diagnostic::new(ExitCode::Io, title, "save the text as UTF-8")
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &Source, limit: usize) -> Result<Document, Diagnostic> {
        source.read("--case", limit, &mut &b"from outside"[..])
    }

    #[test]
    fn a_value_that_starts_with_a_bracket_is_the_document() {
        assert_eq!(Source::of_json("{}".into()), Source::Value(b"{}".to_vec()));
        assert_eq!(
            Source::of_json("[1]".into()),
            Source::Value(b"[1]".to_vec())
        );
        assert_eq!(Source::of_json("a\nb".into()), Source::File("a\nb".into()));
        assert_eq!(Source::of_json("-".into()), Source::StandardInput);
    }

    #[test]
    fn a_value_with_a_line_break_is_the_text() {
        assert_eq!(
            Source::of_text("a\nb".into()),
            Source::Value(b"a\nb".to_vec())
        );
        assert_eq!(Source::of_text("{}".into()), Source::File("{}".into()));
        assert_eq!(Source::of_text("-".into()), Source::StandardInput);
    }

    #[test]
    fn every_source_is_read_with_its_origin() {
        let origin_and_bytes = |source: Source| {
            let document = read(&source, 12).unwrap();
            (document.origin, document.bytes)
        };
        let (origin, bytes) = origin_and_bytes(Source::StandardInput);
        assert_eq!(
            (origin.as_str(), bytes.as_slice()),
            ("<standard input>", &b"from outside"[..])
        );
        let (origin, bytes) = origin_and_bytes(Source::Value(b"{}".to_vec()));
        assert_eq!((origin.as_str(), bytes.as_slice()), ("--case", &b"{}"[..]));
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rustfmt.toml");
        let document = read(&Source::File(path.into()), 1000).unwrap();
        assert_eq!(document.origin, path);
        assert!(document.into_text().unwrap().contains("style_edition"));
    }

    #[test]
    fn a_text_past_the_limit_is_refused_and_never_cut() {
        let error = read(&Source::StandardInput, 11).unwrap_err();
        assert_eq!(error.exit_code, ExitCode::Io);
        assert_eq!(
            error.title,
            "--case: `<standard input>` is longer than 11 bytes"
        );
        assert_eq!(error.requirement, Some("SEC-06"));
    }

    #[test]
    fn no_more_than_one_byte_past_the_limit_is_read() {
        let mut endless = io::repeat(b'x');
        assert_eq!(bounded(&mut endless, 7).unwrap().len(), 8);
    }

    #[test]
    fn a_missing_file_and_a_directory_are_named() {
        for path in ["no/such/file", env!("CARGO_MANIFEST_DIR")] {
            let error = read(&Source::File(path.into()), 10).unwrap_err();
            assert_eq!(error.exit_code, ExitCode::Io);
            assert!(
                error
                    .title
                    .starts_with(&format!("--case: cannot read `{path}`: "))
            );
        }
    }

    #[test]
    fn the_first_byte_that_is_no_utf8_is_marked() {
        let document = read(&Source::Value(b"a\xffb\xff".to_vec()), 10).unwrap();
        let error = document.into_text().unwrap_err();
        assert_eq!(
            (error.exit_code, error.title.as_str()),
            (ExitCode::Io, "--case: not UTF-8")
        );
        let excerpt = error.excerpt.unwrap();
        assert_eq!(excerpt.text, "a\\xffb\\xff");
        assert_eq!(excerpt.mark, 1..5);
    }
}
