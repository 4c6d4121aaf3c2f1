//! Values of options that more than one command has.

use crate::properties::Property;
use crate::suite;

pub fn property(id: &str) -> Result<&'static Property, String> {
    suite::find(id).ok_or_else(|| "no such property; `dcr-check properties` lists them".to_owned())
}
