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
