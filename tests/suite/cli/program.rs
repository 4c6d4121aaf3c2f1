//! Running the program and looking at what it printed.

use assert_cmd::Command;

pub const SCOPES: &str = "https://www.fastmail.com/dev/mcp,offline_access";
pub const SCOPE_MEMBER: &str = r#""scope": "https://www.fastmail.com/dev/mcp offline_access""#;
pub const FIXTURES: [&str; 4] = [
    "--resource-metadata",
    "tests/fixtures/fastmail/prm.json",
    "--server-metadata",
    "tests/fixtures/fastmail/asm.json",
];

/// What the program printed, and the code it ended with.
pub struct Printed {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn program(arguments: &[&str], input: &[u8]) -> Printed {
    let mut command = Command::cargo_bin("dcr-check").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.args(arguments).write_stdin(input).output().unwrap();
    Printed {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn build(arguments: &[&str]) -> Printed {
    program(&[&["build"], arguments].concat(), b"")
}

/// The report's server with the report's command line.
pub fn fastmail(options: &[&str], command_line: &[&str]) -> Printed {
    let allow = ["--allow", "missing-issuer"];
    build(&[&FIXTURES, &allow[..], options, &["--"], command_line].concat())
}

/// Something that cannot be used: code, nothing on standard output, and every fragment on standard
/// error.
#[track_caller]
pub fn assert_refused(printed: &Printed, code: i32, fragments: &[&str]) {
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
