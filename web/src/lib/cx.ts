// SPDX-License-Identifier: EUPL-1.2

/** Class names, without those that do not apply. */
export const cx = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ')
