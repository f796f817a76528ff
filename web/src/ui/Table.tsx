// SPDX-License-Identifier: EUPL-1.2

import { ArrowDown, ArrowUp, ArrowUpDown, X } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { cx } from '@/lib/cx'
import { announce } from './announce'
import { IconButton } from './Button'
import { Checkbox } from './choices'
import s from './Table.module.css'
import { useUiTexts } from './texts'
import { VisuallyHidden } from './VisuallyHidden'

export interface Column<Row> {
  id: string
  label: string
  /** For screen readers only: a column of actions or of avatars. */
  isLabelHidden?: boolean
  cell: (row: Row) => ReactNode
  isSortable?: boolean
  align?: 'start' | 'end'
  /** A CSS length or share of what is left. */
  width?: string
  /** Names its row: one column has it, usually the first. */
  isRowHeader?: boolean
  /** On a telephone a row is two lines: the row header, then the columns that are not `hidden`. `end` stays at the right. */
  onSmall?: 'line' | 'end' | 'hidden'
}

export interface Sort {
  by: string
  isDescending: boolean
}

export interface TableProps<Row> {
  /** What the table is, for screen readers and shown when `isCaptionShown`. */
  caption: string
  isCaptionShown?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The name of a row: for its checkbox. */
  rowName: (row: Row) => string
  /** Enter on a row, or a press on it. The row header should hold a link or a button that does the same. */
  onOpen?: (row: Row) => void
  /** The row whose detail is open beside the table. */
  openKey?: string | null
  sort?: Sort
  onSort?: (sort: Sort) => void
  selected?: ReadonlySet<string>
  onSelect?: (selected: ReadonlySet<string>) => void
  /** Shown while something is selected. */
  bulkActions?: ReactNode
  /** « 2 comptes sélectionnés » instead of the general words. */
  selectedLabel?: (n: number) => string
  /** Less present: deactivated accounts. */
  isMuted?: (row: Row) => boolean
  /** Instead of rows: loading, nothing, no result. */
  empty?: ReactNode
}

