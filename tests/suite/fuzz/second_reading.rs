//! The second readings, each by itself.

mod arguments {
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
}

mod challenge {
    //! The second reading of challenges.

    use dcr_check_fuzz::second_reading::challenge::read;

    fn parameters(field: &str) -> Vec<(String, String)> {
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        let reading = read(&[field.as_bytes()]);
        let pairs = reading.challenges.iter().flat_map(|one| &one.parameters);
        pairs
            .map(|(name, value)| (text(name), text(value)))
            .collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn commas_and_quotes_inside_of_quotes_belong_to_the_value() {
        let read = parameters(r#"Bearer realm="a, \"b\"" , scope = x:y"#);
        assert_eq!(read, [pair("realm", "a, \"b\""), pair("scope", "x:y")]);
    }

    #[test]
    fn a_token68_is_no_parameter_and_nothing_but_a_scheme_follows_it() {
        let reading = read(&[b"Negotiate YII=, Bearer scope=a, Digest x=, y=z, Bearer"]);
        let tokens: Vec<_> = reading.challenges.iter().map(|one| &one.token68).collect();
        assert_eq!(
            tokens,
            [&Some(b"YII=".to_vec()), &None, &Some(b"x=".to_vec())]
        );
        assert!(reading.left_out && !reading.is_open);
    }

    #[test]
    fn a_challenge_goes_on_in_the_next_field() {
        let reading = read(&[b"Bearer", b", scope=\"a b\"", b"error=c"]);
        let bearer = reading.bearer().unwrap();
        assert_eq!(bearer.value("SCOPE"), Some(&b"a b"[..]));
        assert_eq!(bearer.value("error"), Some(&b"c"[..]));
    }

    #[test]
    fn what_makes_no_sense_ends_its_field_only() {
        let reading = read(&[b"Basic, a=b c, Bearer scope=lost", b"scope=lost", b"Bearer"]);
        assert_eq!(reading.challenges.len(), 2);
        assert!(
            reading
                .challenges
                .iter()
                .all(|one| one.parameters.is_empty())
        );
    }

    #[test]
    fn the_bearer_with_metadata_counts_before_the_one_with_scope() {
        let reading = read(&[b"Bearer, Bearer scope=a, bearer Resource_Metadata=b"]);
        let bearer = reading.bearer().unwrap();
        assert_eq!(bearer.value("resource_metadata"), Some(&b"b"[..]));
        assert_eq!(bearer.value("scope"), None);
    }
}

mod config {
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
}

mod json {
    //! The second reading of JSON.

    use dcr_check::protocol::limits;
    use dcr_check_fuzz::second_reading::json::{Document, read};

    fn refused(text: &str) -> bool {
        read(text.as_bytes()) == Document::Refused
    }

    #[test]
    fn a_member_that_occurs_twice_is_seen_at_any_depth() {
        assert!(refused(r#"{"a":1,"a":1}"#));
        assert!(refused(r#"{"a":[{"b":1,"\u0062":{}}]}"#));
        assert!(!refused(r#"{"a":":","b":{"a":"\":"}}"#));
    }

    #[test]
    fn only_an_object_of_some_depth_is_a_document() {
        let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(!refused(&nested(limits::JSON_NESTING - 1)));
        assert!(refused(&nested(limits::JSON_NESTING)));
        assert_eq!(read(nested(1000).as_bytes()), Document::Malformed);
        assert!(refused("[]") && refused("\u{feff}1"));
    }

    #[test]
    fn what_serde_json_cannot_hold_is_unknown() {
        assert_eq!(read(b"{\"a\":1e999}"), Document::Unknown);
        assert_eq!(read(b"{\"a\":01}"), Document::Malformed);
    }
}

mod metadata {
    //! The second reading of metadata.

    use dcr_check_fuzz::second_reading::metadata::{List, list, scopes};
    use serde_json::{Map, Value};

    fn document(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).expect("an object")
    }

    #[test]
    fn scopes_are_split_at_white_space_and_illegal_or_repeated_ones_left_out() {
        let text = r#"{"scopes_supported":["a  b","b","l\u00e9s","c\"d","a,b",""]}"#;
        assert_eq!(
            scopes(&document(text)),
            Some(vec!["a".into(), "b".into(), "a,b".into()])
        );
    }

    #[test]
    fn one_element_of_another_type_spoils_the_list() {
        assert_eq!(list(&document(r#"{"x":["a",1]}"#), "x"), List::WrongType);
        assert_eq!(list(&document(r#"{"x":"a"}"#), "x"), List::WrongType);
        assert_eq!(list(&document(r#"{"x":[]}"#), "x"), List::Absent);
        assert_eq!(list(&document(r#"{"x":null}"#), "x"), List::Absent);
    }
}
