//! The command line of this program, all of it.

#[cfg(unix)]
mod clients;
mod values;

use std::ffi::OsString;
#[cfg(unix)]
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

#[cfg(unix)]
pub use self::clients::{ClientFormat, Compare, PackageOptions, Run, Serve, ShowReports};

use self::values::{property, row, variable};
use super::document::Source;
use super::exit_code::ExitCode;
use crate::properties::Property;
use crate::requirement::Requirement;
use crate::vocabulary::{FailOn, InputClass, Leniency, Revision, ScopePolicy};

/// Finds defects in how an OAuth client builds its dynamic client registration request (RFC 7591).
///
/// Without a command: `check`.
#[derive(Debug, Parser)]
#[command(name = "dcr-check", version, after_help = ExitCode::manual())]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge the reference implementation by every property.
    Check(Check),
    /// Build one registration request from the texts that a client gets, and print it.
    Build(Box<Build>),
    /// List the requirements with their sources.
    Requirements(Listing),
    /// Tell everything about one requirement: its words, when it applies, what can be objected.
    Explain(Explain),
    /// List the properties with the requirements that their failures rest on.
    Properties(Listing),
    /// List the seeded bugs, and show that each is found.
    SeededBugs(SeededBugs),
    /// Judge one case by every property that holds for all cases, or run a client program's again.
    Replay(Replay),
    /// Run a real client program against loopback servers, and judge what it registers.
    #[cfg(unix)]
    Run(Box<Run>),
    /// Show reports on client programs in another form, several side by side.
    #[cfg(unix)]
    Report(ShowReports),
    /// Show what changed between two reports on a client program.
    #[cfg(unix)]
    Compare(Compare),
    /// Start the loopback servers alone, to try a client by hand.
    #[cfg(unix)]
    Serve(Serve),
}

impl Default for Command {
    fn default() -> Self {
        Command::Check(Check::default())
    }
}

/// Options of `check`.
#[derive(Debug, Default, Args)]
pub struct Check {
    /// Seed of the generated cases.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How many cases to generate for each seed.
    #[arg(long, value_name = "N")]
    pub cases: Option<u32>,
    /// Judge by this property only; may be given several times.
    #[arg(long, value_name = "ID", value_parser = property)]
    pub property: Vec<&'static Property>,
    /// Generate cases of one class only.
    #[arg(long, value_enum)]
    pub class: Option<InputClass>,
    /// How many seeds to run, counting up from the first.
    #[arg(long, value_name = "N")]
    pub seeds: Option<u32>,
    /// The lightest breach that makes the run fail.
    #[arg(long, value_enum, value_name = "BAR", default_value_t)]
    pub fail_on: FailOn,
    /// Show the table of properties, too, with what was generated for each.
    #[arg(long)]
    pub verbose: bool,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
}

/// Options of the listings.
#[derive(Debug, Args)]
pub struct Listing {
    /// The form of the list.
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The id of the requirement, such as SCOPE-01.
    #[arg(value_name = "ROW", value_parser = row)]
    pub row: &'static Requirement,
}

