//! Defines the choices of which scenarios are composed, as enums.

/// Defines enums of choices, the plainest first: each has `ALL`, and its default is the first.
///
/// What stands behind `=>` is what `text` gives, or a method with a name and a type of its own:
/// `Name, method -> Type { … }`.
macro_rules! choices {
    (@given $name:ident [] $($choice:ident => $text:expr,)+) => {
        $crate::scenario::choices::choices!(
            @given $name [text -> &'static str] $($choice => $text,)+
        );
    };
    (@given $name:ident [$method:ident -> $type:ty] $($choice:ident => $value:expr,)+) => {
        impl $name {
            /// How it is written, or what it stands for.
            pub fn $method(self) -> $type {
                match self { $($name::$choice => $value,)+ }
            }
        }
    };
    (@given $name:ident [] $($choice:ident,)+) => {};
    ($($(#[$doc:meta])* $name:ident $(, $method:ident -> $type:ty)? {
        $($(#[$choice_doc:meta])* $choice:ident $(=> $value:expr)?,)+
    })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$choice_doc])* $choice,)+ }

        impl $name {
            /// Every choice, the plainest first.
            pub const ALL: &[$name] = &[$($name::$choice,)+];

            /// The choice that stands so many places further, counted around the end.
            pub fn after(self, by: usize) -> Self {
                Self::ALL[(self as usize + by) % Self::ALL.len()]
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        $crate::scenario::choices::choices!(
            @given $name [$($method -> $type)?] $($choice $(=> $value)?,)+
        );
    )+};
}
pub(crate) use choices;
