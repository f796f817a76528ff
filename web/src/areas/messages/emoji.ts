// SPDX-License-Identifier: EUPL-1.2
// The emoji one chooses from: few, for work. Any other can be typed or pasted where one looks for them.

export const GROUPS = {
  faces: [
    '😀',
    '😄',
    '😂',
    '🙂',
    '😉',
    '😊',
    '😍',
    '😎',
    '🤔',
    '😐',
    '😅',
    '😮',
    '😢',
    '😭',
    '😡',
    '😴',
    '🤯',
    '🥳',
    '🤷',
    '🙈',
  ],
  hands: ['👍', '👎', '👏', '🙏', '👋', '💪', '🤝', '👌', '✌️', '🤞', '👀', '🙌', '✋', '👉', '✍️', '🫶'],
  signs: [
    '❤️',
    '💙',
    '💚',
    '✅',
    '❌',
    '⚠️',
    '❗',
    '❓',
    '➕',
    '🔴',
    '🟢',
    '🟡',
    '⭐',
    '🔥',
    '💯',
    '🎉',
    '🚀',
    '💡',
    '⏳',
    '🔔',
    '🆗',
    '1️⃣',
    '2️⃣',
    '3️⃣',
  ],
  work: [
    '📌',
    '📎',
    '📅',
    '📄',
    '📁',
    '📊',
    '📣',
    '📞',
    '📧',
    '💻',
    '🔍',
    '🔒',
    '🔑',
    '🛠️',
    '🚧',
    '🏛️',
    '🏫',
    '🏥',
    '🚒',
    '🚲',
    '🚌',
    '🚆',
    '⚖️',
    '🗳️',
  ],
  life: [
    '☕',
    '🍵',
    '🥐',
    '🍕',
    '🍎',
    '🎂',
    '🎁',
    '🌞',
    '🌧️',
    '❄️',
    '🌳',
    '🌷',
    '🌍',
    '🐱',
    '🐶',
    '🏖️',
    '🏠',
    '🎵',
    '⚽',
    '🏆',
  ],
} as const

export type EmojiGroup = keyof typeof GROUPS

const RECENT = 'plano.emoji'
const RECENT_MAX = 16

/** The last used on this device first; some to begin with. */
export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? 'null')
    if (Array.isArray(kept)) return kept.filter((it): it is string => typeof it === 'string').slice(0, RECENT_MAX)
  } catch {
    // Nothing kept: those to begin with.
  }
  return ['👍', '✅', '👀', '🙏', '🎉', '❤️']
}

export function keepRecentEmoji(emoji: string): void {
  try {
    const next = [emoji, ...recentEmoji().filter((it) => it !== emoji)].slice(0, RECENT_MAX)
    localStorage.setItem(RECENT, JSON.stringify(next))
  } catch {
    // Storage refused: the list stays as it is.
  }
}

/** Accents and case do not hide a word. */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Those of which some word begins so. */
export function emojiLike(names: Readonly<Record<string, string>>, query: string): string[] {
  const wanted = folded(query.trim())
  return Object.entries(names)
    .filter(
      ([, name]) =>
        folded(name)
          .split(/[\s’'-]+/)
          .some((word) => word.startsWith(wanted)) || folded(name).startsWith(wanted),
    )
    .map(([emoji]) => emoji)
}

const IS_PICTURE =
  /\p{Emoji_Presentation}|\p{Regional_Indicator}{2}|\p{Extended_Pictographic}\ufe0f|[#*\d]\ufe0f?\u20e3/u

/** The emoji that this is, if it is exactly one; what may also be a letter is asked for as a picture. */
export function oneEmoji(text: string): string | null {
  const typed = text.trim()
  const [first, ...more] = new Intl.Segmenter('fr', { granularity: 'grapheme' }).segment(typed.slice(0, 64))
  if (first === undefined || more.length > 0 || first.segment !== typed || /^\p{Regional_Indicator}$/u.test(typed))
    return null
  const picture = /^\p{Extended_Pictographic}$/u.test(typed) && !IS_PICTURE.test(typed) ? `${typed}\ufe0f` : typed
  return IS_PICTURE.test(picture) ? picture : null
}
