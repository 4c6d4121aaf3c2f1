//! Where a challenge begins, and which parameters are its own.

use super::{clean, outline, reading};

#[test]
fn no_field_holds_no_challenge() {
    let challenges = reading::<&str>(&[]);
    assert_eq!((challenges.list.len(), challenges.warnings.len()), (0, 0));
}

#[test]
fn an_empty_field_holds_no_challenge() {
    assert_eq!(clean(""), "");
    assert_eq!(clean(" \t "), "");
}

#[test]
fn a_scheme_may_stand_alone() {
    assert_eq!(clean("Bearer"), "Bearer");
    assert_eq!(clean("Bearer "), "Bearer");
    assert_eq!(clean("Bearer,"), "Bearer");
}

#[test]
fn a_lone_scheme_may_be_followed_by_another() {
    assert_eq!(clean("Bearer, Basic realm=x"), "BearerBasic(realm=x)");
    assert_eq!(clean("Bearer,Basic , DPoP"), "BearerBasicDPoP");
}

#[test]
fn a_token_before_an_equals_sign_is_a_parameter_and_any_other_is_a_scheme() {
    let value = r#"Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\"""#;
    let expected = r#"Basic(realm=simple)Newauth(realm=apps)(type=1)(title=Login to \"apps\")"#;
    assert_eq!(clean(value), expected);
}

#[test]
fn an_unknown_scheme_hides_nothing_before_or_behind_it() {
    let value = r#"Future a="b", Bearer scope="x", Later c=d, e=f"#;
    assert_eq!(clean(value), "Future(a=b)Bearer(scope=x)Later(c=d)(e=f)");
}

#[test]
fn a_parameter_may_be_named_like_a_scheme() {
    assert_eq!(clean("Basic Bearer=x, DPoP=y"), "Basic(Bearer=x)(DPoP=y)");
    assert_eq!(
        clean("Basic realm=x, Bearer =y"),
        "Basic(realm=x)(Bearer=y)"
    );
}

#[test]
fn a_scheme_and_a_name_may_hold_every_token_character() {
    let token = "!#$%&'*+-.^_`|~09azAZ";
    assert_eq!(
        clean(&format!("{token} {token}=v")),
        format!("{token}({token}=v)")
    );
}

#[test]
fn empty_list_elements_are_skipped() {
    let value = ", ,Bearer scope=\"a\",,error=\"invalid_token\"\t,\t";
    assert_eq!(clean(value), "Bearer(scope=a)(error=invalid_token)");
}

#[test]
fn parameters_may_begin_behind_an_empty_element() {
    assert_eq!(clean("Bearer , scope=a"), "Bearer(scope=a)");
    assert_eq!(clean("Bearer,scope=a"), "Bearer(scope=a)");
}

#[test]
fn white_space_around_the_value_is_not_part_of_it() {
    assert_eq!(clean("  Bearer scope=\"a\"\t "), "Bearer(scope=a)");
    assert_eq!(clean("\tBearer \t scope=a \t"), "Bearer(scope=a)");
}

#[test]
fn a_tab_may_separate_scheme_and_parameter() {
    assert_eq!(clean("Bearer\tscope=a"), "Bearer(scope=a)");
}

#[test]
fn a_token68_belongs_to_its_scheme() {
    assert_eq!(clean("Negotiate YII+/="), "Negotiate:YII+/=");
    assert_eq!(
        clean("Negotiate  YII== \t, Bearer scope=a"),
        "Negotiate:YII==Bearer(scope=a)"
    );
    assert_eq!(
        clean("Negotiate YII,Bearer scope=a"),
        "Negotiate:YIIBearer(scope=a)"
    );
}

#[test]
fn a_token68_may_hold_every_character_of_its_alphabet() {
    assert_eq!(
        clean("Negotiate -._~+/09azAZ==="),
        "Negotiate:-._~+/09azAZ==="
    );
}

#[test]
fn a_token68_may_look_like_a_scheme() {
    assert_eq!(
        clean("Negotiate Bearer, Basic realm=x"),
        "Negotiate:BearerBasic(realm=x)"
    );
}

#[test]
fn a_name_and_equals_signs_up_to_a_comma_or_the_end_are_a_token68() {
    assert_eq!(clean("Bearer scope="), "Bearer:scope=");
    assert_eq!(clean("Bearer scope== , Basic"), "Bearer:scope==Basic");
}

#[test]
fn only_the_first_word_behind_a_scheme_may_be_a_token68() {
    assert_eq!(clean("Bearer a=b, c"), "Bearer(a=b)c");
    assert_eq!(clean("Bearer , c"), "Bearerc");
}

#[test]
fn scheme_and_names_are_kept_as_they_were_written() {
    let challenges = reading(&["bEARER SCOPE=Read"]);
    assert_eq!(outline(&challenges), "bEARER(SCOPE=Read)");
    assert!(challenges.list[0].is_bearer());
    assert_eq!(
        challenges.list[0].parameter("scope").unwrap().value,
        b"Read"
    );
    assert_eq!(
        challenges.list[0].parameter("Scope").unwrap().value,
        b"Read"
    );
}

#[test]
fn only_the_whole_word_is_the_bearer_scheme() {
    let challenges = reading(&["Bearer2, XBearer, Bear, Bearer-x"]);
    assert!(challenges.list.iter().all(|one| !one.is_bearer()));
}

#[test]
fn a_scheme_knows_where_it_stands() {
    let challenges = reading(&["", " Basic realm=x,  Bearer scope=a"]);
    let places: Vec<_> = challenges
        .list
        .iter()
        .map(|one| (one.field, one.scheme_span.clone()))
        .collect();
    assert_eq!(places, [(1, 1..6), (1, 17..23)]);
}
