//! Values of options that more than one command has.

use crate::properties;
use crate::properties::Property;

pub fn property(id: &str) -> Result<&'static Property, String> {
    properties::catalogue::find(id)
        .ok_or_else(|| "no such property; `dcr-check properties` lists them".to_owned())
}
