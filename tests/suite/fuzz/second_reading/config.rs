//! The second reading of config files and overrides.

use dcr_check_fuzz::second_reading::config::{
    Config, Scopes, Server, Unusable, assignment, dotted_key, read, server,
};

fn said(file: &str, overrides: &[&str]) -> Result<Server, Unusable> {
    match read(Some(file), overrides) {
        Config::Table(table) => server(&table, "s"),
        other => panic!("{other:?}"),
    }
}

const FILE: &str = "[mcp_servers.s]\nurl = 'u'\nscopes = ['a']\n";

#[test]
fn an_override_replaces_what_is_at_its_key() {
    let scopes = |overrides: &[&str]| said(FILE, overrides).unwrap().scopes;
    let list = |tokens: &[&str]| Scopes::List(tokens.iter().map(|one| (*one).into()).collect());
    assert_eq!(scopes(&["mcp_servers.s.scopes=[]"]), Some(list(&[])));
    assert_eq!(
        scopes(&["mcp_servers . \"s\".scopes = b c "]),
        Some(Scopes::Text("b c".into()))
    );
    assert_eq!(scopes(&["mcp_servers.s={url='v'}"]), None);
    assert_eq!(scopes(&["mcp_servers.s.scopes.x=1"]), Some(Scopes::Wrong));
    assert_eq!(
        scopes(&["mcp_servers=1", "mcp_servers.s.scopes=['b']"]),
        Some(list(&["b"]))
    );
}

#[test]
fn a_key_ends_at_the_first_equals_sign_outside_of_quotes() {
    assert_eq!(
        dotted_key("a.'b=c'. \"d\" "),
        Some(vec!["a".into(), "b=c".into(), "d".into()])
    );
    let (key, value) = assignment("'a=b'.c=d=e").unwrap();
    assert_eq!((key.len(), value), (2, "d=e"));
}

#[test]
fn a_number_beyond_64_bits_is_neither_a_value_nor_text() {
    let huge = "9".repeat(40);
    assert_eq!(read(None, &[&format!("a={huge}")]), Config::Unknown);
    assert_eq!(read(None, &["a=13333333333333333333"]), Config::Unknown);
    assert_eq!(read(Some(&format!("a=1e{huge}")), &[]), Config::Unknown);
}

#[test]
fn what_is_no_assignment_and_what_is_no_table_is_told_apart() {
    assert_eq!(read(None, &["a"]), Config::NoEquals);
    assert_eq!(read(None, &["a b=1"]), Config::BadKey);
    assert_eq!(read(None, &["[[a]]#=1"]), Config::BadKey);
    assert_eq!(read(Some("a"), &["b"]), Config::NotToml);
    assert_eq!(said("mcp_servers = 1", &[]), Err(Unusable::WrongType));
    assert_eq!(
        said("mcp_servers.s.command = 1", &[]),
        Err(Unusable::Command)
    );
}
