// SPDX-License-Identifier: EUPL-1.2

const STEPS = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8]

/** The next step from where one is, in or out; as it is at the ends. */
export function zoomed(scale: number, by: 1 | -1): number {
  const next = by > 0 ? STEPS.find((it) => it > scale * 1.01) : STEPS.findLast((it) => it < scale * 0.99)
  return next ?? scale
}
