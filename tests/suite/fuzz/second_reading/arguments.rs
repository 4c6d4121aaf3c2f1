//! The second reading of command lines.

use dcr_check_fuzz::second_reading::arguments::{CommandLine, Wrong, read};

fn line(words: &str) -> Result<CommandLine, Wrong> {
    let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
    read(&words)
}

#[test]
fn options_may_stand_anywhere_before_the_double_dash() {
    let read = line("-ca=1 mcp --scopes a login -c=b=2 --config=c=3 s --scopes=d=e").unwrap();
    assert_eq!(read.name, "s");
    assert_eq!(read.scopes, ["a", "d=e"]);
    assert_eq!(read.overrides, ["a=1", "b=2", "c=3"]);
    assert_eq!(line("mcp login -- --scopes").unwrap().name, "--scopes");
}

#[test]
fn what_begins_with_a_dash_is_no_separate_value() {
    assert_eq!(line("mcp login s --scopes -x"), Err(Wrong::MissingValue));
    assert_eq!(line("mcp login s --scopes --"), Err(Wrong::MissingValue));
    assert_eq!(line("mcp login s --scopes -").unwrap().scopes, ["-"]);
    assert_eq!(line("mcp login s --scopes=-x").unwrap().scopes, ["-x"]);
}

#[test]
fn the_first_thing_that_is_wrong_counts() {
    assert_eq!(line("mcp logout -x"), Err(Wrong::Command));
    assert_eq!(line("mcp -x logout"), Err(Wrong::UnknownOption));
    assert_eq!(line("mcp login"), Err(Wrong::NoName));
    assert_eq!(line("mcp login a b"), Err(Wrong::TooManyWords));
}
