//! Overrides and config file: the real reader against a naive one, and itself.

use std::collections::BTreeSet;

use dcr_check::protocol::arguments::OptionValue;
use dcr_check::protocol::config::{self, ScopesValue, ServerConfig};
use dcr_check::protocol::error::{BuildError, ErrorKind};
use dcr_check::protocol::limits;
use dcr_check::protocol::location::{Input, LocatedText};

use toml::{Table, Value};

use crate::complaint::require;
use crate::second_reading::config::{self as second, Config, Scopes, Server, Unusable};
use crate::{Target, growth};

/// See [`Target::statement`].
pub const TARGET: Target = Target {
    name: "overrides",
    reads_one_layer: true,
    statement: "Values of `-c`, each on a line, and after a line `---` the config file: held against \
                the tables of the toml crate, changed in turn, and against their printed form.",
    body,
};

/// A server that is asked for even where no table names it.
const NAME: &str = "s";

fn body(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    growth::check(text.as_bytes(), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        drop(read(&Texts::of(&text), NAME));
    });
    let texts = Texts::of(&text);
    let naive = second::read(texts.file, &texts.overrides);
    for name in names(&naive) {
        let read = read(&texts, &name);
        agrees(bytes, &read, &naive, &name);
        if let (Ok(config), Config::Table(table)) = (&read, &naive) {
            points_into_the_texts(bytes, config, &texts);
            changes_that_mean_nothing(bytes, config, &texts, table, &name);
        }
    }
}

/// The texts that a fuzzer's bytes stand for.
struct Texts<'a> {
    file: Option<&'a str>,
    overrides: Vec<&'a str>,
}

impl<'a> Texts<'a> {
    fn of(text: &'a str) -> Self {
        let (overrides, file) = match text.split_once("---\n") {
            Some((overrides, file)) => (overrides, Some(file)),
            None => (text, None),
        };
        let lines = overrides.split('\n').filter(|line| !line.is_empty());
        Texts {
            file,
            overrides: lines.collect(),
        }
    }
}

fn read(texts: &Texts<'_>, name: &str) -> Result<ServerConfig, BuildError> {
    let option = |(argument, text): (usize, &&str)| OptionValue {
        argument,
        start: 0,
        text: (*text).to_owned(),
    };
    let overrides: Vec<OptionValue> = texts.overrides.iter().enumerate().map(option).collect();
    config::read(texts.file, &overrides, name)
}

/// Every server that the tables know, up to a few, and one more.
fn names(naive: &Config) -> BTreeSet<String> {
    let mut names = BTreeSet::from([NAME.to_owned()]);
    if let Config::Table(table) = naive {
        let servers = table.get("mcp_servers").and_then(Value::as_table);
        names.extend(
            servers
                .into_iter()
                .flat_map(|servers| servers.keys().take(3).cloned()),
        );
    }
    names
}

fn agrees(bytes: &[u8], read: &Result<ServerConfig, BuildError>, naive: &Config, name: &str) {
    if let Err(error) = read
        && error.kind == ErrorKind::LimitExceeded
    {
        // Nesting is bounded by a count of tokens, which needs no second reading: it only has to
        // have something to count.
        let deep = bytes.iter().filter(|octet| b"[{.".contains(octet)).count() >= 64;
        return require(deep || bytes.len() > limits::DOCUMENT_BYTES, bytes, || {
            format!("refused without reason: {error}")
        });
    }
    let kind = read.as_ref().err().map(|error| error.kind);
    let expected = match naive {
        Config::Unknown => return,
        Config::NotToml => Some(ErrorKind::InvalidConfig),
        Config::NoEquals => Some(ErrorKind::InvalidOverride),
        // Whether an equals sign inside of the broken key counts as one is a matter of wording.
        Config::BadKey if kind == Some(ErrorKind::InvalidOverride) => kind,
        Config::BadKey => Some(ErrorKind::InvalidOverrideKey),
        Config::Table(table) => match second::server(table, name) {
            Ok(server) => {
                let said = read.as_ref().map(said);
                return require(said.as_ref().ok() == Some(&server), bytes, || {
                    format!("{name:?} reads as {said:?}, by a second reading {server:?}")
                });
            }
            Err(Unusable::WrongType) => Some(ErrorKind::WrongType),
            Err(Unusable::Command) => Some(ErrorKind::StdioServer),
        },
    };
    require(kind == expected, bytes, || {
        format!("{name:?} reads as {read:?}, by a second reading {expected:?}")
    });
}

