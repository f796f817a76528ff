// SPDX-License-Identifier: EUPL-1.2
// The keys that work everywhere. Single letters never act in a field, and can be switched off (WCAG 2.1.4).

export type Command =
  | 'search'
  | 'list'
  | 'home'
  | 'notifications'
  | 'projects'
  | 'newProject'
  | 'nextRegion'
  | 'previousRegion'

export interface Key {
  key: string
  ctrl: boolean
  alt: boolean
  shift: boolean
  /** The focus is somewhere that takes text. */
  isTyping: boolean
  /** A dialog or a menu is open: only it listens. */
  isModal: boolean
}

/** What was pressed before: `G` waits this long for its second letter. */
export const SEQUENCE_MS = 1500
export interface Pending {
  at: number
}

const GO: Readonly<Record<string, Command>> = { a: 'home', n: 'notifications', p: 'projects' }

/** What a key means. Returns the command, if any, and whether a sequence is open. */
export function readKey(
  key: Key,
  pending: Pending | null,
  now: number,
  hasSingleKeys: boolean,
): { command: Command | null; pending: Pending | null } {
  const nothing = { command: null, pending: null }
  const letter = key.key.toLowerCase()
  if (key.ctrl && !key.alt && !key.shift && letter === 'k')
    return { command: key.isModal ? null : 'search', pending: null }
  if (key.key === 'F6' && !key.ctrl && !key.alt && !key.isModal)
    return { command: key.shift ? 'previousRegion' : 'nextRegion', pending: null }
  if (!hasSingleKeys || key.isTyping || key.isModal || key.ctrl || key.alt) return nothing
  // A shifted key on many layouts, hence before shift is refused.
  if (key.key === '?') return { command: 'list', pending: null }
  if (key.shift) return nothing
  if (pending && now - pending.at <= SEQUENCE_MS) return { command: GO[letter] ?? null, pending: null }
  if (letter === 'g') return { command: null, pending: { at: now } }
  if (letter === 'n') return { command: 'newProject', pending: null }
  if (letter === '/') return { command: 'search', pending: null }
  return nothing
}

const NOT_TEXT = new Set(['button', 'checkbox', 'radio', 'submit', 'reset', 'range', 'color', 'file', 'image'])

/** Whether a key pressed here writes something, or chooses by letter. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('[contenteditable="true"]')) return true
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type)
  return target.matches(
    'textarea, select, [role="listbox"], [role="menu"], [role="menuitem"], [role="option"], [role="tree"], [role="textbox"], [role="spinbutton"], [role="combobox"]',
  )
}
