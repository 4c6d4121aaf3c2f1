//! The command line once more: word by word from the front, as its help would explain it.

use dcr_check::protocol::limits;

/// What a command line says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    /// The server's name.
    pub name: String,
    /// Values of `--scopes`, in order.
    pub scopes: Vec<String>,
    /// Values of `-c` and `--config`, in order.
    pub overrides: Vec<String>,
}

/// What is wrong, as the first thing that is met from the front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Too many words, or one too long.
    Limit,
    /// An option of another name.
    UnknownOption,
    /// The next word looks like an option, or there is none.
    MissingValue,
    /// It does not begin with `mcp login`.
    Command,
    /// There is no third word.
    NoName,
    /// There is a fourth word.
    TooManyWords,
}

/// Reads the words after the program's name.
pub fn read(words: &[String]) -> Result<CommandLine, Wrong> {
    if words.len() > limits::ARGUMENTS
        || words.iter().any(|word| word.len() > limits::ARGUMENT_BYTES)
    {
        return Err(Wrong::Limit);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut line = CommandLine::default();
    let mut plain = Vec::new();
    let mut rest = &words[..];
    while let [word, following @ ..] = rest {
        rest = following;
        if *word == "--" {
            for word in following {
                take_word(&mut plain, word)?;
            }
            break;
        }
        let Some((option, joined)) = option(word) else {
            take_word(&mut plain, word)?;
            continue;
        };
        let values = match option.as_str() {
            "--scopes" => &mut line.scopes,
            "--config" | "-c" => &mut line.overrides,
            _ => return Err(Wrong::UnknownOption),
        };
        match (joined, following) {
            (Some(value), _) => values.push(value),
            (None, [value, after @ ..]) if *value == "-" || !value.starts_with('-') => {
                values.push((*value).to_owned());
                rest = after;
            }
            (None, _) => return Err(Wrong::MissingValue),
        }
    }
    match plain[..] {
        ["mcp", "login", name] => {
            line.name = name.to_owned();
            Ok(line)
        }
        ["mcp", "login"] => Err(Wrong::NoName),
        _ => Err(Wrong::Command),
    }
}

fn take_word<'a>(plain: &mut Vec<&'a str>, word: &'a str) -> Result<(), Wrong> {
    match plain.len() {
        0 if word != "mcp" => Err(Wrong::Command),
        1 if word != "login" => Err(Wrong::Command),
        0..=2 => {
            plain.push(word);
            Ok(())
        }
        _ => Err(Wrong::TooManyWords),
    }
}

/// `--name`, `--name=value`, `-n`, `-nvalue` or `-n=value`; a lone dash is a word.
fn option(word: &str) -> Option<(String, Option<String>)> {
    if word.starts_with("--") {
        let mut parts = word.splitn(2, '=');
        let name = parts.next().unwrap_or_default().to_owned();
        return Some((name, parts.next().map(str::to_owned)));
    }
    let mut characters = word.chars();
    let (dash, letter) = (characters.next()?, characters.next());
    let letter = letter.filter(|_| dash == '-')?;
    let joined = characters.as_str();
    let value = (!joined.is_empty()).then(|| joined.strip_prefix('=').unwrap_or(joined).to_owned());
    Some((format!("-{letter}"), value))
}
