// SPDX-License-Identifier: EUPL-1.2
//! What can be done to a thing, as types, so that a permission says which.

/// What can be done to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionKind {
    /// See it.
    Read,
    /// Answer it with a sign: a reaction, a vote.
    React,
    /// Add to it without changing it.
    Comment,
    /// Change it.
    Write,
    /// See what those who manage it alone see, take it away as a copy, and take back what was given for it: also where all
    /// else is archived.
    Oversee,
    /// Say who may what, and how it works.
    Manage,
    /// Give it away.
    Own,
}

impl ActionKind {
    /// All of them, weakest first.
    pub const ALL: [Self; 7] = [
        Self::Read,
        Self::React,
        Self::Comment,
        Self::Write,
        Self::Oversee,
        Self::Manage,
        Self::Own,
    ];
}

/// An action as a type.
pub trait Action: 'static + Send + Sync {
    /// Which.
    const KIND: ActionKind;
}

macro_rules! actions {
    ($($name:ident)*) => {$(
        #[doc = concat!("See [`ActionKind::", stringify!($name), "`].")]
        #[derive(Debug)]
        pub enum $name {}
        impl Action for $name {
            const KIND: ActionKind = ActionKind::$name;
        }
    )*};
}
actions! { Read React Comment Write Oversee Manage Own }
