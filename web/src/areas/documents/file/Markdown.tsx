// SPDX-License-Identifier: EUPL-1.2
import { Fragment, type ReactNode, useMemo } from 'react'
import { type Block, type Inline, read } from '@/lib/markdown/markdown'
import { Anchor } from '@/ui'
import { useTexts } from '../texts'
import s from './Markdown.module.css'

/** A text in Markdown, as a page. Built of elements, never of HTML: whatever it says can only become what is made here. */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => read(text, 'file'), [text])
  return (
    <div className={s.page} dir="auto">
      <Blocks blocks={blocks} />
    </div>
  )
}

/** Pieces of a text that never changes place: their position is their name. */
const numbered = <T,>(list: readonly T[]) => list.map((it, index) => ({ key: String(index), it }))

const Blocks = ({ blocks }: { blocks: readonly Block[] }) =>
  numbered(blocks).map(({ key, it }) => <Fragment key={key}>{block(it)}</Fragment>)

const Inlines = ({ inlines }: { inlines: readonly Inline[] }) =>
  numbered(inlines).map(({ key, it }) => <Fragment key={key}>{inline(it)}</Fragment>)

function block(it: Block): ReactNode {
  switch (it.is) {
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={it.inside} />
        </p>
      )
    case 'heading': {
      // The page's own heading is the name of the file.
      const Heading = `h${Math.min(6, it.level + 1)}` as 'h2'
      return (
        <Heading>
          <Inlines inlines={it.inside} />
        </Heading>
      )
    }
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={it.blocks} />
        </blockquote>
      )
    case 'list':
      return <List list={it} />
    case 'code':
      return (
        // A scroll region must be reachable from the keyboard.
        <pre tabIndex={0}>
          <code>{it.text}</code>
        </pre>
      )
    case 'table':
      return <TableOf table={it} />
    case 'rule':
      return <hr />
  }
}

function List({ list }: { list: Extract<Block, { is: 'list' }> }) {
  const t = useTexts()
  const items = numbered(list.items).map(({ key, it }) => (
    <li key={key} className={it.isDone === null ? undefined : s.task}>
      {it.isDone !== null && (
        <span role="img" aria-label={it.isDone ? t.file.isDone : t.file.isToDo}>
          {it.isDone ? '☑' : '☐'}
        </span>
      )}
      <div>
        <Blocks blocks={it.blocks} />
      </div>
    </li>
  ))
  return list.isOrdered ? <ol start={list.start}>{items}</ol> : <ul>{items}</ul>
}

function TableOf({ table }: { table: Extract<Block, { is: 'table' }> }) {
  const t = useTexts()
  const side = (index: number) => (table.align[index] === 'right' ? s.right : undefined)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table wider than the page scrolls in its own region.
    <div className={s.scroll} role="group" tabIndex={0} aria-label={t.file.table}>
      <table>
        <thead>
          <tr>
            {numbered(table.head).map(({ key, it }, index) => (
              <th key={key} scope="col" className={side(index)}>
                <Inlines inlines={it} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbered(table.rows).map(({ key, it: row }) => (
            <tr key={key}>
              {numbered(row).map(({ key: cell, it }, index) => (
                <td key={cell} className={side(index)}>
                  <Inlines inlines={it} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function inline(it: Inline): ReactNode {
  switch (it.is) {
    case 'text':
      return it.text
    case 'break':
      return <br />
    case 'strong':
      return (
        <strong>
          <Inlines inlines={it.inside} />
        </strong>
      )
    case 'em':
      return (
        <em>
          <Inlines inlines={it.inside} />
        </em>
      )
    case 'del':
      return (
        <del>
          <Inlines inlines={it.inside} />
        </del>
      )
    case 'code':
      return <code>{it.text}</code>
    case 'link':
      return it.href.startsWith(`${location.origin}/`) ? (
        <Anchor href={it.href.slice(location.origin.length)}>
          <Inlines inlines={it.inside} />
        </Anchor>
      ) : (
        <a href={it.href} rel="noreferrer noopener" target="_blank">
          <Inlines inlines={it.inside} />
        </a>
      )
    case 'mention':
      return `@${it.said}`
  }
}
