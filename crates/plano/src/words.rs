// SPDX-License-Identifier: EUPL-1.2
//! Choices of a few words, the same in the database, in the API and in statements.

/// Makes enums of words: each with the code by which a word that is none of them is refused.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $code:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// The word in the database and in the API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
        impl std::str::FromStr for $name {
            type Err = base::Invalid;
            fn from_str(text: &str) -> Result<Self, base::Invalid> {
                match text { $($word => Ok(Self::$variant),)* _ => Err(base::Invalid::new($code)) }
            }
        }
        db::text_column!($name);
    )*};
}
pub(crate) use words;
