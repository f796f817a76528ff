// SPDX-License-Identifier: EUPL-1.2
import { observeElementRect, useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Message } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import s from './MessageList.module.css'
import type { Row } from './rows'
import { useTexts } from './texts'

/** As near to the end as this, the list follows what comes. */
const AT_END_PX = 60
/** Rows before an end at which the next page is asked for. */
const AHEAD = 20
/** Rows drawn beyond those that are seen, on both sides. */
const OVERSCAN = 8
/** Pictures within which the list has found its place again; then it is left to the hand. */
const SETTLE_FRAMES = 8

/** What goes elsewhere in the list by itself: a wheel, a finger, a pressed line or scroll bar, a key that scrolls. */
const BY_HAND = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const
const SCROLLING_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' '])

type Lines = Virtualizer<HTMLDivElement, Element>

/**
 * From what the list knows already: to ask the page how high it is while it is being changed would have all of it laid
 * out again, at each step of the wheel.
 */
const isNearEnd = (list: Lines): boolean =>
  list.getTotalSize() - (list.scrollOffset ?? 0) - (list.scrollRect?.height ?? 0) <= AT_END_PX

/** Whoever is at the end stays there as the list gets lower: the composer grows, a telephone's keyboard comes. */
const observeRoom = (list: Lines, tell: (rect: { width: number; height: number }) => void) => {
  let wasAtEnd = false
  return observeElementRect(list, (rect) => {
    const before = list.scrollRect?.height ?? 0
    // Where it is not shown it has no end.
    if (before > 0) wasAtEnd = isNearEnd(list)
    tell(rect)
    if (wasAtEnd && rect.height > 0 && rect.height !== before) list.scrollToEnd()
  })
}

/** A line's height before it has been measured. */
const estimateOf = (row: Row | undefined): number => (row?.kind === 'message' ? 64 : 40)

/** Where each list was left, exactly: the line at its top and how much of it was above. */
interface Left {
  key: string
  index: number
  /** How much of it is above the edge, in pixels. */
  above: number
  isAtEnd: boolean
  sizes: VirtualItem[]
}
const left = new Map<string, Left>()

export interface ListHandle {
  toEnd: () => void
  /** Brings a line to the middle and gives it the focus. */
  show: (key: string) => void
  /** Brings a line into view; the focus stays where it is. */
  reveal: (key: string) => void
  focusLast: () => void
}

export interface MessageListProps {
  /** Under which the scroll position is remembered. */
  place: string
  label: string
  rows: readonly Row[]
  hasOlder: boolean
  hasNewer: boolean
  /** Resolves when the page is there. */
  onMore: (end: 'older' | 'newer') => Promise<void>
  /** The end, when what is held does not reach it. */
  onEnd: () => Promise<void>
  /** The last message on screen, when somebody looks. */
  onSeen?: (message: Message) => void
  /** New messages below, not seen. */
  fresh: number
  start: ReactNode
  /** The line that it opens at; otherwise where it was left, at what is new, at the end. */
  opensAt?: string | null
  /** A line that stays drawn wherever one scrolls: something is being written in it. */
  kept?: string | null
  line: (row: Extract<Row, { kind: 'message' }>, isActive: boolean) => ReactNode
  waitingLine: (row: Extract<Row, { kind: 'waiting' }>) => ReactNode
  nameOf: (message: Message) => string
  /** What a line says, in words: heard as one comes to it. The same function for as long as it answers the same. */
  wordsOf?: (message: Message) => string
  onKey?: (event: KeyboardEvent<HTMLElement>, message: Message) => void
  onMenu?: (message: Message, at: HTMLElement) => void
  handle?: Ref<ListHandle>
}

