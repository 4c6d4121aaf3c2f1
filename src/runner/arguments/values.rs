//! Values of options that more than one command has.

use crate::properties::Property;
use crate::properties;

pub fn property(id: &str) -> Result<&'static Property, String> {
    properties::catalogue::find(id).ok_or_else(|| "no such property; `dcr-check properties` lists them".to_owned())
}
