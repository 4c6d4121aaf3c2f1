use super::*;

#[test]
fn scopes_of_another_type_are_kept_as_an_error() {
    for value in ["1", "1.5", "true", "2020-01-01", "{a = 'b'}"] {
        let config = config(&format!("scopes = {value}"), &[]).unwrap();
        let span = 25..25 + value.len();
        let wrong = error(ErrorKind::WrongType, Input::ConfigFile, value, span);
        let scopes = config.scopes.unwrap();
        assert_eq!(scopes.value, ScopesValue::Wrong(wrong));
        assert_eq!(scopes.input, Input::ConfigFile);
    }
}

#[test]
fn one_element_of_another_type_makes_the_list_wrong() {
    let config = config("scopes = ['a', 1, 'b', 2]", &[]).unwrap();
    let wrong = error(ErrorKind::WrongType, Input::ConfigFile, "1", 31..32);
    assert_eq!(config.scopes.unwrap().value, ScopesValue::Wrong(wrong));
}

#[test]
fn a_list_inside_the_list_is_wrong() {
    let config = overridden(&["mcp_servers.s.scopes=[['a']]"]).unwrap();
    let wrong = error(ErrorKind::WrongType, Input::Override(0), "['a']", 22..27);
    assert_eq!(config.scopes.unwrap().value, ScopesValue::Wrong(wrong));
}

#[test]
fn a_longer_key_makes_a_table_of_the_scopes() {
    let config = overridden(&["mcp_servers.s.scopes=a", "mcp_servers.s.scopes.b=c"]).unwrap();
    let wrong = error(ErrorKind::WrongType, Input::Override(1), "scopes", 14..20);
    assert_eq!(config.scopes.unwrap().value, ScopesValue::Wrong(wrong));
    let mended = overridden(&["mcp_servers.s.scopes.b=c", "mcp_servers.s.scopes=a"]);
    assert_eq!(scopes_of(mended), given(Input::Override(1), &["text a"]));
}

#[test]
fn a_wrong_value_that_is_overridden_does_not_matter() {
    let scopes = config("scopes = 1", &["mcp_servers.s.scopes=a"]);
    assert_eq!(scopes_of(scopes), given(Input::Override(0), &["text a"]));
    assert_eq!(
        url_of(config("url = 1", &["mcp_servers.s.url=u"])),
        Some("u".to_owned())
    );
}

#[test]
fn url_and_resource_must_be_strings() {
    let wrong =
        |piece: &str, span| Err(error(ErrorKind::WrongType, Input::ConfigFile, piece, span));
    assert_eq!(config("url = 1", &[]), wrong("1", 22..23));
    assert_eq!(
        config("oauth_resource = ['a']", &[]),
        wrong("['a']", 33..38)
    );
    let wrong = error(ErrorKind::WrongType, Input::Override(0), "url", 14..17);
    assert_eq!(overridden(&["mcp_servers.s.url.a=b"]), Err(wrong));
}

#[test]
fn a_server_that_is_no_table_is_an_error() {
    let wrong =
        |piece: &str, span| Err(error(ErrorKind::WrongType, Input::ConfigFile, piece, span));
    assert_eq!(read(Some("mcp_servers = 1"), &[], "s"), wrong("1", 14..15));
    assert_eq!(
        read(Some("mcp_servers.s = 1"), &[], "s"),
        wrong("1", 16..17)
    );
    let array = read(Some("[[mcp_servers.s]]\nurl = 'u'"), &[], "s");
    assert_eq!(array.unwrap_err().kind, ErrorKind::WrongType);
    let wrong = error(ErrorKind::WrongType, Input::Override(0), "x", 14..15);
    assert_eq!(overridden(&["mcp_servers.s=x"]), Err(wrong.clone()));
    let unrelated = ["mcp_servers.s=x", "mcp_servers.t.url=u", "model=x"];
    assert_eq!(overridden(&unrelated), Err(wrong));
    let wrong = error(ErrorKind::WrongType, Input::Override(0), "x", 12..13);
    assert_eq!(overridden(&["mcp_servers=x", "model=x"]), Err(wrong));
}

