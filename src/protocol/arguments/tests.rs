use super::*;

fn owned(arguments: &[&str]) -> Vec<String> {
    arguments
        .iter()
        .map(|&argument| argument.to_owned())
        .collect()
}

fn read_all(arguments: &[&str]) -> Arguments {
    read(&owned(arguments)).unwrap()
}

fn scopes(arguments: &[&str]) -> Vec<String> {
    texts(&read_all(arguments).scopes)
}

fn overrides(arguments: &[&str]) -> Vec<String> {
    texts(&read_all(arguments).overrides)
}

fn texts(values: &[OptionValue]) -> Vec<String> {
    values.iter().map(|value| value.text.clone()).collect()
}

fn value(argument: usize, start: usize, text: &str) -> OptionValue {
    OptionValue {
        argument,
        start,
        text: text.to_owned(),
    }
}

fn refused(arguments: &[&str]) -> BuildError {
    read(&owned(arguments)).unwrap_err()
}

/// An error about `piece`, with which the argument starts.
fn about(kind: ErrorKind, index: usize, piece: &str) -> BuildError {
    BuildError {
        kind,
        location: Input::Argument(index).at(0..piece.len()),
        piece: piece.to_owned(),
    }
}

fn missing(kind: ErrorKind) -> BuildError {
    BuildError {
        kind,
        location: Input::CommandLine.into(),
        piece: String::new(),
    }
}

#[test]
fn the_name_follows_the_command() {
    assert_eq!(
        read_all(&["mcp", "login", "s"]),
        Arguments {
            server_name: "s".to_owned(),
            server_name_index: 2,
            scopes: Vec::new(),
            overrides: Vec::new(),
        }
    );
}

#[test]
fn options_stand_before_between_and_after_the_words() {
    let words = ["mcp", "login", "s"];
    for option in [&["--scopes", "a"][..], &["--scopes=a"]] {
        for position in 0..=words.len() {
            let mut arguments = words.to_vec();
            arguments.splice(position..position, option.iter().copied());
            assert_eq!(scopes(&arguments), ["a"], "{arguments:?}");
            assert_eq!(read_all(&arguments).server_name, "s", "{arguments:?}");
        }
    }
}

#[test]
fn overrides_before_and_after_the_subcommand_all_count() {
    let arguments = [
        "-c",
        "a=1",
        "mcp",
        "-cb=2",
        "login",
        "--config=c=3",
        "s",
        "-c=d=4",
    ];
    assert_eq!(overrides(&arguments), ["a=1", "b=2", "c=3", "d=4"]);
    assert_eq!(read_all(&arguments).server_name_index, 6);
}

#[test]
fn scopes_and_overrides_are_kept_apart() {
    let arguments = [
        "mcp", "login", "s", "--scopes", "a", "-c", "k=v", "--scopes", "b",
    ];
    assert_eq!(scopes(&arguments), ["a", "b"]);
    assert_eq!(overrides(&arguments), ["k=v"]);
}

#[test]
fn values_know_where_they_stand() {
    let arguments = [
        "mcp",
        "login",
        "s",
        "--scopes",
        "a",
        "--scopes=b",
        "--scopes=",
    ];
    assert_eq!(
        read_all(&arguments).scopes,
        [value(4, 0, "a"), value(5, 9, "b"), value(6, 9, "")]
    );
    let arguments = [
        "mcp",
        "login",
        "s",
        "-c",
        "k=v",
        "-ck=v",
        "-c=k=v",
        "--config=k=v",
    ];
    assert_eq!(
        read_all(&arguments).overrides,
        [
            value(4, 0, "k=v"),
            value(5, 2, "k=v"),
            value(6, 3, "k=v"),
            value(7, 9, "k=v")
        ]
    );
}

#[test]
fn config_takes_the_next_argument_like_its_short_form() {
    assert_eq!(
        overrides(&["mcp", "login", "s", "--config", "k=v"]),
        ["k=v"]
    );
}

#[test]
fn only_the_first_equals_sign_of_a_short_option_is_dropped() {
    assert_eq!(overrides(&["mcp", "login", "s", "-c==v"]), ["=v"]);
    assert_eq!(overrides(&["mcp", "login", "s", "-c="]), [""]);
}

#[test]
fn a_value_may_be_empty() {
    assert_eq!(scopes(&["mcp", "login", "s", "--scopes", ""]), [""]);
}

#[test]
fn an_option_takes_one_value_and_not_the_name() {
    let arguments = ["mcp", "login", "--scopes", "a,b", "s"];
    assert_eq!(scopes(&arguments), ["a,b"]);
    assert_eq!(read_all(&arguments).server_name, "s");
}

#[test]
fn a_joined_value_may_start_with_a_dash() {
    assert_eq!(scopes(&["mcp", "login", "s", "--scopes=-x"]), ["-x"]);
    assert_eq!(scopes(&["mcp", "login", "s", "--scopes=--"]), ["--"]);
    assert_eq!(overrides(&["mcp", "login", "s", "-c-x=1"]), ["-x=1"]);
}

#[test]
fn a_separate_value_may_not_start_with_a_dash() {
    for next in ["-x", "--x", "--", "-c", "--scopes", "-1"] {
        let error = refused(&["mcp", "login", "s", "--scopes", next]);
        assert_eq!(
            error,
            about(ErrorKind::MissingValue, 3, "--scopes"),
            "{next}"
        );
    }
}

