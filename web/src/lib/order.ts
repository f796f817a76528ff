// SPDX-License-Identifier: EUPL-1.2
// The order in which people have put things.

/** Ranks are compared letter by letter, as the server does: not in the order of a language. */
export const byRank = (a: { rank: string }, b: { rank: string }): number =>
  a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0
