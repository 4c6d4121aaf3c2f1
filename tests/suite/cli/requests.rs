//! What `build` prints when it can.

use assert_cmd::Command;
use serde_json::Value;

use super::program::*;

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
    assert_eq!(explanation["warnings"][1]["switch"], "missing-issuer");
    assert!(value["curl"].as_str().unwrap().starts_with("curl "));
}

#[test]
fn the_json_form_says_which_other_mechanism_is_used() {
    let printed = build(&["--format", "json", "--pre-registered"]);
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
            vec!["--pre-registered"],
            "has already (MCP-22)",
            "leave out `--pre-registered`",
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
        "--issuer",
        "https://auth.example.com",
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