/** Messages, drawn where they are looked at; the rest is room. Fills from the bottom and stays where one reads. */
export function MessageList(props: MessageListProps) {
  const { place, label, rows, hasOlder, hasNewer, onMore, onEnd, onSeen, opensAt = null } = props
  const t = useTexts()
  const format = useFormat()
  const scroll = useRef<HTMLDivElement>(null)
  // Only if the same line still stands at the same place: otherwise the offset means another one.
  const [before] = useState(() => {
    const it = left.get(place)
    return it && opensAt === null && !it.isAtEnd && rows[it.index]?.key === it.key ? it : null
  })
  const [activeKey, setActive] = useState<string | null>(null)
  const [focusKey, setFocus] = useState<string | null>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const [hasRest, setRest] = useState(false)
  const loading = useRef(false)
  const isPlaced = useRef(false)

  /** A line that was asked for before it was here: what was fetched for it is still on its way to the screen. */
  const wanted = useRef<{ key: string; isFocused: boolean } | null>(null)

  /** On the way to another line: until the list has heard of it, it takes itself for where it was. */
  const isOnTheWay = useRef(false)

  const rowsNow = useRef(rows)
  rowsNow.current = rows
  const indexOf = useRef((key: string) => rowsNow.current.findIndex((it) => it.key === key))

  const focusIndex = focusKey === null ? -1 : rows.findIndex((it) => it.key === focusKey)
  const kept = props.kept ?? null
  const keptIndex = kept === null ? -1 : rows.findIndex((it) => it.key === kept)
  const [initialOffset] = useState(() => {
    const mark = rows.findIndex((it) => (opensAt === null ? it.kind === 'new' : it.key === opensAt))
    const at = before ? before.index : mark < 0 ? rows.length : Math.max(0, mark - 1)
    return rows.slice(0, at).reduce((sum, it) => sum + estimateOf(it), 0)
  })
  const list = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => estimateOf(rows[index]),
    // The first picture is that of the place one opens at, not of the top, which would be drawn for nothing.
    initialOffset,
    getItemKey: (index) => rows[index]?.key ?? index,
    // The first picture holds what is seen; the rest is drawn once it stands.
    overscan: hasRest ? OVERSCAN : 1,
    paddingStart: 20,
    paddingEnd: 12,
    anchorTo: 'end',
    // The next page of the history is not somebody writing: one stays where one reads.
    followOnAppend: !hasNewer && !isOnTheWay.current,
    scrollEndThreshold: AT_END_PX,
    observeElementRect: observeRoom,
    ...(before ? { initialMeasurementsCache: before.sizes } : {}),
    // The focused line is kept, wherever one scrolls: focus would fall to the page. So is one in which something is
    // being written: its text would be gone.
    rangeExtractor: (range) => {
      const from = Math.max(0, range.startIndex - range.overscan)
      const to = Math.min(range.count - 1, range.endIndex + range.overscan)
      const shown = Array.from({ length: to - from + 1 }, (_, index) => from + index)
      const apart = [...new Set([focusIndex, keptIndex])].sort((a, b) => a - b)
      return [...apart.filter((it) => it >= 0 && it < from), ...shown, ...apart.filter((it) => it > to)]
    },
  })
  const items = list.getVirtualItems()
  const newIndex = rows.findIndex((it) => it.kind === 'new')

  /** The line that the list opens at. */
  const target = useRef<string | null>(null)
  /** Somebody asks for another place: the one that was left is not come back to. */
  const isSent = useRef(false)
  /** The line stands where it stood, to the pixel, once it and those around it are drawn and measured. */
  const settleAt = useCallback(
    (at: Left, frames: number) => {
      if (isSent.current) return
      const box = scroll.current
      const row = box?.querySelector(`[data-index="${at.index}"]`)
      if (!box || frames === 0) return
      const away = row ? row.getBoundingClientRect().top - box.getBoundingClientRect().top + at.above : null
      if (away === null) list.scrollToIndex(at.index, { align: 'start' })
      else if (Math.abs(away) >= 1) box.scrollTop += away
      requestAnimationFrame(() => settleAt(at, frames - 1))
    },
    [list],
  )

  // The first time there is something: where it was left, else at what is new, else at the end.
  const hasRows = rows.length > 0
  useLayoutEffect(() => {
    if (isPlaced.current || !hasRows) return
    isPlaced.current = true
    if (before) {
      settleAt(before, SETTLE_FRAMES)
      return
    }
    const opening = opensAt === null ? -1 : rows.findIndex((it) => it.key === opensAt)
    if (opening >= 0) {
      target.current = opensAt
      list.scrollToIndex(opening, { align: 'center' })
    } else if (newIndex >= 0) {
      target.current = rows[Math.max(0, newIndex - 1)]?.key ?? null
      list.scrollToIndex(Math.max(0, newIndex - 1), { align: 'start' })
    } else if (hasNewer) void onEnd().then(() => requestAnimationFrame(() => list.scrollToEnd()))
    else list.scrollToEnd()
  }, [hasRows, before, opensAt, list, rows, newIndex, hasNewer, onEnd, settleAt])

  // Only once the place is reached, and its picture drawn, is there more to draw and to ask for: a page that comes before
  // would move what one is still on the way to.
  useEffect(() => {
    if (!hasRows) return
    let frames = SETTLE_FRAMES
    let frame = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const step = () => {
      const at = isSent.current || target.current === null ? -1 : indexOf.current(target.current)
      const { range } = list
      const isThere = at < 0 || (range !== null && at >= range.startIndex && at <= range.endIndex)
      frames -= 1
      if (!isThere && frames > 0) list.scrollToIndex(at, { align: 'start' })
      // At least one whole picture.
      if ((isThere && frames < SETTLE_FRAMES - 1) || frames === 0) timer = setTimeout(() => setRest(true))
      else frame = requestAnimationFrame(step)
    }
    frame = requestAnimationFrame(step)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [hasRows, list])

  // Kept while it is on screen: when the list goes, its room is gone first.
  const remember = () => {
    if (!isPlaced.current) return
    const offset = list.scrollOffset ?? 0
    const top = list.getVirtualItemForOffset(offset)
    if (top)
      left.set(place, {
        key: String(top.key),
        index: top.index,
        above: offset - top.start,
        isAtEnd: isNearEnd(list),
        sizes: left.get(place)?.sizes ?? [],
      })
  }
  useLayoutEffect(
    () => () => {
      const kept = left.get(place)
      if (kept) left.set(place, { ...kept, sizes: list.takeSnapshot() })
    },
    [list, place],
  )

  // The next page, before one comes to the edge of what is held.
  // Of what is seen: a line that is kept drawn elsewhere asks for nothing.
  const first = list.range?.startIndex ?? 0
  const last = list.range?.endIndex ?? 0
  useEffect(() => {
    if (!hasRest || loading.current) return
    const end = hasOlder && first < AHEAD ? 'older' : hasNewer && last >= rows.length - AHEAD ? 'newer' : null
    if (end === null) return
    loading.current = true
    void onMore(end).finally(() => {
      loading.current = false
    })
  }, [hasRest, first, last, rows.length, hasOlder, hasNewer, onMore])

  const look = useRef(() => {})
  look.current = () => {
    // What follows from having seen the first picture waits until it stands.
    if (!scroll.current || !hasRest) return
    setAtEnd(isNearEnd(list))
    remember()
    if (!onSeen || document.hidden || !document.hasFocus()) return
    const bottom = (list.scrollOffset ?? 0) + (list.scrollRect?.height ?? 0)
    for (const item of [...list.getVirtualItems()].reverse()) {
      const row = rowsNow.current[item.index]
      // A long message is seen once its beginning is.
      if (row?.kind === 'message' && item.start + Math.min(item.size, 48) <= bottom) {
        onSeen(row.message)
        return
      }
    }
  }
  useEffect(() => {
    const see = () => look.current()
    // Who goes elsewhere is not led back when the line comes: it is marked where it is drawn, that is all.
    const leave = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || SCROLLING_KEYS.has(event.key)) wanted.current = null
    }
    const box = scroll.current
    box?.addEventListener('scroll', see, { passive: true })
    for (const it of BY_HAND) box?.addEventListener(it, leave, { passive: true })
    addEventListener('focus', see)
    document.addEventListener('visibilitychange', see)
    return () => {
      box?.removeEventListener('scroll', see)
      for (const it of BY_HAND) box?.removeEventListener(it, leave)
      removeEventListener('focus', see)
      document.removeEventListener('visibilitychange', see)
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on screen changes with the rows.
  useEffect(() => {
    const picture = requestAnimationFrame(() => look.current())
    return () => cancelAnimationFrame(picture)
  }, [rows, first, last, hasRest])

  // Lines that pass under a resting pointer are not pointed at; the one on which they come to rest is.
  const { isScrolling } = list
  useEffect(() => {
    if (isScrolling) return
    const key = scroll.current?.querySelector('article:hover')?.getAttribute('data-key')
    if (key && matchMedia('(hover: hover)').matches) setActive(key)
  }, [isScrolling])

  const labelOf = useLabels(props.nameOf)
  const wordsOf = useWords(props.wordsOf)
  const wordsId = useId()
  /** The line takes the focus where it is, or where it is scrolled to. */
  const takeFocus = (key: string) => {
    setFocus(key)
    setActive(key)
    focusWhenDrawn(key, SETTLE_FRAMES)
  }
  /** What comes meanwhile does not lead back to the end. */
  const goTo = (index: number, align: 'auto' | 'center' | 'start') => {
    isOnTheWay.current = true
    list.scrollToIndex(index, { align })
    // The page tells of it before the next picture.
    requestAnimationFrame(() => {
      isOnTheWay.current = false
    })
  }
  const focusRow = (index: number, align: 'auto' | 'center' = 'auto') => {
    const row = rowsNow.current[index]
    if (!row) return
    goTo(index, align)
    takeFocus(row.key)
  }
  /** Drawn first, if it was not on screen. */
  const focusWhenDrawn = (key: string, frames: number) =>
    requestAnimationFrame(() => {
      const line = scroll.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
      if (line) line.focus({ preventScroll: true })
      else if (frames > 0) focusWhenDrawn(key, frames - 1)
    })
  const lastMessage = () => rowsNow.current.findLastIndex((it) => it.kind === 'message')
  const lead = (key: string, isFocused: boolean) => {
    isSent.current = true
    const index = indexOf.current(key)
    wanted.current = index < 0 ? { key, isFocused } : null
    if (index < 0) return
    if (isFocused) focusRow(index, 'center')
    else goTo(index, 'center')
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is waited for comes with the rows.
  useEffect(() => {
    if (wanted.current) lead(wanted.current.key, wanted.current.isFocused)
  }, [rows])
  useImperativeHandle(props.handle, () => ({
    toEnd: () => {
      isSent.current = true
      wanted.current = null
      list.scrollToEnd()
    },
    show: (key) => lead(key, true),
    reveal: (key) => lead(key, false),
    focusLast: () => focusRow(lastMessage()),
  }))

  const move = (event: KeyboardEvent<HTMLElement>, index: number, message: Message) => {
    if (event.target !== event.currentTarget) {
      // Back from the tools of a line to the line.
      if (event.key === 'Escape' && !event.defaultPrevented) {
        event.preventDefault()
        event.stopPropagation()
        event.currentTarget.focus()
      }
      return
    }
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (isPlain && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      const by = event.key === 'ArrowUp' ? -1 : 1
      let next = index + by
      while (rows[next] && rows[next]?.kind !== 'message') next += by
      if (rows[next]) focusRow(next)
      return
    }
    if (isPlain && event.key === 'End') {
      event.preventDefault()
      focusRow(lastMessage())
      return
    }
    props.onKey?.(event, message)
  }

  const toEnd = async () => {
    isSent.current = true
    wanted.current = null
    if (hasNewer) await onEnd()
    // What was fetched is drawn first.
    requestAnimationFrame(() => {
      list.scrollToEnd()
      // The button goes: the focus is where it led.
      const end = rowsNow.current[lastMessage()]
      if (end) takeFocus(end.key)
    })
  }
  const toNew = () => {
    goTo(newIndex, 'start')
    const first = rows.slice(newIndex).find((it) => it.kind === 'message')
    if (first) takeFocus(first.key)
  }
  // The last line that is drawn: one further down could not be reached.
  const lastDrawn = items.findLast((it) => rows[it.index]?.kind === 'message')?.index ?? lastMessage()
  const tabStop = focusIndex >= 0 ? focusKey : rows[lastDrawn]?.key
  // Of the one line that the keyboard comes to; what passes by is not put into words.
  const toSay = focusIndex >= 0 ? rows[focusIndex] : hasRest && !isScrolling ? rows[lastDrawn] : undefined
  const words = toSay?.kind === 'message' ? wordsOf(toSay.message) : ''
  const range = list.range
  const isNewAbove = newIndex >= 0 && range !== null && newIndex < range.startIndex

  return (
    <div className={s.frame}>
      {isNewAbove && (
        <button type="button" className={cx(s.jump, s.up)} onClick={toNew}>
          <ArrowUp size={15} strokeWidth={2} aria-hidden="true" /> {t.log.fresh}
        </button>
      )}
      <div ref={scroll} className={s.scroll} data-region>
        {/* Said by the announcer once and summed up; scrolling must not read the history aloud. */}
        <div className={s.room} role="log" aria-live="off" aria-label={label} style={{ height: list.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            if (!row) return null
            const style = { transform: `translateY(${item.start}px)` }
            if (row.kind !== 'message')
              return (
                <div key={item.key} ref={list.measureElement} data-index={item.index} className={s.row} style={style}>
                  {aside(row)}
                </div>
              )
            const { message } = row
            return (
              <article
                key={item.key}
                ref={list.measureElement}
                data-index={item.index}
                data-key={row.key}
                className={s.row}
                style={style}
                tabIndex={row.key === tabStop ? 0 : -1}
                aria-label={labelOf(message)}
                aria-describedby={row.key === tabStop && words !== '' ? wordsId : undefined}
                onKeyDown={(event) => move(event, item.index, message)}
                onFocus={() => {
                  setFocus(row.key)
                  setActive(row.key)
                }}
                onPointerEnter={(event) => {
                  if (event.pointerType !== 'touch' && !list.isScrolling) setActive(row.key)
                }}
                onPointerLeave={() => setActive((now) => (now === row.key && focusKey !== row.key ? null : now))}
                onContextMenu={(event) => {
                  // On words that are selected, and on links, the browser's own menu is the useful one.
                  if (!props.onMenu || !getSelection()?.isCollapsed || (event.target as Element).closest('a')) return
                  event.preventDefault()
                  props.onMenu(message, event.currentTarget)
                }}
              >
                {props.line(row, activeKey === row.key)}
              </article>
            )
          })}
        </div>
      </div>
      {/* As a label: the same text twice on the page would be found twice. */}
      <div id={wordsId} role="note" aria-label={words} hidden />
      {(!isAtEnd || hasNewer) && (
        <button type="button" className={cx(s.jump, s.down)} onClick={() => void toEnd()}>
          <ArrowDown size={15} strokeWidth={2} aria-hidden="true" />
          {props.fresh > 0 ? t.log.toNew(props.fresh) : t.log.toEnd}
        </button>
      )}
    </div>
  )

  function aside(row: Exclude<Row, { kind: 'message' }>): ReactNode {
    switch (row.kind) {
      case 'start':
        return props.start
      case 'day':
        return (
          <div className={s.separator}>
            <h2>
              <time dateTime={row.at}>{format.day(row.at)}</time>
            </h2>
          </div>
        )
      case 'new':
        return (
          <div className={cx(s.separator, s.new)}>
            <h2>{t.log.fresh}</h2>
          </div>
        )
      case 'label':
        return (
          <div className={s.separator}>
            <h3>{t.log.answers(row.count)}</h3>
          </div>
        )
      case 'waiting':
        return props.waitingLine(row)
    }
  }
}

/** How each line is called; « Aujourd’hui » and the hour take their time to be written, so once for each message. */
function useLabels(nameOf: (message: Message) => string): (message: Message) => string {
  const t = useTexts()
  const format = useFormat()
  // Tomorrow, today is called otherwise.
  const today = new Date().toDateString()
  // biome-ignore lint/correctness/useExhaustiveDependencies: all is written anew on another day.
  const kept = useMemo(() => new WeakMap<Message, { name: string; label: string }>(), [t, format, today])
  return (message) => {
    const name = nameOf(message)
    const before = kept.get(message)
    if (before?.name === name) return before.label
    const label = t.line.at(name, format.dateTime(message.posted_at))
    kept.set(message, { name, label })
    return label
  }
}

const noWords = () => ''

/** What is said of each line, put into words once. */
function useWords(wordsOf: (message: Message) => string = noWords): (message: Message) => string {
  // biome-ignore lint/correctness/useExhaustiveDependencies: all is put into words anew where they are others.
  const kept = useMemo(() => new WeakMap<Message, string>(), [wordsOf])
  return (message) => {
    const known = kept.get(message)
    if (known !== undefined) return known
    const words = wordsOf(message)
    kept.set(message, words)
    return words
  }
}