#[test]
fn a_later_override_makes_a_table_of_what_was_none() {
    for first in ["mcp_servers=x", "mcp_servers.s=x"] {
        for second in ["mcp_servers.s.scopes=a", "mcp_servers.s={scopes='a'}"] {
            let scopes = overridden(&[first, second]);
            assert_eq!(
                scopes_of(scopes),
                given(Input::Override(1), &["text a"]),
                "{first}"
            );
        }
    }
    let config = overridden(&["mcp_servers=x", "mcp_servers.t.url=u"]);
    assert_eq!(config, Ok(ServerConfig::default()));
    let config = overridden(&["mcp_servers.s=x", "mcp_servers={}"]);
    assert_eq!(config, Ok(ServerConfig::default()));
}

#[test]
fn what_was_none_takes_earlier_members_with_it() {
    let overrides = [
        "mcp_servers.s.scopes=a",
        "mcp_servers.s=x",
        "mcp_servers.s.url=u",
    ];
    let config = overridden(&overrides);
    assert_eq!(url_of(config.clone()), Some("u".to_owned()));
    assert_eq!(scopes_of(config), None);
}

#[test]
fn a_server_with_a_command_is_refused_whatever_else_it_has() {
    let stdio = |input, range| Err(error(ErrorKind::StdioServer, input, "command", range));
    assert_eq!(
        config("command = 'c'", &[]),
        stdio(Input::ConfigFile, 16..23)
    );
    assert_eq!(
        config("url = 1\ncommand = 1", &[]),
        stdio(Input::ConfigFile, 24..31)
    );
    let command = ["mcp_servers.s.command=c"];
    assert_eq!(
        config("url = 'u'", &command),
        stdio(Input::Override(0), 14..21)
    );
    let command = ["mcp_servers.s={command='c'}"];
    assert_eq!(
        config("url = 'u'", &command),
        stdio(Input::Override(0), 15..22)
    );
    let url = ["mcp_servers.s.url=u"];
    assert_eq!(
        config("command = 'c'", &url),
        stdio(Input::ConfigFile, 16..23)
    );
}

#[test]
fn a_command_that_is_overridden_does_not_matter() {
    let url = url_of(config("command = 'c'", &["mcp_servers.s={url='u'}"]));
    assert_eq!(url, Some("u".to_owned()));
}

#[test]
fn a_file_that_is_not_toml_is_an_error_even_where_it_says_nothing_of_the_server() {
    let invalid = |piece: &str, span| {
        Err(error(
            ErrorKind::InvalidConfig,
            Input::ConfigFile,
            piece,
            span,
        ))
    };
    assert_eq!(config("[t]\nscopes = [a]", &[]), invalid("a", 30..31));
    assert_eq!(config("url = 'a'\nurl = 'b'", &[]), invalid("url", 26..29));
    assert_eq!(config("url = ", &["mcp_servers={}"]), invalid("", 22..22));
}

#[test]
fn a_broken_override_is_an_error_even_where_it_says_nothing_of_the_server() {
    let invalid = error(
        ErrorKind::InvalidOverride,
        Input::Override(1),
        "model",
        0..5,
    );
    assert_eq!(overridden(&["mcp_servers.s.url=u", "model"]), Err(invalid));
}

#[test]
fn a_file_may_be_as_long_as_the_limit_says() {
    let text = format!("#{}", "a".repeat(limits::DOCUMENT_BYTES - 1));
    assert_eq!(read(Some(&text), &[], "s"), Ok(ServerConfig::default()));
    let refused = read(Some(&format!("{text}a")), &[], "s").unwrap_err();
    assert_eq!(refused.kind, ErrorKind::LimitExceeded);
    assert_eq!(refused.location.input, Input::ConfigFile);
    assert_eq!(refused.location.range, Some(0..limits::DOCUMENT_BYTES + 1));
}

#[test]
fn a_file_that_nests_too_deep_is_refused() {
    let text = format!("a = {}", "[".repeat(100_000));
    let refused = read(Some(&text), &[], "s");
    let too_deep = error(ErrorKind::LimitExceeded, Input::ConfigFile, "[", 68..69);
    assert_eq!(refused, Err(too_deep));
}

#[test]
fn many_members_and_many_overrides_are_read_in_linear_time() {
    let members: String = (0..60_000).map(|index| format!("k{index} = 1\n")).collect();
    let texts: Vec<String> = (0..4096)
        .map(|index| format!("mcp_servers.s.o{index}=1"))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(config(&members, &texts), Ok(ServerConfig::default()));
}
