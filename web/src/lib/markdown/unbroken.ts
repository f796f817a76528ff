// SPDX-License-Identifier: EUPL-1.2
// Where a line of what people wrote does not end. They type a space before « ? », as French has it, and none that stays with
// what follows: at the end of a line the sign would stand alone in the next.

/** The spaces of French typography in place of those that were typed; the text is otherwise what it was. */
export const unbroken = (text: string): string =>
  text
    .replace(/ (?=[?!;])/g, '\u202f')
    .replace(/ (?=[:»%€])|(«) /g, '$1\u00a0')
    // 18 400
    .replace(/(\d) (?=\d{3}(?!\d))/g, '$1\u202f')
