// SPDX-License-Identifier: EUPL-1.2
//! Names of folders and files: such as every system that people mount or download them on can have.

use std::borrow::Cow;

use base::{Invalid, text};
use serde::{Deserialize, Deserializer, Serialize, de};
use unicode_normalization::UnicodeNormalization as _;

/// Most bytes of a name. Source: attacks.md, limits.
pub const NAME_BYTES_MAX: usize = 255;
/// Most bytes of all the names on the way to an entry, with a sign between each two. Source: attacks.md, limits.
pub const PATH_BYTES_MAX: usize = 1_024;

/// Characters that some system reads as something else than a part of a name.
const RESERVED: &[char] = &['/', '\\', '<', '>', ':', '"', '|', '?', '*'];
/// What Windows takes for a device, with any ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// A name of a folder or a file: one line in NFC, of 255 bytes at most, that no system reads as a path, a device, or the folder
/// above. Two names that differ in case or accents are two names; two that differ in how Unicode composes them are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FileName(String);

impl FileName {
    /// # Errors
    /// `text.blank`; `text.control`; `document.name_too_long` with `max_bytes`; `document.name_reserved` with the `character`, or
    /// without one for a name that means something else.
    pub fn new(name: &str) -> Result<Self, Invalid> {
        let normal: String = name.nfc().collect();
        if let Some(reserved) = normal.chars().find(|it| RESERVED.contains(it)) {
            return Err(Invalid::new("document.name_reserved").with("character", reserved.to_string()));
        }
        if normal.len() > NAME_BYTES_MAX {
            return Err(Invalid::new("document.name_too_long").with("max_bytes", NAME_BYTES_MAX));
        }
        // Controls, marks of direction, letters that show nothing.
        let line = text::line(&normal, NAME_BYTES_MAX)?;
        let stem = line
            .split('.')
            .next()
            .unwrap_or_default()
            .trim_end()
            .to_lowercase();
        let is_numbered_port = ["com", "lpt"]
            .iter()
            .filter_map(|it| stem.strip_prefix(it))
            .any(|rest| rest.len() == 1 && rest.bytes().all(|it| it.is_ascii_digit()));
        let is_kept = normal.trim() == normal && !line.ends_with('.');
        if !is_kept || DEVICES.contains(&stem.as_str()) || is_numbered_port {
            return Err(Invalid::new("document.name_reserved"));
        }
        // Inner spaces stay as they are: a program finds its file by the name it gave.
        Ok(Self(normal))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In which names are put in order: whatever their case and accents, and with numbers by what they say, so that `plan 10`
    /// comes after `plan 9`. The name itself at its end, so that no two are the same.
    #[must_use]
    pub fn sort_name(&self) -> String {
        let folded = text::fold(&self.0);
        let mut sorted = String::with_capacity(folded.len() + self.0.len() + 8);
        let mut digits = String::new();
        for c in folded.chars().chain(std::iter::once('\0')) {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            if !digits.is_empty() {
                let number = digits.trim_start_matches('0');
                // How long a number is comes first: a longer one is greater. None is longer than a name.
                sorted.push_str(&format!("{:03}{number}", number.len()));
                digits.clear();
            }
            if c != '\0' {
                sorted.push(c);
            }
        }
        // No name has a tab, and a space sorts after it: a name comes before those that go on where it ends.
        sorted.push('\t');
        sorted.push_str(&self.0);
        sorted
    }

    /// The same name with a number before its ending, for the second of two that would have the same: `plan (2).pdf`. Cut where it
    /// would be too long.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let (stem, ending) = self
            .0
            .rfind('.')
            .filter(|at| *at > 0)
            .map_or((self.0.as_str(), ""), |at| self.0.split_at(at));
        let mark = format!(" ({number})");
        let room = NAME_BYTES_MAX.saturating_sub(mark.len() + ending.len());
        let mut cut = stem.len().min(room);
        while !stem.is_char_boundary(cut) {
            cut -= 1;
        }
        Self(format!("{}{mark}{ending}", stem[..cut].trim_end()))
    }
}

