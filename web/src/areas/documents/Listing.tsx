// SPDX-License-Identifier: EUPL-1.2
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, ArrowUpDown, Ellipsis, Lock } from 'lucide-react'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Entry, Id, Person } from '@/api/types'
import { cx } from '@/lib/cx'
import { type Formats, useFormat } from '@/lib/format'
import { Anchor, Avatar, announce, Button, Checkbox, SkeletonText, useKeptFocus, VisuallyHidden } from '@/ui'
import { comeBack, hrefOf, leave } from './addresses'
import { FileIcon, FolderShape } from './FileIcon'
import { kindOfEntry } from './kinds'
import s from './Listing.module.css'
import type { By, Order } from './searches'
import { pick, type Selection, step } from './selection'
import { useTexts } from './texts'

/** More folders than these are rows of the table, of which only those in sight are drawn. */
const CARDS_MAX = 24
const ROW_PX = 53
const HEAD_PX = 46
const OVERSCAN = 10
/** Rows before the end at which the next part is asked for. */
const AHEAD = 60

export interface ListingHandle {
  /** Gives an entry the focus; one that is not there yet, as soon as it is. */
  focus: (entry: Id) => void
}

export interface ListingProps {
  project: Id
  folder: Id
  caption: string
  entries: readonly Entry[]
  people: ReadonlyMap<Id, Person>
  /** How many there are in all. */
  total: number
  hasMore: boolean
  isLoading: boolean
  hasFailed: boolean
  onMore: () => void
  order: Order
  onOrder: (order: Order) => void
  selected: Selection
  onSelect: (selected: Selection) => void
  onSelectAll: () => void
  onOpen: (entry: Entry) => void
  onMenu: (entry: Entry, at: HTMLElement) => void
  onRename: (entry: Entry) => void
  onTrash: (entry: Entry) => void
  /** Instead of what is not there. */
  empty: ReactNode
  handle?: Ref<ListingHandle>
}