fn said(config: &ServerConfig) -> Server {
    let texts = |texts: &[LocatedText]| texts.iter().map(|text| text.text.clone()).collect();
    Server {
        url: config.url.as_ref().map(|url| url.text.clone()),
        scopes: config.scopes.as_ref().map(|scopes| match &scopes.value {
            ScopesValue::Text(text) => Scopes::Text(text.text.clone()),
            ScopesValue::List(list) => Scopes::List(texts(list)),
            ScopesValue::Wrong(_) => Scopes::Wrong,
        }),
        resource: config.oauth_resource.as_ref().map(|one| one.text.clone()),
    }
}

fn points_into_the_texts(bytes: &[u8], config: &ServerConfig, texts: &Texts<'_>) {
    let source = |input: Input| match input {
        Input::ConfigFile => texts.file,
        Input::Override(index) => texts.overrides.get(index).copied(),
        _ => None,
    };
    for member in [&config.url, &config.oauth_resource].into_iter().flatten() {
        let there = source(member.input).and_then(|text| text.get(member.range.clone()));
        require(there.is_some(), bytes, || {
            format!("{member:?} points nowhere")
        });
    }
    let Some(scopes) = &config.scopes else {
        return;
    };
    let listed = match &scopes.value {
        ScopesValue::Text(text) => std::slice::from_ref(text),
        ScopesValue::List(list) => list,
        ScopesValue::Wrong(_) => &[],
    };
    for text in listed {
        let there = source(text.input).and_then(|source| source.get(text.range.clone()));
        let plain = text.locate(0..text.text.len()).range.unwrap_or_default();
        let plain = source(text.input).and_then(|source| source.get(plain));
        let is_there = there.is_some() && (text.text_start.is_none() || plain == Some(&text.text));
        require(is_there, bytes, || format!("{text:?} points nowhere"));
    }
}

fn changes_that_mean_nothing(
    bytes: &[u8],
    config: &ServerConfig,
    texts: &Texts<'_>,
    table: &Table,
    name: &str,
) {
    let printed = toml::to_string(table).unwrap_or_default();
    // Only at the very start is a byte order mark one.
    let file = texts.file.unwrap_or_default();
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let commented = format!("# scopes = [\"evil\"]\n\n{file}");
    let with = |file, overrides: Vec<_>| Texts { file, overrides };
    let own = || texts.overrides.clone();
    let unrelated = [own(), vec!["unrelated.scopes=[\"evil\"]"]].concat();
    let spaced: Vec<String> = own().iter().map(|text| format!("\t {text} \t")).collect();
    let spaced = spaced.iter().map(String::as_str).collect();
    let twice = own().iter().flat_map(|text| [*text, *text]).collect();
    for (way, changed) in [
        ("printed as one file", with(Some(&printed), vec![])),
        ("with a comment", with(Some(&commented), own())),
        ("with an unrelated override", with(texts.file, unrelated)),
        (
            "with white space around overrides",
            with(texts.file, spaced),
        ),
        ("with every override twice", with(texts.file, twice)),
    ] {
        let is_too_long = changed
            .file
            .is_some_and(|file| file.len() > limits::DOCUMENT_BYTES);
        let again = read(&changed, name).map(|config| said(&config));
        // A file in one piece may nest deeper than its overrides did.
        let is_limit = |error: &BuildError| error.kind == ErrorKind::LimitExceeded;
        if is_too_long || again.as_ref().is_err_and(is_limit) {
            continue;
        }
        require(again.as_ref() == Ok(&said(config)), bytes, || {
            format!("{name:?} reads as {:?}; {way}, {again:?}", said(config))
        });
    }
}