/** A native table: lists of people, files, tasks. Page it or keep it under a few hundred rows. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, rowName, onOpen, sort, onSort, selected, onSelect } = props
  const t = useUiTexts()
  const body = useRef<HTMLTableSectionElement>(null)
  const lastPicked = useRef<string | undefined>(undefined)
  // One row can be reached with Tab; the arrows go on from there.
  const [current, setCurrent] = useState<string>()
  const keys = rows.map(rowKey)
  const reachable = current !== undefined && keys.includes(current) ? current : keys[0]
  const isSelectable = selected !== undefined && onSelect !== undefined
  const count = isSelectable ? selected.size : 0

  const words = (n: number) => props.selectedLabel?.(n) ?? t.table.selected(n)
  const told = useRef(0)
  useEffect(() => {
    if (told.current !== count) announce(words(count))
    told.current = count
  })

  const pick = (key: string, isOn: boolean, isRange: boolean) => {
    if (!selected || !onSelect) return
    const next = new Set(selected)
    const from = isRange && lastPicked.current !== undefined ? keys.indexOf(lastPicked.current) : -1
    const to = keys.indexOf(key)
    const range = from < 0 ? [key] : keys.slice(Math.min(from, to), Math.max(from, to) + 1)
    for (const it of range) {
      if (isOn) next.add(it)
      else next.delete(it)
    }
    lastPicked.current = key
    onSelect(next)
  }

  const lineOf = (key: string | undefined) =>
    key === undefined ? undefined : [...(body.current?.rows ?? [])].find((it) => it.dataset.key === key)

  const press = (event: KeyboardEvent<HTMLTableRowElement>, row: Row) => {
    const key = rowKey(row)
    const isOnRow = event.target === event.currentTarget
    // Inside a row the arrows belong to its control when it uses them (a select, a field).
    if (
      !isOnRow &&
      event.target instanceof Element &&
      event.target.closest('input:not([type="checkbox"]), select, textarea')
    ) {
      return
    }
    const at = keys.indexOf(key)
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: isOnRow ? 0 : undefined,
      End: isOnRow ? keys.length - 1 : undefined,
    }[event.key]
    if (to !== undefined) {
      const next = keys[to]
      if (next === undefined || event.defaultPrevented) return
      event.preventDefault()
      setCurrent(next)
      if (event.shiftKey && isSelectable) pick(next, true, false)
      lineOf(next)?.focus()
      return
    }
    if (!isOnRow) return
    if (event.key === ' ' && isSelectable) {
      event.preventDefault()
      pick(key, !selected.has(key), event.shiftKey)
    } else if (event.key === 'Enter' && onOpen) {
      event.preventDefault()
      onOpen(row)
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && isSelectable) {
      event.preventDefault()
      onSelect(new Set(keys))
    }
  }

  return (
    <div className={s.frame}>
      {isSelectable && count > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: actions, not the fields of a form.
        <div className={s.bulk} role="group" aria-label={t.table.bulk}>
          <span className={s.bulkCount}>{words(count)}</span>
          {props.bulkActions}
          <IconButton label={t.table.clearSelection} icon={X} size="sm" onPress={() => onSelect(new Set())} />
        </div>
      )}
      <table className={s.table}>
        <caption className={s.caption}>
          {props.isCaptionShown ? caption : <VisuallyHidden>{caption}</VisuallyHidden>}
        </caption>
        <thead className={s.head}>
          <tr>
            {isSelectable && (
              <th scope="col" className={cx(s.th, s.pick)}>
                <Checkbox
                  label={t.table.selectAll}
                  isLabelHidden
                  isSelected={count > 0 && keys.every((it) => selected.has(it))}
                  isPartial={keys.some((it) => selected.has(it)) && !keys.every((it) => selected.has(it))}
                  isDisabled={keys.length === 0}
                  onChange={(isOn) => onSelect(isOn ? new Set(keys) : new Set())}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => {
            const key = rowKey(row)
            const isSelected = selected?.has(key) ?? false
            return (
              <tr
                key={key}
                data-key={key}
                className={cx(
                  s.row,
                  isSelected && s.selected,
                  key === props.openKey && s.open,
                  onOpen && s.openable,
                  props.isMuted?.(row) && s.muted,
                )}
                tabIndex={onOpen || isSelectable ? (key === reachable ? 0 : -1) : undefined}
                onFocus={() => setCurrent(key)}
                onKeyDown={(event) => press(event, row)}
                onClick={(event) => {
                  // A press on a control, or the end of selecting text, is not a press on the row.
                  if (!onOpen || event.defaultPrevented || isControl(event.target)) return
                  if (window.getSelection()?.isCollapsed === false) return
                  onOpen(row)
                }}
              >
                {isSelectable && (
                  <td className={cx(s.td, s.pick)}>
                    <Checkbox
                      label={t.table.select(rowName(row))}
                      isLabelHidden
                      isSelected={isSelected}
                      onChange={(isOn) => pick(key, isOn, false)}
                    />
                  </td>
                )}
                {columns.map((column) => {
                  const className = cx(
                    s.td,
                    column.align === 'end' && s.end,
                    column.isRowHeader ? s.name : s[`small-${column.onSmall ?? 'line'}`],
                  )
                  return column.isRowHeader ? (
                    <th key={column.id} scope="row" className={className}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.id} className={className}>
                      {column.cell(row)}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
      {rows.length === 0 && props.empty}
    </div>
  )
}

interface HeadCellProps<Row> {
  column: Column<Row>
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const isBy = sort?.by === column.id
  const label = column.isLabelHidden ? <VisuallyHidden>{column.label}</VisuallyHidden> : column.label
  const Arrow = isBy ? (sort.isDescending ? ArrowDown : ArrowUp) : ArrowUpDown
  return (
    <th
      scope="col"
      className={cx(s.th, column.align === 'end' && s.end)}
      style={column.width ? ({ '--column': column.width } as CSSProperties) : undefined}
      aria-sort={isBy ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
    >
      {column.isSortable && onSort ? (
        <button
          type="button"
          className={s.sort}
          onClick={() => onSort({ by: column.id, isDescending: isBy ? !sort.isDescending : false })}
        >
          {label}
          <Arrow className={cx(!isBy && s.unsorted)} size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      ) : (
        label
      )}
    </th>
  )
}

const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, label, select, textarea, [role="menu"]') !== null