/** A folder: its folders as cards, its files in a table of which only what is in sight is drawn. One order of keys for both. */
export function Listing(props: ListingProps) {
  const { project, folder, entries, total, hasMore, isLoading, hasFailed, onMore, selected, onSelect } = props
  const t = useTexts()
  const format = useFormat()
  const scroll = useRef<HTMLElement | null>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const [before] = useState(() => comeBack(folder))

  const folders = useMemo(() => entries.filter((it) => it.kind === 'folder'), [entries])
  const isCards = folders.length <= CARDS_MAX
  const cards = isCards ? folders : []
  const rows = useMemo(() => (isCards ? entries.filter((it) => it.kind === 'file') : [...entries]), [entries, isCards])
  const rowCount = hasMore ? Math.max(total - cards.length, rows.length + 1) : rows.length

  const items = useMemo(() => [...cards, ...rows], [cards, rows])
  const keys = useMemo(() => items.map((it) => it.id), [items])

  // One of them can be reached with Tab; the arrows go on from there. When it goes, the one that comes to its place.
  const [current, setCurrent] = useState<Id | null>(before?.entry ?? null)
  const lastAt = useRef(0)
  const at = current === null ? -1 : keys.indexOf(current)
  if (at >= 0) lastAt.current = at
  const reachable = at >= 0 ? current : (keys[Math.min(lastAt.current, keys.length - 1)] ?? null)
  const picked = useRef<Id | null>(null)

  const told = useRef(0)
  useEffect(() => {
    if (told.current !== selected.size) announce(t.selection.count(selected.size))
    told.current = selected.size
  })

  // ---- what is drawn -------------------------------------------------------------------------------------------
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const room = scroll.current?.getBoundingClientRect()
    const top = body.current?.getBoundingClientRect()
    const next = room && top ? Math.round(top.top - room.top + (scroll.current?.scrollTop ?? 0)) : 0
    if (Math.abs(next - margin) > 1) setMargin(next)
  })
  const reachableRow = reachable === null ? -1 : rows.findIndex((it) => it.id === reachable)
  const list = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? `waiting-${index}`,
    overscan: OVERSCAN,
    scrollMargin: margin,
    // The head of the table stays over what is scrolled to.
    scrollPaddingStart: HEAD_PX,
    initialOffset: before?.offset ?? 0,
    // The one that can be reached is kept, wherever one scrolls: the focus would fall to the page.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan)
      const to = Math.min(count - 1, endIndex + overscan)
      const seen = Array.from({ length: to - from + 1 }, (_, index) => from + index)
      if (reachableRow >= 0 && reachableRow < from) return [reachableRow, ...seen]
      return reachableRow > to && reachableRow < count ? [...seen, reachableRow] : seen
    },
  })
  const drawn = list.getVirtualItems()
  const lastSeen = list.range?.endIndex ?? 0
  useEffect(() => {
    if (hasMore && !isLoading && !hasFailed && lastSeen >= rows.length - AHEAD) onMore()
  }, [hasMore, isLoading, hasFailed, lastSeen, rows.length, onMore])

  useLayoutEffect(() => {
    if (before && scroll.current) scroll.current.scrollTop = before.offset
  }, [before])

  // ---- the focus ----------------------------------------------------------------------------------------------
  const elementOf = useCallback(
    (key: Id | null): HTMLElement | null =>
      key === null ? null : (scroll.current?.querySelector<HTMLElement>(`[data-focus="${key}"]`) ?? null),
    [],
  )
  const wanted = useRef<{ key: Id; isArrival: boolean } | null>(
    before?.entry ? { key: before.entry, isArrival: true } : null,
  )
  const show = useCallback(
    (key: Id) => {
      const row = rows.findIndex((it) => it.id === key)
      if (row >= 0) list.scrollToIndex(row, { align: 'auto' })
    },
    [rows, list],
  )
  const focus = useCallback(
    (key: Id) => {
      setCurrent(key)
      wanted.current = { key, isArrival: false }
      show(key)
      elementOf(key)?.focus()
    },
    [show, elementOf],
  )
  useImperativeHandle(props.handle, () => ({ focus }), [focus])
  // It may be drawn a picture later, or come with the next answer.
  useEffect(() => {
    const wish = wanted.current
    if (!wish) return
    const element = elementOf(wish.key)
    if (!element) {
      if (keys.includes(wish.key)) {
        setCurrent(wish.key)
        show(wish.key)
      }
      return
    }
    wanted.current = null
    // Where one comes back to is not called away to the heading of the screen.
    if (wish.isArrival) element.dataset.arrived = ''
    if (document.activeElement !== element) element.focus({ preventScroll: wish.isArrival })
    if (wish.isArrival) element.scrollIntoView({ block: 'nearest' })
  })
  const nextNow = useRef(reachable)
  nextNow.current = reachable
  const kept = useKeptFocus<HTMLElement>(() => elementOf(nextNow.current))
  const room = useCallback(
    (it: HTMLElement | null) => {
      scroll.current = it
      return kept(it)
    },
    [kept],
  )
  useEffect(
    () => () => {
      // Where it was left is asked for by whoever opens an entry of it.
      const offset = scrollNow.current
      if (openedNow.current) leave(folder, { entry: openedNow.current, offset })
    },
    [folder],
  )
  const scrollNow = useRef(0)
  const openedNow = useRef<Id | null>(null)
  const open = (entry: Entry) => {
    openedNow.current = entry.id
    props.onOpen(entry)
  }

  // ---- the keyboard -------------------------------------------------------------------------------------------
  const across = () => {
    const all = [...(scroll.current?.querySelectorAll<HTMLElement>('[data-card]') ?? [])]
    const first = all[0]?.offsetTop
    const wrapped = all.findIndex((it) => it.offsetTop !== first)
    return wrapped < 1 ? Math.max(1, all.length) : wrapped
  }

  const toggle = (key: Id, isOn: boolean, isRange: boolean) => {
    onSelect(pick(selected, keys, key, isOn, isRange ? picked.current : null))
    picked.current = key
  }

  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !(event.target instanceof Element)) return
    const holder = event.target.closest<HTMLElement>('[data-entry]')
    const key = holder?.dataset.entry
    const entry = items.find((it) => it.id === key)
    if (!key || !entry) return
    const isOnItem = (event.target as HTMLElement).dataset.focus === key
    const isCommand = event.ctrlKey || event.metaKey
    if (isCommand && event.key.toLowerCase() === 'a') {
      event.preventDefault()
      props.onSelectAll()
      return
    }
    if (isCommand || event.altKey) return
    switch (event.key) {
      case 'Enter':
        // A card is a link.
        if (!isOnItem || event.target instanceof HTMLAnchorElement) return
        open(entry)
        break
      case ' ':
        if (!isOnItem) return
        toggle(key, !selected.has(key), event.shiftKey)
        break
      case 'F2':
        props.onRename(entry)
        break
      case 'Delete':
        props.onTrash(entry)
        break
      case 'Escape':
        if (selected.size === 0) return
        onSelect(new Set())
        break
      default: {
        if (!isOnItem && !['ArrowUp', 'ArrowDown'].includes(event.key)) return
        if (!/^(?:Arrow|Page|Home|End)/.test(event.key)) return
        const to = step(event.key, keys.indexOf(key), cards.length, across(), keys.length)
        const next = to === null ? undefined : keys[to]
        event.preventDefault()
        if (next === undefined) return
        if (event.shiftKey) onSelect(pick(pick(selected, keys, key, true, null), keys, next, true, null))
        picked.current = event.shiftKey ? next : picked.current
        focus(next)
        return
      }
    }
    event.preventDefault()
  }

  // The menu key, Shift F10, and the other button of a mouse.
  const askMenu = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return
    const holder = event.target.closest<HTMLElement>('[data-entry]')
    const entry = items.find((it) => it.id === holder?.dataset.entry)
    const button = holder?.querySelector<HTMLElement>('[data-menu] button')
    if (!holder || !entry || !button) return
    event.preventDefault()
    setCurrent(entry.id)
    props.onMenu(entry, button)
  }

  const line = {
    project,
    selected,
    reachable,
    onToggle: toggle,
    onCurrent: setCurrent,
    onMenu: props.onMenu,
    onOpen: open,
  }
  const allSelected = keys.length > 0 && !hasMore && keys.every((it) => selected.has(it))

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of what is in it, heard in one place.
    <div
      className={s.room}
      ref={room}
      onKeyDown={press}
      onContextMenu={askMenu}
      onScroll={(event) => {
        scrollNow.current = event.currentTarget.scrollTop
      }}
    >
      {cards.length > 0 && (
        <ul className={s.cards} aria-label={t.folder.label}>
          {cards.map((it) => (
            <FolderCard key={it.id} entry={it} {...line} />
          ))}
        </ul>
      )}
      {rowCount > 0 && (
        <table className={s.table} aria-rowcount={rowCount + 1}>
          <caption>
            <VisuallyHidden>{props.caption}</VisuallyHidden>
          </caption>
          <thead className={s.head}>
            <tr aria-rowindex={1}>
              <th scope="col" className={s.pick}>
                <Checkbox
                  label={t.table.selectAll}
                  isLabelHidden
                  isSelected={allSelected}
                  isPartial={selected.size > 0 && !allSelected}
                  onChange={(isOn) => (isOn ? props.onSelectAll() : onSelect(new Set()))}
                />
              </th>
              <Head by="name" label={t.table.name} order={props.order} onOrder={props.onOrder} />
              <th scope="col" className={s.by}>
                {t.table.by}
              </th>
              <Head by="changed" label={t.table.when} order={props.order} onOrder={props.onOrder} />
              <Head by="size" label={t.table.size} order={props.order} onOrder={props.onOrder} />
              <th scope="col" className={s.version}>
                {t.table.version}
              </th>
              <th scope="col" className={s.more}>
                <VisuallyHidden>{t.table.actions}</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {drawn.flatMap((it, index) => {
              const end = index === 0 ? margin : (drawn[index - 1]?.end ?? margin)
              const entry = rows[it.index]
              const gap = it.start - end
              return [
                ...(gap > 0.5 ? [<Gap key={`gap-${it.index}`} height={gap} />] : []),
                entry ? (
                  <FileRow
                    key={entry.id}
                    entry={entry}
                    index={it.index}
                    measure={list.measureElement}
                    person={entry.changed_by ? props.people.get(entry.changed_by) : undefined}
                    format={format}
                    {...line}
                  />
                ) : (
                  <WaitingRow key={it.key} index={it.index} />
                ),
              ]
            })}
            <Gap height={Math.max(0, list.getTotalSize() + margin - (drawn.at(-1)?.end ?? margin))} />
          </tbody>
        </table>
      )}
      {rowCount > 0 && isLoading && (
        <p role="status" className={s.said}>
          {t.table.waiting}
        </p>
      )}
      {hasFailed && (
        <p className={s.failed} role="alert">
          {t.table.restNotLoaded}{' '}
          <Button size="sm" onPress={onMore}>
            {t.retry}
          </Button>
        </p>
      )}
      {items.length === 0 && !hasMore && props.empty}
    </div>
  )
}

