// SPDX-License-Identifier: EUPL-1.2

import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { cx } from '@/lib/cx'
import { drawIcon, type IconLike } from './Icon'
import s from './Tree.module.css'

export interface TreeNode {
  id: string
  label: string
  icon?: IconLike
  /** After the label: a count. Part of the item's name. */
  meta?: ReactNode
  children?: readonly TreeNode[]
}

export interface TreeProps {
  label: string
  items: readonly TreeNode[]
  selected: string | null
  onSelect: (id: string) => void
  /** Without it the tree keeps what is open itself, everything at first. */
  expanded?: ReadonlySet<string>
  onExpand?: (expanded: ReadonlySet<string>) => void
}

interface Line {
  node: TreeNode
  level: number
  parent: string | undefined
  place: number
  siblings: number
}

/** ↑ ↓ move, → opens or goes in, ← closes or goes out, letters look for a name, Enter and Space choose. */
export function Tree({ label, items, selected, onSelect, expanded, onExpand }: TreeProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string>()
  const list = useRef<HTMLDivElement>(null)
  const typed = useRef({ text: '', at: 0 })

  const isOpen = (id: string) => (expanded ? expanded.has(id) : !closed.has(id))
  const toggle = (id: string) => {
    const next = new Set(expanded ?? closed)
    if (next.has(id)) next.delete(id)
    else next.add(id)
    if (expanded) onExpand?.(next)
    else setClosed(next)
  }

  const lines: Line[] = []
  const walk = (nodes: readonly TreeNode[], level: number, parent: string | undefined) => {
    nodes.forEach((node, index) => {
      lines.push({ node, level, parent, place: index + 1, siblings: nodes.length })
      if (node.children?.length && isOpen(node.id)) walk(node.children, level + 1, node.id)
    })
  }
  walk(items, 1, undefined)
  const ids = lines.map((it) => it.node.id)
  const reachable = [current, selected].find((it) => it != null && ids.includes(it)) ?? ids[0]

  const go = (id: string | undefined) => {
    if (id === undefined) return
    setCurrent(id)
    const line = [...(list.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])]
    line.find((it) => it.dataset.key === id)?.focus()
  }

  const press = (event: KeyboardEvent, line: Line) => {
    const { node } = line
    const at = ids.indexOf(node.id)
    const hasChildren = Boolean(node.children?.length)
    const isUnfolded = hasChildren && isOpen(node.id)
    switch (event.key) {
      case 'ArrowDown':
        go(ids[at + 1])
        break
      case 'ArrowUp':
        go(ids[at - 1])
        break
      case 'Home':
        go(ids[0])
        break
      case 'End':
        go(ids.at(-1))
        break
      case 'ArrowRight':
        if (hasChildren && !isUnfolded) toggle(node.id)
        else if (isUnfolded) go(ids[at + 1])
        break
      case 'ArrowLeft':
        if (isUnfolded) toggle(node.id)
        else go(line.parent)
        break
      case 'Enter':
      case ' ':
        onSelect(node.id)
        break
      default:
        if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
        go(named(event.key, event.timeStamp, at))
    }
    event.preventDefault()
  }

  const named = (letter: string, at: number, from: number): string | undefined => {
    typed.current.text = at - typed.current.at > 700 ? letter : typed.current.text + letter
    typed.current.at = at
    const wanted = plain(typed.current.text)
    // A first letter goes to the next such name; more letters may keep the present one.
    const start = typed.current.text.length > 1 ? from : from + 1
    const order = [...lines.slice(start), ...lines.slice(0, start)]
    return order.find((it) => plain(it.node.label).startsWith(wanted))?.node.id
  }

  return (
    <div ref={list} role="tree" aria-label={label} className={s.tree}>
      {lines.map((line) => {
        const { node } = line
        const hasChildren = Boolean(node.children?.length)
        const isUnfolded = hasChildren && isOpen(node.id)
        return (
          <div
            key={node.id}
            data-key={node.id}
            role="treeitem"
            className={cx(s.item, node.id === selected && s.selected)}
            // The only value of a style that is not a token: how deep.
            style={{ '--level': line.level - 1 } as React.CSSProperties}
            aria-level={line.level}
            aria-setsize={line.siblings}
            aria-posinset={line.place}
            aria-expanded={hasChildren ? isUnfolded : undefined}
            aria-selected={node.id === selected}
            tabIndex={node.id === reachable ? 0 : -1}
            onFocus={() => setCurrent(node.id)}
            onKeyDown={(event) => press(event, line)}
            onClick={() => onSelect(node.id)}
          >
            {hasChildren ? (
              // Pointer only: the keyboard has the arrows, and the state is on the item.
              <span
                className={cx(s.fold, isUnfolded && s.unfolded)}
                aria-hidden="true"
                onClick={(event) => {
                  event.stopPropagation()
                  toggle(node.id)
                }}
              >
                <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />
              </span>
            ) : (
              <span className={s.fold} />
            )}
            {drawIcon(node.icon, 16)}
            <span className={s.label}>{node.label}</span>
            {node.meta && <span className={s.meta}>{node.meta}</span>}
          </div>
        )
      })}
    </div>
  )
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