/// Options of `seeded-bugs`.
#[derive(Debug, Args)]
pub struct SeededBugs {
    /// How many seeds each bug has to be found with.
    #[arg(long, value_name = "N")]
    pub seeds: Option<u32>,
    /// The form of the list.
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// Options of `replay`.
#[derive(Debug, Args)]
pub struct Replay {
    /// The case: a file, `-` for standard input, or the JSON text itself.
    #[arg(value_name = "FILE|JSON|-", value_parser = document())]
    pub case: Source,
    /// Run the case of a report again, with the client of this profile.
    #[cfg(unix)]
    #[arg(long, value_name = "FILE")]
    pub client: Option<PathBuf>,
    /// Its package.
    #[cfg(unix)]
    #[command(flatten)]
    pub package: PackageOptions,
    /// Which failure of a report: a property, perhaps with a colon and the layer.
    #[cfg(unix)]
    #[arg(long, value_name = "PROPERTY[:LAYER]", requires = "client")]
    pub failure: Option<String>,
    /// Hold the client to the rules of this MCP revision, by default as the session did.
    #[cfg(unix)]
    #[arg(long, value_enum, value_name = "REVISION", requires = "client")]
    pub revision: Option<Revision>,
}

/// Options of `build`.
#[derive(Debug, Default, Args)]
pub struct Build {
    /// The inputs, one by one.
    #[command(flatten)]
    pub inputs: Inputs,
    /// A whole case in its JSON form, in place of all other inputs.
    #[arg(long, value_name = "FILE|-|JSON", value_parser = document())]
    pub case: Option<Source>,
    /// Say where each scope came from, what was tolerated, and which requirements decided.
    #[arg(long, help_heading = "Output")]
    pub explain: bool,
    /// Print a command that sends the request, in place of the request.
    #[arg(long, help_heading = "Output")]
    pub curl: bool,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    pub format: RequestFormat,
}

/// What `build` builds from.
#[derive(Debug, Default, Args)]
#[group(id = "inputs", multiple = true, conflicts_with = "case")]
pub struct Inputs {
    /// Protected resource metadata (RFC 9728).
    #[arg(long, value_name = "FILE|-|JSON", value_parser = document())]
    pub resource_metadata: Option<Source>,
    /// Authorization server metadata (RFC 8414, or OpenID Connect Discovery).
    #[arg(long, value_name = "FILE|-|JSON", value_parser = document())]
    pub server_metadata: Option<Source>,
    /// The value of one WWW-Authenticate field; may be given several times.
    #[arg(long, value_name = "VALUE")]
    pub challenge: Vec<OsString>,
    /// The config file, or its text if that has a line break.
    #[arg(long, value_name = "FILE|-|TEXT", value_parser = text())]
    pub config_file: Option<Source>,
    /// An environment variable that the client sees; may be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub environment: Vec<(String, String)>,
    /// The environment variable that holds a user's scopes.
    #[arg(long, value_name = "NAME")]
    pub scopes_variable: Option<String>,
    /// Scopes that a calling program hands to a library; may be given several times.
    #[arg(long, value_name = "TEXT")]
    pub scope: Vec<String>,
    /// Scopes of an earlier request, which makes this one a step-up; may be given several times.
    #[arg(long, value_name = "TEXT")]
    pub previous_scope: Vec<String>,
    /// A redirect URI, by default http://127.0.0.1:3000/callback; may be given several times.
    #[arg(long, value_name = "URI")]
    pub redirect_uri: Vec<String>,
    /// The client's name, as users see it.
    #[arg(long, value_name = "TEXT")]
    pub client_name: Option<String>,
    /// An object of further client metadata to ask for.
    #[arg(long, value_name = "FILE|-|JSON", value_parser = document())]
    pub client_metadata: Option<Source>,
    /// The URL of the MCP server, where the config does not give it.
    #[arg(long, value_name = "URL")]
    pub server_url: Option<String>,
    /// The issuer that the authorization server metadata was asked from.
    #[arg(long, value_name = "URL")]
    pub issuer: Option<String>,
    /// The revision of the MCP authorization specification, by default the newest.
    #[arg(long, value_enum)]
    pub revision: Option<Revision>,
    /// How a user's scopes meet those of a challenge, by default `replace`.
    #[arg(long, value_enum)]
    pub policy: Option<ScopePolicy>,
    /// Do not ask for refresh tokens.
    #[arg(long)]
    pub no_refresh: bool,
    /// The client has an identifier already.
    #[arg(long)]
    pub pre_registered: bool,
    /// The URL of the client's own metadata document.
    #[arg(long, value_name = "URL")]
    pub client_id_metadata_document: Option<String>,
    /// A token that the registration endpoint wants to see.
    #[arg(long, value_name = "TOKEN")]
    pub initial_access_token: Option<String>,
    /// Tolerate what is refused by default; may be given several times.
    #[arg(long, value_name = "SWITCH", value_parser = switches())]
    pub allow: Vec<Leniency>,
    /// Take server URL, issuer and server metadata from an example, where they are not given.
    #[arg(long)]
    pub example: bool,
    /// The command line of the modelled program: mcp login NAME [--scopes LIST] [-c KEY=VALUE]
    #[arg(last = true, value_name = "ARGUMENT")]
    pub arguments: Vec<String>,
}

/// Forms of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Text for users.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// JUnit XML for CI.
    Junit,
}

/// Forms of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table for users.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// A table in Markdown.
    Markdown,
}

/// Forms of a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum RequestFormat {
    /// Text for users.
    #[default]
    Human,
    /// One JSON document.
    Json,
}

fn document() -> impl TypedValueParser<Value = Source> {
    OsStringValueParser::new().map(Source::of_json)
}

fn text() -> impl TypedValueParser<Value = Source> {
    OsStringValueParser::new().map(Source::of_text)
}

fn switches() -> impl TypedValueParser<Value = Leniency> {
    let value = |switch: &Leniency| {
        let help = format!("{} ({})", switch.tolerates(), switch.requirement());
        PossibleValue::new(switch.name()).help(help)
    };
    PossibleValuesParser::new(Leniency::ALL.iter().map(value))
        .try_map(|name| name.parse::<Leniency>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_has_no_contradictions() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_a_command_everything_is_checked() {
        assert!(Arguments::parse_from(["dcr-check"]).command.is_none());
        assert!(matches!(
            Command::default(),
            Command::Check(Check {
                seed: None,
                cases: None,
                class: None,
                seeds: None,
                ..
            })
        ));
    }

    #[test]
    fn a_class_is_given_by_its_name() {
        for class in InputClass::ALL {
            let line = ["dcr-check", "check", "--class", class.name()];
            let Some(Command::Check(check)) = Arguments::parse_from(line).command else {
                panic!("not the command that was given");
            };
            assert_eq!(check.class, Some(*class));
        }
    }

    #[test]
    fn a_property_is_given_by_its_id() {
        let id = crate::properties::catalogue::PROPERTIES[0].id;
        assert_eq!(property(id).unwrap().id, id);
        assert!(
            property("no-such")
                .unwrap_err()
                .contains("dcr-check properties")
        );
    }

    #[test]
    fn a_case_and_other_inputs_exclude_each_other() {
        for other in [&["--issuer", "https://a.example"][..], &["--", "mcp"]] {
            let line = [&["dcr-check", "build", "--case", "{}", "--explain"], other].concat();
            let error = Arguments::try_parse_from(line).unwrap_err();
            assert_eq!(error.kind(), clap::error::ErrorKind::ArgumentConflict);
        }
    }
}
