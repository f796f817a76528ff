// SPDX-License-Identifier: EUPL-1.2

/** Only the fields that differ: two people who change two things do not undo each other. */
export const changed = <Fields extends object>(from: Fields, to: Fields): Partial<Fields> =>
  Object.fromEntries(
    Object.entries(to).filter(([name, value]) => from[name as keyof Fields] !== value),
  ) as Partial<Fields>
