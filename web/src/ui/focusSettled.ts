// SPDX-License-Identifier: EUPL-1.2
// What is opened over the page gives the focus back to what had it. Opened from a menu, that is the menu's button, once the
// menu is gone; before, it is a line that goes away, or nothing.

/** A menu closes in less; what stays is not closing. */
const CLOSING_FRAMES = 60
/** Pictures after which a menu that is gone has given the focus back. */
const GIVEN_BACK_FRAMES = 2

const menuWithFocus = () => document.activeElement?.closest('[role="menu"]')

/** The focus is where it stays, or nowhere. */
export const isFocusSettled = (): boolean => !menuWithFocus() && document.activeElement !== document.body

/** Resolves once the focus is where it stays: a menu that closes has given it back. */
export async function focusSettled(): Promise<void> {
  const menu = menuWithFocus()
  if (!menu && isFocusSettled()) return
  for (let frames = CLOSING_FRAMES; frames > 0 && menu?.isConnected; frames--) await new Promise(requestAnimationFrame)
  for (let frames = GIVEN_BACK_FRAMES; frames > 0 && !isFocusSettled(); frames--)
    await new Promise(requestAnimationFrame)
}
