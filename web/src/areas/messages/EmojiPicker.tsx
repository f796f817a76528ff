// SPDX-License-Identifier: EUPL-1.2
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import s from './EmojiPicker.module.css'
import { type EmojiGroup, emojiLike, GROUPS, keepRecentEmoji, oneEmoji, recentEmoji } from './emoji'
import { useTexts } from './texts'

/** The last used first, then some by group; a word finds more quickly. */
export function EmojiPicker({ onChoose }: { onChoose: (emoji: string) => void }) {
  const t = useTexts()
  const [query, setQuery] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [recent] = useState(recentEmoji)
  useEffect(() => input.current?.focus(), [])

  const choose = (emoji: string) => {
    keepRecentEmoji(emoji)
    onChoose(emoji)
  }
  const typed = oneEmoji(query)
  const found = query.trim() === '' ? null : typed ? [typed] : emojiLike(t.emoji.names, query)

  /** Arrows go from sign to sign, as they lie. */
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const columns = columnsOf(box.current?.querySelector(`.${s.signs}`) ?? null)
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }
    const by = steps[event.key]
    const buttons = [...(box.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    if (by === undefined) {
      if (event.key === 'Enter' && at < 0 && found?.[0]) {
        event.preventDefault()
        choose(found[0])
      }
      return
    }
    if (at < 0 && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) return
    event.preventDefault()
    if (at < 0) buttons[0]?.focus()
    else if (at + by < 0) input.current?.focus()
    else buttons[Math.min(at + by, buttons.length - 1)]?.focus()
  }
  const signs = (list: readonly string[]) => (
    <div className={s.signs}>
      {list.map((it) => (
        <button
          key={it}
          type="button"
          className={s.sign}
          aria-label={name(it, t.emoji.names)}
          onClick={() => choose(it)}
        >
          {it}
        </button>
      ))}
    </div>
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the buttons in it.
    <div ref={box} onKeyDown={move}>
      <label className={s.search}>
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
        <input
          ref={input}
          type="search"
          aria-label={t.emoji.search}
          placeholder={t.emoji.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
      <div className={s.list}>
        {found ? (
          found.length > 0 ? (
            signs(found)
          ) : (
            <p className={s.none} role="status">
              {t.emoji.none}
            </p>
          )
        ) : (
          <>
            <h3>{t.emoji.recent}</h3>
            {signs(recent)}
            {(Object.keys(GROUPS) as EmojiGroup[]).map((it) => (
              <div key={it}>
                <h3>{t.emoji.groups[it]}</h3>
                {signs(GROUPS[it])}
              </div>
            ))}
          </>
        )}
      </div>
    </div>
  )
}

/** Where a finger needs more room there are fewer. */
function columnsOf(signs: Element | null): number {
  const columns = signs && getComputedStyle(signs).gridTemplateColumns.match(/[\d.]+px/g)
  return columns?.length ?? 8
}

const name = (emoji: string, names: Readonly<Record<string, string>>) => names[emoji] ?? emoji
