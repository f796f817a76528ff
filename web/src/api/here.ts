// SPDX-License-Identifier: EUPL-1.2
// Who is signed in in this browser, for as long as no server can be asked: what such a person has left on this device may
// be shown then, and to nobody else.
//
// Kept in a cookie, which the server does not read, because nothing else that a page can write lives as long as the
// session does: unless somebody asked to stay signed in, both are gone once the browser is closed.

import type { Id } from './types'

const NAME = 'plano-here'
/** Unused for so long, a session that stays has ended too (`Stay::idle` of the server). */
const STAY_S = 30 * 24 * 3600

/** `stays`: as the person chose when signing in; without it, as was noted then. */
export function noteHere(account: Id, stays = noted()?.account === account && noted()?.stays): void {
  write(stays ? `${account}.stays` : account, stays ? `; Max-Age=${STAY_S}` : '')
}

/** Signed out, or the session has ended: what is kept here is nobody's to see. */
export function forgetHere(): void {
  write('', '; Max-Age=0')
}

export const whoIsHere = (): Id | null => noted()?.account ?? null

function noted(): { account: Id; stays: boolean } | null {
  const found = /(?:^|; )plano-here=(acc_[\w-]+)(\.stays)?(?:;|$)/.exec(document.cookie)
  return found?.[1] ? { account: found[1], stays: found[2] !== undefined } : null
}

function write(value: string, age: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has a cookie store, and over plain HTTP none has.
  document.cookie = `${NAME}=${value}; Path=/; SameSite=Strict${secure}${age}`
}
