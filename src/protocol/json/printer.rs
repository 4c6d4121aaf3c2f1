//! Writing JSON: members in the order they have, nothing but what is needed between them.

use super::{Kind, Object, Value};

/// `text` as a JSON string; only what RFC 8259 section 7 demands is escaped (JSON-08).
pub fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_string(&mut out, text);
    out
}

impl Object {
    /// The object without white space, its members in order and its numbers as they were written.
    pub fn to_compact(&self) -> String {
        let mut out = String::new();
        write_object(&mut out, self);
        out
    }
}

impl Value {
    /// The value without white space, as in [`Object::to_compact`].
    pub fn to_compact(&self) -> String {
        let mut out = String::new();
        write_value(&mut out, self);
        out
    }
}

fn write_value(out: &mut String, value: &Value) {
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(true) => out.push_str("true"),
        Kind::Bool(false) => out.push_str("false"),
        Kind::Number(text) => out.push_str(text),
        Kind::String(text) => write_string(out, text),
        Kind::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                separate(out, index);
                write_value(out, element);
            }
            out.push(']');
        }
        Kind::Object(object) => write_object(out, object),
    }
}

fn write_object(out: &mut String, object: &Object) {
    out.push('{');
    for (index, member) in object.members.iter().enumerate() {
        separate(out, index);
        write_string(out, &member.name);
        out.push(':');
        write_value(out, &member.value);
    }
    out.push('}');
}

/// The comma before every item but the first.
fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}

fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\x1f' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::error::Place;
    use crate::protocol::json::read_object;

    fn compact(text: &str) -> String {
        read_object(text.as_bytes(), Place::ClientMetadata)
            .unwrap()
            .to_compact()
    }

    #[test]
    fn a_plain_string_only_gets_its_quotes() {
        assert_eq!(quoted(""), r#""""#);
        assert_eq!(quoted("a/é\u{7f}\u{2028}😀"), "\"a/é\u{7f}\u{2028}😀\"");
    }

    #[test]
    fn quotes_backslashes_and_controls_are_escaped() {
        assert_eq!(quoted(r#"a"b\c"#), r#""a\"b\\c""#);
        assert_eq!(quoted("\u{8}\u{c}\n\r\t"), r#""\b\f\n\r\t""#);
        assert_eq!(
            quoted("\0\u{1}\u{b}\u{1f} "),
            r#""\u0000\u0001\u000b\u001f ""#
        );
    }

    #[test]
    fn every_ascii_character_is_read_back_as_it_was_written() {
        let text: String = (0..0x80_u8).map(char::from).collect();
        let document = format!("{{\"x\":{}}}", quoted(&text));
        let object = read_object(document.as_bytes(), Place::ClientMetadata).unwrap();
        assert_eq!(object.get("x").unwrap().as_str(), Some(text.as_str()));
    }

    #[test]
    fn the_printed_form_keeps_order_numbers_and_names() {
        assert_eq!(
            compact(
                " { \"z\\u0022\" : [ 1.50E+2 , true , false , null , [ ] ] , \"a\" : { \"b\" : \"\\u0041\" , \"c\":{} } } "
            ),
            r#"{"z\"":[1.50E+2,true,false,null,[]],"a":{"b":"A","c":{}}}"#
        );
    }

    #[test]
    fn a_single_value_is_printed_on_its_own() {
        let object = read_object(br#"{"a": [1, {"b": 2}]}"#, Place::ClientMetadata).unwrap();
        assert_eq!(object.get("a").unwrap().to_compact(), r#"[1,{"b":2}]"#);
    }
}