interface LineProps {
  entry: Entry
  project: Id
  selected: Selection
  reachable: Id | null
  onToggle: (key: Id, isOn: boolean, isRange: boolean) => void
  onCurrent: (key: Id) => void
  onMenu: (entry: Entry, at: HTMLElement) => void
  onOpen: (entry: Entry) => void
}

function FolderCard({ entry, project, selected, reachable, onToggle, onCurrent, onMenu, onOpen }: LineProps) {
  const t = useTexts()
  const isSelected = selected.has(entry.id)
  const tabIndex = entry.id === reachable ? 0 : -1
  return (
    <li
      className={cx(s.card, isSelected && s.picked)}
      data-entry={entry.id}
      data-card
      data-folder={entry.can.write ? entry.id : undefined}
      onFocus={() => onCurrent(entry.id)}
    >
      <Pick entry={entry} isSelected={isSelected} tabIndex={tabIndex} onToggle={onToggle} />
      <Anchor
        href={hrefOf(project, entry.id)}
        className={s.cardLink}
        tabIndex={tabIndex}
        data-focus={entry.id}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          onOpen(entry)
        }}
      >
        <FolderShape isNarrowed={entry.is_narrowed} />
        <span className={s.cardWords}>
          <b className={s.cardName} title={entry.name}>
            {entry.name}
          </b>{' '}
          <span className={s.cardAbout}>{t.folder.about(entry.items ?? 0, entry.is_narrowed)}</span>
        </span>
        {entry.is_narrowed && <Lock className={s.lock} size={15} strokeWidth={1.75} aria-hidden="true" />}
      </Anchor>
      <More entry={entry} tabIndex={tabIndex} onMenu={onMenu} />
    </li>
  )
}

