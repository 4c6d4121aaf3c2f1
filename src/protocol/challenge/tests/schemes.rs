//! Where a challenge begins, which parameters are its own, and that several fields are one list.

use proptest::prelude::*;

use super::{clean, outline, reading, warnings};
use crate::protocol::warning::WarningKind::MalformedRemainder;

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

#[test]
fn each_field_may_hold_its_own_challenge() {
    let challenges = reading(&["Negotiate YII+/=", "Bearer scope=a"]);
    assert_eq!(outline(&challenges), "Negotiate:YII+/=Bearer(scope=a)");
}

#[test]
fn a_challenge_may_go_on_in_the_next_field() {
    let challenges = reading(&["Bearer scope=a", "", "error=x, Basic realm=y"]);
    assert_eq!(
        outline(&challenges),
        "Bearer(scope=a)(error=x)Basic(realm=y)"
    );
    assert_eq!(challenges.warnings, []);
    let parameters = &challenges.list[0].parameters;
    assert_eq!((parameters[0].field, parameters[1].field), (0, 2));
    assert_eq!(parameters[1].name_span, 0..5);
}

#[test]
fn a_lone_scheme_may_have_its_parameters_in_the_next_field() {
    assert_eq!(
        outline(&reading(&["Bearer ", " scope=a"])),
        "Bearer(scope=a)"
    );
}

#[test]
fn a_word_in_the_next_field_is_a_scheme_and_no_token68() {
    assert_eq!(outline(&reading(&["Negotiate ", "YII"])), "NegotiateYII");
}

#[test]
fn a_repeat_in_the_next_field_is_a_repeat() {
    let challenges = reading(&["Bearer scope=a", "scope=b"]);
    assert_eq!(challenges.warnings.len(), 1);
    assert_eq!(challenges.scope().unwrap().value, b"a");
}

#[test]
fn a_token68_takes_no_parameter_from_the_next_field() {
    let challenges = reading(&["Negotiate YII", "scope=a", "Bearer"]);
    assert_eq!(outline(&challenges), "Negotiate:YIIBearer");
    assert_eq!(
        warnings(&challenges),
        [(MalformedRemainder, 1, 0..7, "scope=a")]
    );
}

#[test]
fn behind_a_malformed_field_only_a_scheme_is_read() {
    let challenges = reading(&["Bearer error=x, \"", "scope=a, Basic", "Bearer scope=b"]);
    assert_eq!(outline(&challenges), "Bearer(error=x)Bearer(scope=b)");
    let expected = [
        (MalformedRemainder, 0, 16..17, "\""),
        (MalformedRemainder, 1, 0..14, "scope=a, Basic"),
    ];
    assert_eq!(warnings(&challenges), expected);
}

/// The list elements of one challenge that goes on, or of one that does not.
fn elements() -> impl Strategy<Value = Vec<&'static str>> {
    let first = prop::sample::select(vec!["Bearer", "Basic realm=x", "DPoP a=\"\\\"\"", "X\t"]);
    let others = prop::sample::select(vec!["scope=\"a, b\"", "error = x", "", " ", "Basic"]);
    let open = (first, prop::collection::vec(others, 0..4)).prop_map(|(first, mut others)| {
        others.insert(0, first);
        others
    });
    prop_oneof![4 => open, 1 => Just(vec!["Negotiate YII=="])]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn splitting_at_the_commas_of_the_list_changes_nothing(
        challenges in prop::collection::vec(elements(), 0..5),
    ) {
        let split = challenges.concat();
        let joined = reading(&[split.join(",")]);
        let split = reading(&split);
        prop_assert_eq!(outline(&joined), outline(&split));
        prop_assert!(split.list.len() >= challenges.len());
    }
}
