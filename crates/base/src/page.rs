// SPDX-License-Identifier: EUPL-1.2
//! Lists are paged by key: the next page begins after the last item of this one.

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::problem::Invalid;

/// How many items a page holds, 1 to 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize(u16);

impl PageSize {
    /// The most a page holds. Source: attacks.md, limits.
    pub const MAX: Self = Self(200);

    /// # Errors
    /// `page.size` with the limits.
    pub fn new(size: u64) -> Result<Self, Invalid> {
        match u16::try_from(size) {
            Ok(size @ 1..=200) => Ok(Self(size)),
            _ => Err(Invalid::new("page.size").with("min", 1).with("max", 200)),
        }
    }

    /// The number of items.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0 as usize
    }

    /// Half of it, at least one: for what surrounds something.
    #[must_use]
    pub const fn half(self) -> Self {
        Self(self.0.div_ceil(2))
    }

    /// One more than the page holds: whether there is a next page is seen without counting.
    #[must_use]
    pub const fn and_one(self) -> i64 {
        self.0 as i64 + 1
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(50)
    }
}

impl<'de> Deserialize<'de> for PageSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u64::deserialize(deserializer)?).map_err(|invalid| de::Error::custom(invalid.wire()))
    }
}

impl utoipa::PartialSchema for PageSize {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{ObjectBuilder, schema::Type};
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1))
            .maximum(Some(Self::MAX.0))
            .default(Some(Self::default().0.into()))
            .into()
    }
}
impl utoipa::ToSchema for PageSize {}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// In the list's order.
    pub items: Vec<T>,
    /// Ask for the next page with `after` set to this. `null` on the last page.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// From up to [`PageSize::and_one`] items: the one too many tells that there is a next page and is dropped.
    pub fn cut(mut items: Vec<T>, size: PageSize, key: impl Fn(&T) -> String) -> Self {
        let next = (items.len() > size.get()).then(|| {
            items.truncate(size.get());
            items.last().map(key)
        });
        Self {
            items,
            next: next.flatten(),
        }
    }

    /// The same page with each item turned into another.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(turn).collect(),
            next: self.next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_item_too_many_becomes_the_next_key() {
        let size = PageSize::new(2).unwrap();
        let page = Page::cut(vec![1, 2, 3], size, ToString::to_string);
        assert_eq!(
            page,
            Page {
                items: vec![1, 2],
                next: Some("2".into())
            }
        );
        assert_eq!(Page::cut(vec![1, 2], size, ToString::to_string).next, None);
    }

    #[test]
    fn sizes_have_limits() {
        assert!(PageSize::new(0).is_err());
        assert!(PageSize::new(200).is_ok());
        assert!(PageSize::new(201).is_err());
    }
}
