//! The JSON form of what scenarios are composed of: short where a scenario is plain.

/// Defines structs whose JSON form leaves out what is as usual.
macro_rules! parts {
    ($($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$about:meta])* pub $part:ident: $type:ty,)+
    })+) => {$(
        $(#[$meta])*
        // The default is always the derived one, because a part that is left out is compared with that
        // of its own type and read as that of the whole.
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {$(
            $(#[$about])*
            #[serde(skip_serializing_if = "crate::scenario::json::is_default")]
            pub $part: $type,
        )+}
    )+};
}
pub(crate) use parts;

/// Whether a value is as usual.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