impl<'de> Deserialize<'de> for FileName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        Self::new(&name).map_err(|invalid| de::Error::custom(invalid.wire()))
    }
}

impl utoipa::PartialSchema for FileName {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{ObjectBuilder, schema::Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(NAME_BYTES_MAX))
            .into()
    }
}
impl utoipa::ToSchema for FileName {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(name: &str) -> String {
        FileName::new(name)
            .expect_err("a name that is refused")
            .code
            .into_owned()
    }

    #[test]
    fn names_are_such_as_every_system_can_have() {
        for name in [
            "Plan d’implantation – hall v3.pdf",
            "été #1 100 %.odt",
            ".profil",
            "a  b",
            "日本.txt",
            "CONSEIL.pdf",
            "com.txt",
        ] {
            assert_eq!(FileName::new(name).expect(name).as_str(), name);
        }
        for name in ["a/b", "a\\b", "10:30.txt", "a?", "a*", "\"a\"", "<a>", "a|b"] {
            assert_eq!(code(name), "document.name_reserved", "{name}");
        }
        for name in [
            "..", ".", "a.", "a ", " a", "con", "NUL.txt", "Com1", "lpt9.pdf", "aux .txt",
        ] {
            assert_eq!(code(name), "document.name_reserved", "{name}");
        }
        for name in ["a\0b", "a\nb", "facture\u{202E}fdp.exe", "a\u{200B}b"] {
            assert_eq!(code(name), "text.control", "{name:?}");
        }
        assert_eq!(code(""), "text.blank");
    }

    #[test]
    fn a_name_has_255_bytes_at_most() {
        assert!(FileName::new(&"a".repeat(255)).is_ok());
        assert_eq!(code(&"a".repeat(256)), "document.name_too_long");
        assert!(FileName::new(&"é".repeat(127)).is_ok());
        assert_eq!(code(&"é".repeat(128)), "document.name_too_long");
    }

    #[test]
    fn how_unicode_composes_it_is_no_difference_and_case_is_one() {
        assert_eq!(
            FileName::new("e\u{301}te\u{301}").expect("a name"),
            FileName::new("été").expect("a name")
        );
        assert_ne!(
            FileName::new("Plan").expect("a name"),
            FileName::new("plan").expect("a name")
        );
    }

    #[test]
    fn names_are_put_in_order_by_what_their_numbers_say() {
        let mut names: Vec<FileName> = ["plan 10", "Plan 9", "plan 9 bis", "Élan", "plan 009", "zone"]
            .iter()
            .map(|it| FileName::new(it).expect("a name"))
            .collect();
        names.sort_by_key(FileName::sort_name);
        let names: Vec<&str> = names.iter().map(FileName::as_str).collect();
        assert_eq!(
            names,
            ["Élan", "Plan 9", "plan 009", "plan 9 bis", "plan 10", "zone"]
        );
    }

    #[test]
    fn a_second_of_a_name_has_a_number_before_its_ending() {
        let numbered = |it: &str| FileName::new(it).expect("a name").numbered(2).0;
        assert_eq!(numbered("plan.pdf"), "plan (2).pdf");
        assert_eq!(numbered("plan"), "plan (2)");
        assert_eq!(numbered(".profil"), ".profil (2)");
        assert_eq!(numbered(&"é".repeat(127)).len(), 254);
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_accepted_again_and_no_path(name in "\\PC{0,80}") {
            if let Ok(accepted) = FileName::new(&name) {
                prop_assert_eq!(&FileName::new(accepted.as_str()).expect("the same"), &accepted);
                prop_assert!(!accepted.as_str().contains(['/', '\\', '\0']));
                prop_assert!(FileName::new(accepted.numbered(3).as_str()).is_ok());
            }
        }
    }
}
