// SPDX-License-Identifier: EUPL-1.2
import type { SentenceParams } from '../problem'
import type { FirstWords } from '../texts'

export function inTime(p: SentenceParams): string {
  const seconds = Number(p.retry_after_s ?? 0)
  if (seconds <= 0) return 'in a moment'
  return seconds < 90 ? `in ${Math.ceil(seconds)} s` : `in ${Math.ceil(seconds / 60)} min`
}

export const en: FirstWords = {
  reference: (id) => `Reference to quote: ${id}`,
  unknown: 'The operation did not succeed. Try again or contact your administration.',
  codes: {
    'network.unreachable': () => 'The server does not answer. Check your connection, then try again.',
    'client.unexpected': () => 'The display ran into an error. Your data is not affected.',
  },
  statuses: {
    '400': () => 'The request was not understood. Reload the page, then try again.',
    '401': () => 'Your session has ended. Sign in again.',
    '403': () => 'You are not allowed to do this. Ask a manager.',
    '404': () => 'This item does not exist or is no longer accessible.',
    '408': () => 'Sending took too long. Nothing was saved. Try again.',
    '409': () => 'The state has changed meanwhile. Reload, then try again.',
    '412': () => 'Someone changed this item at the same time. The current version is shown.',
    '413': () => 'This is too large. Nothing was saved.',
    '422': () => 'A value was not accepted. Check the fields.',
    '429': (p) => `Too many requests at once. Try again ${inTime(p)}.`,
    '500': () => 'The server ran into an error. Nothing was saved. Try again in a moment.',
    '502': () => 'The server does not answer. Try again in a moment.',
    '503': (p) => `The server is very busy. Try again ${inTime(p)}.`,
    '507': () => 'The server is out of space. Nothing was saved. Tell your administration.',
  },
}
