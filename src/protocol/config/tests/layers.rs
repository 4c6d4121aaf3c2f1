use super::*;

#[test]
fn without_file_and_overrides_nothing_is_known() {
    assert_eq!(overridden(&[]), Ok(ServerConfig::default()));
    assert_eq!(read(Some(""), &[], "s"), Ok(ServerConfig::default()));
}

#[test]
fn the_file_has_a_table_for_each_server() {
    let config = config(
        "url = 'u'\nscopes = ['a', \"b\"]\noauth_resource = \"r\"",
        &[],
    )
    .unwrap();
    let text = |text: &str, range: Range<usize>| LocatedText {
        text: text.to_owned(),
        input: Input::ConfigFile,
        text_start: Some(range.start + 1),
        range,
    };
    assert_eq!(
        config,
        ServerConfig {
            url: Some(text("u", 22..25)),
            scopes: Some(ConfiguredScopes {
                input: Input::ConfigFile,
                value: ScopesValue::List(vec![text("a", 36..39), text("b", 41..44)]),
            }),
            oauth_resource: Some(text("r", 63..66)),
            warnings: Vec::new(),
        }
    );
}

#[test]
fn an_override_gives_what_the_file_could() {
    let config = overridden(&[
        "mcp_servers.s.scopes=[\"a\"]",
        "mcp_servers.s.oauth_resource=r",
        "mcp_servers.s.url=\"u\"",
    ])
    .unwrap();
    assert_eq!(
        config,
        ServerConfig {
            url: Some(LocatedText {
                text: "u".to_owned(),
                input: Input::Override(2),
                range: 18..21,
                text_start: Some(19),
            }),
            scopes: Some(ConfiguredScopes {
                input: Input::Override(0),
                value: ScopesValue::List(vec![LocatedText {
                    text: "a".to_owned(),
                    input: Input::Override(0),
                    range: 22..25,
                    text_start: Some(23),
                }]),
            }),
            oauth_resource: Some(LocatedText {
                text: "r".to_owned(),
                input: Input::Override(1),
                range: 29..30,
                text_start: Some(29),
            }),
            warnings: Vec::new(),
        }
    );
}

#[test]
fn an_override_replaces_the_whole_list() {
    let scopes = config("scopes = ['a', 'b']", &["mcp_servers.s.scopes=['c']"]);
    assert_eq!(scopes_of(scopes), given(Input::Override(0), &["c"]));
}

#[test]
fn an_empty_override_clears_but_remains_known() {
    let scopes = config("scopes = ['a']", &["mcp_servers.s.scopes=[]"]);
    assert_eq!(scopes_of(scopes), given(Input::Override(0), &[]));
    let scopes = config("scopes = ['a']", &["mcp_servers.s.scopes="]);
    assert_eq!(scopes_of(scopes), given(Input::Override(0), &["text "]));
}

#[test]
fn the_last_override_of_a_key_wins() {
    let scopes = overridden(&["mcp_servers.s.scopes=a", "mcp_servers.s.scopes=b"]);
    assert_eq!(scopes_of(scopes), given(Input::Override(1), &["text b"]));
}

#[test]
fn an_override_of_another_key_changes_nothing() {
    let file = "scopes = ['a']\nurl = 'u'";
    let scopes = config(
        file,
        &[
            "mcp_servers.s.oauth_resource=r",
            "model=x",
            "mcp_servers.s.env.k=v",
        ],
    );
    assert_eq!(url_of(scopes.clone()), Some("u".to_owned()));
    assert_eq!(scopes_of(scopes), given(Input::ConfigFile, &["a"]));
}

#[test]
fn other_servers_change_nothing() {
    let file = "scopes = ['a']\n[mcp_servers.t]\nscopes = ['t']\ncommand = 'c'";
    let scopes = config(
        file,
        &["mcp_servers.t.scopes=x", "mcp_servers.t={}", "t.s.scopes=x"],
    );
    assert_eq!(scopes_of(scopes), given(Input::ConfigFile, &["a"]));
}

#[test]
fn a_name_with_dots_and_quotes_is_one_part_of_the_key() {
    let key = r#"mcp_servers."my.\"server\"".scopes"#;
    let file = format!("{key} = ['a']\n[mcp_servers.my.server]\nscopes = ['b']");
    let name = "my.\"server\"";
    let scopes = read(Some(&file), &[], name);
    assert_eq!(scopes_of(scopes), given(Input::ConfigFile, &["a"]));
    let scopes = read(Some(&file), &options(&[&format!("{key}=c")]), name);
    assert_eq!(scopes_of(scopes), given(Input::Override(0), &["text c"]));
    assert_eq!(
        scopes_of(read(
            Some("mcp_servers.my.server.scopes='b'"),
            &[],
            "my.server"
        )),
        None
    );
    let dotted = options(&["mcp_servers.my.server.scopes=b"]);
    assert_eq!(scopes_of(read(None, &dotted, "my.server")), None);
}

#[test]
fn names_are_compared_as_written() {
    assert_eq!(
        scopes_of(read(None, &options(&["mcp_servers.S.scopes=a"]), "s")),
        None
    );
    let empty = options(&["mcp_servers.''.scopes=a"]);
    assert_eq!(
        scopes_of(read(None, &empty, "")),
        given(Input::Override(0), &["text a"])
    );
}

#[test]
fn an_override_of_a_server_replaces_its_whole_table() {
    let config = config(
        "scopes = ['a']\nurl = 'u'",
        &["mcp_servers.s={oauth_resource='r'}"],
    )
    .unwrap();
    assert_eq!((config.url, config.scopes), (None, None));
    assert_eq!(config.oauth_resource.unwrap().range, 30..33);
}

#[test]
fn an_override_of_all_servers_replaces_all_tables() {
    let overrides = ["mcp_servers={s={scopes=['b']},t={url='t'}}"];
    let config = config("scopes = ['a']\nurl = 'u'", &overrides);
    assert_eq!(url_of(config.clone()), None);
    assert_eq!(scopes_of(config), given(Input::Override(0), &["b"]));
    assert_eq!(
        scopes_of(self::config("scopes = ['a']", &["mcp_servers={}"])),
        None
    );
}

#[test]
fn a_later_override_of_one_member_changes_a_replaced_table() {
    let overrides = [
        "mcp_servers.s={scopes=['b'],url='v'}",
        "mcp_servers.s.scopes=c",
    ];
    let config = config("scopes = ['a']", &overrides);
    assert_eq!(url_of(config.clone()), Some("v".to_owned()));
    assert_eq!(scopes_of(config), given(Input::Override(1), &["text c"]));
}

#[test]
fn misspelt_members_are_found() {
    let file = "scope = ['a']\noauth_scopes = ['a']\nenabled = true";
    let warnings = config(file, &["mcp_servers.s.\"scops\"=a"])
        .unwrap()
        .warnings;
    let found = |input: Input, piece: &str, range| Warning {
        kind: WarningKind::MisspeltKey,
        location: input.at(range),
        piece: piece.to_owned(),
    };
    assert_eq!(
        warnings,
        [
            found(Input::ConfigFile, "oauth_scopes", 30..42),
            found(Input::ConfigFile, "scope", 16..21),
            found(Input::Override(0), "\"scops\"", 14..21),
        ]
    );
}

#[test]
fn misspelt_members_that_are_overridden_are_not_found() {
    let config = config("scope = ['a']", &["mcp_servers.s={url='u'}"]).unwrap();
    assert_eq!(config.warnings, []);
}