interface RowProps extends LineProps {
  index: number
  measure: (it: Element | null) => void
  person: Person | undefined
  format: Formats
}

function FileRow(props: RowProps) {
  const { entry, project, index, measure, person, format, selected, reachable, onToggle, onCurrent, onMenu } = props
  const t = useTexts()
  const isSelected = selected.has(entry.id)
  const tabIndex = entry.id === reachable ? 0 : -1
  const { file } = entry
  const isFolder = entry.kind === 'folder'
  return (
    <tr
      ref={measure}
      data-index={index}
      data-entry={entry.id}
      data-focus={entry.id}
      data-folder={isFolder && entry.can.write ? entry.id : undefined}
      aria-rowindex={index + 2}
      className={cx(s.row, isSelected && s.picked)}
      tabIndex={tabIndex}
      onFocus={() => onCurrent(entry.id)}
      onClick={(event) => {
        // A press on a control, or the end of selecting text, is not a press on the row.
        if (event.defaultPrevented || isControl(event.target)) return
        if (window.getSelection()?.isCollapsed === false) return
        if (event.shiftKey || event.ctrlKey || event.metaKey) onToggle(entry.id, !isSelected, event.shiftKey)
        else props.onOpen(entry)
      }}
    >
      <td className={s.pick}>
        <Pick entry={entry} isSelected={isSelected} tabIndex={tabIndex} onToggle={onToggle} />
      </td>
      <th scope="row" className={s.name}>
        <span className={s.named}>
          {isFolder ? (
            <FolderShape isNarrowed={entry.is_narrowed} size={32} />
          ) : (
            <FileIcon kind={kindOfEntry(entry)} size={32} />
          )}
          <Anchor
            href={hrefOf(project, entry.id)}
            className={s.link}
            title={entry.name}
            tabIndex={-1}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return
              event.preventDefault()
              props.onOpen(entry)
            }}
          >
            {entry.name}
            <VisuallyHidden>, {t.kinds[isFolder ? 'folder' : kindOfEntry(entry)]}</VisuallyHidden>
          </Anchor>
          {entry.is_narrowed && (
            <span className={s.lock} role="img" aria-label={t.folder.narrowed} title={t.folder.narrowed}>
              <Lock size={15} strokeWidth={1.75} aria-hidden="true" />
            </span>
          )}
        </span>
      </th>
      <td className={s.by}>
        {person ? (
          <span className={s.person}>
            <Avatar person={person} size={24} />
            <span className={s.personName}>{person.name}</span>
          </span>
        ) : (
          <span className={s.personName}>{t.somebody}</span>
        )}
      </td>
      <td className={s.when}>
        <time dateTime={entry.changed_at} title={format.fullDateTime(entry.changed_at)}>
          {whenOf(format, entry.changed_at)}
        </time>
      </td>
      <td className={s.size}>{file ? format.bytes(file.size) : t.elements(entry.items ?? 0)}</td>
      <td className={s.version}>
        {file ? (
          <span className={s.badge}>
            <span aria-hidden="true">{t.table.revision(file.revision)}</span>
            <VisuallyHidden>{t.table.revisionSaid(file.revision)}</VisuallyHidden>
          </span>
        ) : null}
      </td>
      <td className={s.more}>
        <More entry={entry} tabIndex={tabIndex} onMenu={onMenu} />
      </td>
    </tr>
  )
}

