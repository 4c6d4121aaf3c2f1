//! Writes JSON values as TOML, for config files and overrides.

use serde_json::Value;

/// `value` in TOML.
///
/// # Errors
/// A null, which TOML does not have.
pub fn written(value: &Value) -> Result<String, String> {
    match value {
        Value::Null => Err("TOML has no null".to_owned()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        Value::String(text) => Ok(quoted(text)),
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().map(written).collect::<Result<_, _>>()?;
            Ok(format!("[{}]", elements.join(", ")))
        }
        Value::Object(members) => {
            let pair =
                |(name, value): (&String, _)| Ok(format!("{} = {}", quoted(name), written(value)?));
            let pairs: Vec<_> = members.iter().map(pair).collect::<Result<_, String>>()?;
            Ok(format!("{{{}}}", pairs.join(", ")))
        }
    }
}

/// A basic string, with every control character spelled out.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            _ if character.is_control() => {
                out.push_str(&format!("\\u{:04X}", u32::from(character)));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
