//! The program as a person uses it: the command line in; both streams and the exit code out.
#![cfg(feature = "runner")]

use assert_cmd::Command;
use serde_json::Value;

const SCOPES: &str = "https://www.fastmail.com/dev/mcp,offline_access";
const SCOPE_MEMBER: &str = r#""scope": "https://www.fastmail.com/dev/mcp offline_access""#;
const FIXTURES: [&str; 4] = [
    "--resource-metadata",
    "tests/fixtures/fastmail/prm.json",
    "--server-metadata",
    "tests/fixtures/fastmail/asm.json",
];

/// What the program printed, and the code it ended with.
struct Printed {
    code: i32,
    out: String,
    err: String,
}

fn program(arguments: &[&str], input: &[u8]) -> Printed {
    let mut command = Command::cargo_bin("dcr-check").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.args(arguments).write_stdin(input).output().unwrap();
    Printed {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn build(arguments: &[&str]) -> Printed {
    program(&[&["build"], arguments].concat(), b"")
}

/// The report's server with the report's command line.
fn fastmail(options: &[&str], command_line: &[&str]) -> Printed {
    let allow = ["--allow", "missing-issuer"];
    build(&[&FIXTURES, &allow[..], options, &["--"], command_line].concat())
}

/// Something that cannot be used: code, nothing on standard output, and every fragment on standard
/// error.
#[track_caller]
fn assert_refused(printed: &Printed, code: i32, fragments: &[&str]) {
    assert_eq!(printed.code, code, "{}{}", printed.out, printed.err);
    assert_eq!(printed.out, "");
    for fragment in fragments {
        assert!(
            printed.err.contains(fragment),
            "no {fragment:?} in\n{}",
            printed.err
        );
    }
}

#[test]
fn all_four_forms_of_the_report_print_the_same_request() {
    let array =
        r#"mcp_servers.fastmail.scopes=["https://www.fastmail.com/dev/mcp","offline_access"]"#;
    let resource = r#"mcp_servers.fastmail.oauth_resource="https://api.fastmail.com/mcp""#;
    let config = ["--config-file", "tests/fixtures/fastmail/config.toml"];
    let forms = [
        fastmail(&[], &["mcp", "login", "fastmail", "--scopes", SCOPES]),
        fastmail(&[], &["mcp", "login", "--scopes", SCOPES, "fastmail"]),
        fastmail(
            &[],
            &["mcp", "login", "fastmail", "-c", array, "-c", resource],
        ),
        fastmail(&config, &["mcp", "login", "fastmail"]),
    ];
    for form in &forms {
        assert_eq!((form.code, form.err.as_str()), (0, ""));
        assert_eq!(form.out, forms[0].out);
    }
    let out = &forms[0].out;
    let head = "POST https://api.fastmail.com/oauth/register\nContent-Type: application/json\n\
                Accept: application/json\n\n{\n";
    assert!(out.starts_with(head), "{out}");
    assert!(out.contains(SCOPE_MEMBER), "{out}");
}

#[test]
fn without_the_switch_the_report_is_refused_and_the_switch_is_named() {
    let login = ["--", "mcp", "login", "fastmail", "--scopes", SCOPES];
    let printed = build(&[&FIXTURES[..], &login].concat());
    let fragments = [
        "error[ASM-25]: authorization server metadata: no `issuer` member",
        " --> tests/fixtures/fastmail/asm.json:1:1\n",
        "1 | {\n  | ^\n",
        "= help: `--allow missing-issuer` tolerates",
    ];
    assert_refused(&printed, 3, &fragments);
}

#[test]
fn an_explanation_names_layers_bytes_tolerances_and_requirements() {
    let printed = fastmail(
        &["--explain"],
        &["mcp", "login", "fastmail", "--scopes", SCOPES],
    );
    assert_eq!(printed.code, 0);
    for line in [
        "  https://www.fastmail.com/dev/mcp from flag: --scopes (argument 5), bytes 0..32 (CFG-09)\n",
        "  offline_access from flag: --scopes (argument 5), bytes 33..47 (CFG-09)\n",
        "by `--allow missing-issuer` (ASM-25)\n",
        "`response_types_supported` is absent, `code` is assumed (ASM-07)\n",
        "refresh tokens are wanted and not ruled out (MCP-19)\n",
        "  application_type \"native\": it follows from the redirect URIs (MCP-26)\n",
        "  https://api.fastmail.com/.well-known/oauth-authorization-server\n",
    ] {
        assert!(
            printed.out.contains(line),
            "no {line:?} in\n{}",
            printed.out
        );
    }
}

#[test]
fn without_any_scope_the_explanation_says_so() {
    let printed = build(&["--example", "--explain"]);
    assert_eq!(printed.code, 0);
    assert!(!printed.out.contains("\"scope\""));
    assert!(
        printed.out.contains("sent:\n  nothing\n"),
        "{}",
        printed.out
    );
    assert!(
        printed.out.contains("the member is left out (SCOPE-07)"),
        "{}",
        printed.out
    );
}

#[test]
fn the_curl_command_survives_a_shell() {
    let name = "it's $HOME `id` \"x\"";
    let options = [
        "--curl",
        "--client-name",
        name,
        "--initial-access-token",
        "abc.def=",
    ];
    let printed = build(&[&["--example"], &options[..]].concat());
    assert_eq!(printed.code, 0);
    assert_eq!(printed.out.matches("abc.def=").count(), 1);
    // A function in place of curl shows the words that the shell makes of the command.
    let script = format!("curl() {{ printf '%s\\n' \"$@\"; }}\n{}", printed.out);
    let shell = Command::new("sh").arg("-c").arg(script).output().unwrap();
    let words = String::from_utf8(shell.stdout).unwrap();
    let words: Vec<&str> = words.lines().collect();
    let head = [
        "--globoff",
        "--request",
        "POST",
        "--url",
        "https://auth.example.com/register",
        "--header",
        "Content-Type: application/json",
        "--header",
        "Accept: application/json",
        "--header",
        "Authorization: Bearer abc.def=",
        "--data-raw",
    ];
    assert_eq!(words[..head.len()], head);
    let body: Value = serde_json::from_str(words[head.len()]).unwrap();
    assert_eq!(body["client_name"], name);
    assert_eq!(words.len(), head.len() + 1);
}

#[test]
fn the_json_form_holds_request_explanation_and_command() {
    let login = ["mcp", "login", "fastmail", "--scopes", SCOPES];
    let printed = fastmail(&["--format", "json", "--explain", "--curl"], &login);
    let value: Value = serde_json::from_str(&printed.out).unwrap();
    assert_eq!(value["method"], "POST");
    assert_eq!(value["url"], "https://api.fastmail.com/oauth/register");
    assert_eq!(value["headers"]["Content-Type"], "application/json");
    assert_eq!(
        value["body"]["scope"],
        "https://www.fastmail.com/dev/mcp offline_access"
    );
    let explanation = &value["explanation"];
    assert_eq!(
        explanation["scopes"][1]["bytes"],
        serde_json::json!([33, 47])
    );
    assert_eq!(explanation["findings"][1]["switch"], "missing-issuer");
    assert!(value["curl"].as_str().unwrap().starts_with("curl "));
}

#[test]
fn the_json_form_says_which_other_mechanism_is_used() {
    let printed = build(&["--format", "json", "--preregistered"]);
    let value: Value = serde_json::from_str(&printed.out).unwrap();
    assert_eq!(value["mechanism"], "pre-registered");
    assert!(value.get("body").is_none());
}

#[test]
fn a_client_that_does_not_register_says_what_it_does_instead() {
    let document = [
        "--client-id-metadata-document",
        "https://c.example/client.json",
    ];
    let supported =
        r#"{"issuer":"https://a.example","client_id_metadata_document_supported":true}"#;
    let without_endpoint = r#"{"issuer":"https://a.example"}"#;
    let metadata = |document| ["--server-metadata", document];
    for (options, instead, help) in [
        (
            vec![],
            "no registration endpoint is known",
            "`--server-metadata`",
        ),
        (
            vec!["--revision", "2025-03-26"],
            "no registration endpoint is known",
            "`--server-url`",
        ),
        (
            vec!["--preregistered"],
            "has already (MCP-22)",
            "leave out `--preregistered`",
        ),
        (
            metadata(without_endpoint).to_vec(),
            "has no `registration_endpoint`",
            "with `registration_endpoint`",
        ),
        (
            [document, metadata(supported)].concat(),
            "metadata document, https://c.example/client.json",
            "leave out `--client-id-metadata-document`",
        ),
    ] {
        let printed = build(&options);
        assert_eq!((printed.code, printed.err.as_str()), (0, ""), "{options:?}");
        assert!(printed.out.contains(instead), "{}", printed.out);
        assert!(printed.out.contains(help), "{}", printed.out);
        let explained = build(&[&options[..], &["--explain"]].concat());
        assert!(
            explained.out.contains("Scopes, in the order"),
            "{}",
            explained.out
        );
    }
}

#[test]
fn a_document_comes_from_standard_input() {
    let document = std::fs::read("tests/fixtures/fastmail/prm.json").unwrap();
    let options = [
        "build",
        "--example",
        "--server-url",
        "https://api.fastmail.com/mcp",
    ];
    let input = ["--resource-metadata", "-"];
    let printed = program(&[&options[..], &input].concat(), &document);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    assert!(printed.out.contains(SCOPE_MEMBER), "{}", printed.out);
    let twice = ["--resource-metadata", "-", "--server-metadata", "-"];
    assert_refused(
        &build(&twice),
        2,
        &["all read standard input", "help: write `-` for one"],
    );
}

#[test]
fn a_case_stands_in_for_all_options() {
    let case = r#"{"version":1,"arguments":["mcp","login","s","--scopes","a,b"],
        "server_metadata":"{\"registration_endpoint\":\"https://a.example/r\",\"code_challenge_methods_supported\":[\"S256\"]}",
        "client":{"allow":["missing-issuer"]}}"#;
    let printed = program(&["build", "--case", "-"], case.as_bytes());
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    assert!(printed.out.contains(r#""scope": "a b""#), "{}", printed.out);
    let refused = build(&["--case", &case.replace("\"missing-issuer\"", "")]);
    let help = "`\"missing-issuer\"` in `client.allow` of the case tolerates";
    assert_refused(
        &refused,
        3,
        &["ASM-25", " --> authorization server metadata:1:1\n", help],
    );
}

#[test]
fn every_kind_of_bad_input_is_marked_where_it_stands() {
    let example = |options: &[&'static str]| [&["--example"], options].concat();
    let pkce = r#"{"issuer":"https://auth.example.com","code_challenge_methods_supported":["plain"],"registration_endpoint":"https://auth.example.com/register"}"#;
    let logo = r#"{"client_uri":"https://a.example","logo_uri":"http://a.example"}"#;
    let other = r#"{"resource":"https://evil.example/mcp"}"#;
    let cases: Vec<(Vec<&str>, &[&str])> = vec![
        (
            example(&["--", "mcp", "login", "s", "--scopes", "mail,a\"b"]),
            &[
                "SCOPE-14",
                "--> --scopes (argument 5):1:7\n",
                "mail,a\"b\n  |       ^\n",
                "printable ASCII",
            ],
        ),
        (
            example(&["--", "mcp", "logout", "s"]),
            &[
                "CFG-01",
                "--> argument 2:1:1\n",
                "1 | logout\n  | ^^^^^^\n",
                "write `mcp login NAME`",
            ],
        ),
        (
            example(&["--", "mcp", "login", "s", "-c", "a b=1"]),
            &[
                "CFG-11",
                "--> override (argument 5):1:3\n",
                "1 | a b=1\n  |   ^\n",
            ],
        ),
        (
            example(&["--", "mcp", "login", "s", "-c", "a b"]),
            &["CFG-06", "1 | a b\n  | ^^^\n", "write `-c key=value`"],
        ),
        (
            example(&["--", "mcp", "login"]),
            &[
                "CFG-01",
                "--> command line:1:10\n",
                "1 | mcp login\n  |          ^\n",
            ],
        ),
        (
            example(&["--config-file", "a = 1\nb = ]\n", "--", "mcp", "login", "s"]),
            &[
                "CFG-10",
                "--> --config-file:2:5\n",
                "2 | b = ]\n  |     ^\n",
            ],
        ),
        (
            example(&["--config-file", "a = 1\n"]),
            &["[CFG-01]: command line: no server name", "`mcp login NAME`"],
        ),
        (
            example(&["--resource-metadata", other]),
            &[
                "PRM-22",
                "  |             ^^^^^^^^",
                "`--allow resource-prefix` tolerates",
            ],
        ),
        (
            example(&[
                "--resource-metadata",
                r#"{"resource":"https://mcp.example.com/mcp",}"#,
            ]),
            &["JSON-16", "--> --resource-metadata:1:43\n"],
        ),
        (
            example(&["--server-metadata", pkce]),
            &[
                "MCP-31",
                "--> --server-metadata:1:73\n",
                "^^^^^^^^^\n",
                "has to list `S256`",
            ],
        ),
        (
            example(&["--redirect-uri", "http://a.example/"]),
            &["DCR-71", "--> redirect URI 1:1:8\n", "|        ^^^^^^^^^\n"],
        ),
        (
            example(&["--client-metadata", logo]),
            &[
                "SEC-01",
                "--> --client-metadata:1:47\n",
                "^^^^\n",
                "help: use https",
            ],
        ),
        (
            example(&["--client-metadata", r#"{"a":1,"state":"x"}"#]),
            &[
                "DCR-42",
                "--> --client-metadata:1:8\n",
                "  |        ^^^^^^^\n",
            ],
        ),
        (
            example(&["--client-metadata", r#"{"grant_types":["implicit"]}"#]),
            &["O21-06", "--> --client-metadata:1:17\n", "^^^^^^^^^^\n"],
        ),
        (
            example(&["--client-metadata", "[1]"]),
            &["JSON-09", "--> --client-metadata:1:1\n", "  | ^^^\n"],
        ),
        (
            example(&["--server-url", "https://a.example/#x"]),
            &["RES-02", "--> MCP server URL:1:19\n", "^^\n"],
        ),
        (
            example(&[
                "--",
                "mcp",
                "login",
                "s",
                "-c",
                "mcp_servers.s.url=\"ftp://x\"",
            ]),
            &["URI-09", "--> override (argument 5):1:20\n", "^^^\n"],
        ),
        (
            example(&["--issuer", "https://a.example?x"]),
            &["ASM-01", "--> issuer:1:18\n", "^^\n"],
        ),
        (
            example(&["--scope", "a b\"c"]),
            &["SCOPE-14", "--> scopes of the caller:1:3\n"],
        ),
        (
            example(&["--previous-scope", "é"]),
            &[
                "SCOPE-14",
                "--> previously requested scopes:1:1\n",
                "1 | é\n  | ^\n",
            ],
        ),
        (
            example(&[
                "--previous-scope",
                "a",
                "--challenge",
                "Bearer error=\"insufficient_scope\", scope=\"a\"",
            ]),
            &[
                "MCP-17",
                "--> WWW-Authenticate field 1:1:3\n",
                "asking again would loop",
            ],
        ),
    ];
    for (options, fragments) in cases {
        let printed = build(&options);
        assert_refused(&printed, 3, &[fragments, &["= help: "]].concat());
    }
}

#[test]
fn the_url_of_the_clients_metadata_document_is_marked_in_itself() {
    let metadata =
        r#"{"issuer":"https://auth.example.com","client_id_metadata_document_supported":true}"#;
    let url = ["--client-id-metadata-document", "https://c.example/a/../b"];
    let printed = build(&[&["--example", "--server-metadata", metadata], &url[..]].concat());
    assert_refused(&printed, 3, &["MCP-24", "metadata document:1:21\n", "^^\n"]);
}

#[test]
fn hostile_text_is_spelled_out() {
    let printed = build(&["--example", "--scope", "a\u{1b}[31m\u{202e}b"]);
    assert_refused(&printed, 3, &["1 | a\\u{1b}[31m\\u{202e}b\n"]);
    assert!(!printed.err.contains('\u{1b}') && !printed.err.contains('\u{202e}'));
    let printed = build(&["--example", "--client-name", "a\u{9b}\u{202e}b", "--curl"]);
    assert!(printed.out.contains(r"a\u009b\u202eb"), "{}", printed.out);
    assert!(!printed.out.contains('\u{9b}') && !printed.out.contains('\u{202e}'));
}

#[test]
fn bytes_that_are_no_text_are_spelled_out() {
    let input = b"{\"issuer\":\"\xff\"}";
    let printed = program(&["build", "--server-metadata", "-"], input);
    let fragments = [
        "JSON-16",
        "<standard input>:1:12\n",
        "1 | {\"issuer\":\"\\xff\"}\n",
    ];
    assert_refused(&printed, 3, &fragments);
}

#[test]
fn what_cannot_be_read_is_named_with_its_option() {
    let missing = build(&["--server-metadata", "no/such.json"]);
    assert_refused(
        &missing,
        4,
        &["--server-metadata: cannot read `no/such.json`", "= help: "],
    );
    let directory = build(&["--config-file", "tests"]);
    assert_refused(&directory, 4, &["--config-file: cannot read `tests`"]);
    let endless = build(&["--resource-metadata", "/dev/zero"]);
    let longer = "--resource-metadata: `/dev/zero` is longer than 1048576 bytes";
    assert_refused(&endless, 4, &["SEC-06", longer]);
    let printed = program(
        &["build", "--config-file", "-", "--", "mcp"],
        b"a = 1\nb = '\xc3'\n",
    );
    assert_refused(
        &printed,
        4,
        &["--config-file: not UTF-8", "2 | b = '\\xc3'\n"],
    );
}

#[test]
fn a_command_line_that_cannot_be_understood_ends_with_two() {
    for arguments in [
        &["no-such-command"][..],
        &["build", "--no-such-option"],
        &["build", "--allow", "everything"],
        &["build", "--revision", "2020-01-01"],
        &["check", "--property", "no-such"],
    ] {
        assert_refused(&program(arguments, b""), 2, &["error: "]);
    }
}

#[test]
fn the_help_shows_exit_codes_and_switches() {
    let printed = program(&["--help"], b"");
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    assert!(
        printed.out.contains("  3  An input was refused"),
        "{}",
        printed.out
    );
    let printed = program(&["build", "--help"], b"");
    assert!(printed.out.contains("- missing-issuer:"), "{}", printed.out);
    assert!(printed.out.contains("(ASM-25)"), "{}", printed.out);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let program = assert_cmd::cargo::cargo_bin("dcr-check");
    let full = std::fs::File::create("/dev/full").unwrap();
    let mut command = std::process::Command::new(program);
    let output = command
        .args(["build", "--example"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(4));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.starts_with("error: cannot write to standard output: "),
        "{message}"
    );
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_early_is_no_error() {
    let program = assert_cmd::cargo::cargo_bin("dcr-check");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = std::process::Command::new(program);
    let output = command
        .args(["build", "--example"])
        .stdout(writer)
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), vec![]));
}