const HOUR_MS = 3_600_000

/** How long ago within the hour, then when. */
export const whenOf = (format: Formats, at: string): string =>
  Date.now() - Date.parse(at) < HOUR_MS ? format.relative(at) : format.dateTime(at)

function Pick(props: {
  entry: Entry
  isSelected: boolean
  tabIndex: number
  onToggle: (key: Id, isOn: boolean, isRange: boolean) => void
}) {
  const { entry, isSelected, tabIndex, onToggle } = props
  const t = useTexts()
  const isRange = useRef(false)
  return (
    <span
      className={s.box}
      onClickCapture={(event) => {
        isRange.current = event.shiftKey
      }}
    >
      <Checkbox
        label={t.table.select(entry.name)}
        isLabelHidden
        isSelected={isSelected}
        tabIndex={tabIndex}
        onChange={(isOn) => onToggle(entry.id, isOn, isRange.current)}
      />
    </span>
  )
}

function More(props: { entry: Entry; tabIndex: number; onMenu: (entry: Entry, at: HTMLElement) => void }) {
  const { entry, tabIndex, onMenu } = props
  const t = useTexts()
  return (
    <span data-menu className={s.menu}>
      <button
        type="button"
        className={s.menuButton}
        aria-haspopup="menu"
        aria-label={t.table.menuOf(entry.name)}
        tabIndex={tabIndex}
        onClick={(event) => onMenu(entry, event.currentTarget)}
      >
        <Ellipsis size={18} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </span>
  )
}

function WaitingRow({ index }: { index: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row that only holds room takes no focus.
    <tr className={s.waiting} data-index={index} aria-rowindex={index + 2} aria-hidden="true">
      <td colSpan={7}>
        <SkeletonText lines={1} />
      </td>
    </tr>
  )
}

function Gap({ height }: { height: number }) {
  if (height < 1) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: as above.
    <tr aria-hidden="true" className={s.gap}>
      <td colSpan={7} style={{ height }} />
    </tr>
  )
}

function Head(props: { by: By; label: string; order: Order; onOrder: (order: Order) => void }) {
  const { by, label, order, onOrder } = props
  const isBy = order.by === by
  const Arrow = isBy ? (order.isDescending ? ArrowDown : ArrowUp) : ArrowUpDown
  return (
    <th
      scope="col"
      className={cx(s[by === 'changed' ? 'when' : by])}
      aria-sort={isBy ? (order.isDescending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className={s.sort}
        // The newest and the largest are looked for first.
        onClick={() => onOrder({ by, isDescending: isBy ? !order.isDescending : by !== 'name' })}
      >
        {label}
        <Arrow className={cx(!isBy && s.unsorted)} size={14} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </th>
  )
}

const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, label, select, textarea, [role="menu"]') !== null
