//! What somebody who composes a scenario may choose from, as enums with names.

/// Defines enums of choices, the plainest first: each has `ALL`, and its default is the first.
/// Where every choice has a text, `text` gives it.
macro_rules! choices {
    (@text $name:ident $($choice:ident => $text:expr,)+) => {
        impl $name {
            /// How it is written.
            pub fn text(self) -> &'static str {
                match self { $($name::$choice => $text,)+ }
            }
        }
    };
    (@text $name:ident $($choice:ident,)+) => {};
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$choice_doc:meta])* $choice:ident $(=> $text:expr)?,)+
    })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

        $crate::scenario::choices::choices!(@text $name $($choice $(=> $text)?,)+);
    )+};
}
pub(crate) use choices;