#[test]
fn an_option_at_the_end_lacks_its_value() {
    for option in ["--scopes", "--config", "-c"] {
        let error = refused(&["mcp", "login", "s", option]);
        assert_eq!(error, about(ErrorKind::MissingValue, 3, option));
    }
}

#[test]
fn a_lone_dash_is_a_value_and_a_name() {
    assert_eq!(scopes(&["mcp", "login", "s", "--scopes", "-"]), ["-"]);
    assert_eq!(read_all(&["mcp", "login", "-"]).server_name, "-");
}

#[test]
fn two_dashes_end_the_options() {
    let arguments = ["mcp", "login", "--scopes", "a", "--", "-odd"];
    assert_eq!(read_all(&arguments).server_name, "-odd");
    assert_eq!(scopes(&arguments), ["a"]);
    assert_eq!(
        read_all(&["mcp", "login", "--", "--scopes=a"]).server_name,
        "--scopes=a"
    );
    assert_eq!(read_all(&["mcp", "login", "--", "--"]).server_name, "--");
    assert_eq!(read_all(&["--", "mcp", "login", "s"]).server_name, "s");
}

#[test]
fn two_dashes_after_the_name_change_nothing() {
    assert_eq!(read_all(&["mcp", "login", "s", "--"]).server_name, "s");
}

#[test]
fn an_option_after_two_dashes_is_an_unexpected_word() {
    let error = refused(&["mcp", "login", "s", "--", "--scopes"]);
    assert_eq!(error, about(ErrorKind::UnexpectedArgument, 4, "--scopes"));
}

#[test]
fn a_name_is_taken_as_written() {
    for name in ["my.server", "my server", "", "é", "\"s\"", "mcp", "login"] {
        assert_eq!(read_all(&["mcp", "login", name]).server_name, name);
    }
}

#[test]
fn only_this_command_is_read() {
    let wrong = |index, piece| about(ErrorKind::WrongCommand, index, piece);
    assert_eq!(refused(&["login", "s"]), wrong(0, "login"));
    assert_eq!(refused(&["mcp", "list"]), wrong(1, "list"));
    assert_eq!(refused(&["mcp", "mcp", "s"]), wrong(1, "mcp"));
    assert_eq!(refused(&["-c", "k=v", "exec"]), wrong(2, "exec"));
}

#[test]
fn a_command_that_is_not_whole_is_the_wrong_one() {
    assert_eq!(refused(&[]), missing(ErrorKind::WrongCommand));
    assert_eq!(refused(&["mcp"]), missing(ErrorKind::WrongCommand));
    assert_eq!(
        refused(&["--scopes", "a"]),
        missing(ErrorKind::WrongCommand)
    );
}

#[test]
fn the_command_alone_lacks_the_name() {
    assert_eq!(
        refused(&["mcp", "login"]),
        missing(ErrorKind::MissingServerName)
    );
    assert_eq!(
        refused(&["mcp", "login", "--"]),
        missing(ErrorKind::MissingServerName)
    );
}

#[test]
fn a_second_name_is_unexpected() {
    let error = refused(&["mcp", "login", "s", "--scopes", "a", "b"]);
    assert_eq!(error, about(ErrorKind::UnexpectedArgument, 5, "b"));
}

#[test]
fn other_options_are_unknown_and_shown_without_their_value() {
    let unknown = |index, piece| about(ErrorKind::UnknownOption, index, piece);
    assert_eq!(refused(&["--scope", "a"]), unknown(0, "--scope"));
    assert_eq!(refused(&["mcp", "--scope=a"]), unknown(1, "--scope"));
    assert_eq!(refused(&["-scopes=a"]), unknown(0, "-s"));
    assert_eq!(refused(&["-é=a"]), unknown(0, "-é"));
    assert_eq!(refused(&["--=a"]), unknown(0, "--"));
    assert_eq!(refused(&["---"]), unknown(0, "---"));
    assert_eq!(refused(&["--c", "k=v"]), unknown(0, "--c"));
}

#[test]
fn there_may_be_as_many_arguments_as_the_limit_says() {
    let mut arguments = owned(&["mcp", "login", "s"]);
    arguments.resize(limits::ARGUMENTS, "--scopes=a".to_owned());
    assert_eq!(
        read(&arguments).unwrap().scopes.len(),
        limits::ARGUMENTS - 3
    );
    arguments.push("b".to_owned());
    let error = about(ErrorKind::LimitExceeded, limits::ARGUMENTS, "b");
    assert_eq!(read(&arguments), Err(error));
}

#[test]
fn an_argument_may_be_as_long_as_the_limit_says() {
    let long = "a".repeat(limits::ARGUMENT_BYTES);
    assert_eq!(
        scopes(&["mcp", "login", "s", "--scopes", &long]),
        [long.as_str()]
    );
    let error = refused(&["mcp", "login", "s", "--scopes", &format!("{long}a")]);
    assert_eq!(error.kind, ErrorKind::LimitExceeded);
    assert_eq!(error.location.input, Input::Argument(4));
    assert_eq!(error.piece, "a".repeat(limits::PIECE_BYTES));
    assert_eq!(error.location.range, Some(0..limits::ARGUMENT_BYTES + 1));
}
