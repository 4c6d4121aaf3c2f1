//! One visible test for each property, as an implementer gets them: kept finds first.

use dcr_check::reference::Reference;

dcr_check::property_tests!(Reference);

mod of_the_macro {
    use dcr_check::suite::PROPERTIES;

    /// The names in the macro are written a second time, because macros cannot read constants.
    #[test]
    fn the_macro_names_every_property_in_the_order_of_the_suite() {
        let source = include_str!("../../src/testing.rs");
        let listed = source
            .split("@each $implementation;")
            .nth(1)
            .unwrap_or_default();
        let listed = listed.split('}').next().unwrap_or_default();
        let named: Vec<String> = listed
            .split_whitespace()
            .map(|name| name.replace('_', "-"))
            .collect();
        let ids: Vec<&str> = PROPERTIES.iter().map(|property| property.id).collect();
        assert_eq!(named, ids);
    }
}
