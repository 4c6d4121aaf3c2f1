//! Values of options that more than one command has.

use crate::properties;
use crate::properties::Property;
use crate::requirement::{self, Requirement};

pub fn property(id: &str) -> Result<&'static Property, String> {
    properties::catalogue::find(id)
        .ok_or_else(|| "no such property; `dcr-check properties` lists them".to_owned())
}

pub fn row(id: &str) -> Result<&'static Requirement, String> {
    requirement::find(&id.to_ascii_uppercase())
        .ok_or_else(|| "no such requirement; `dcr-check requirements` lists them".to_owned())
}

pub fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write the name of a variable, `=` and its value".to_owned()),
    }
}
