//! What bad input gets.

use super::program::*;

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
            &["SCOPE-14", "--> scopes of the caller:1:4\n"],
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
                "--> WWW-Authenticate field 1:1:43\n",
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
fn an_access_token_that_fits_no_field_is_refused_and_not_shown() {
    let printed = build(&["--example", "--initial-access-token", "secret\r\nX: y"]);
    assert_refused(&printed, 3, &["DCR-05", "not a bearer token", "= help: "]);
    assert!(!printed.err.contains("secret"), "{}", printed.err);
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
