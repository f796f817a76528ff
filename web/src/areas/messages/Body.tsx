// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { createContext, Fragment, memo, type ReactNode, useContext, useMemo } from 'react'
import { cx } from '@/lib/cx'
import { type Block, type Inline, isEmojiOnly, read } from '@/lib/markdown/markdown'
import { unbroken } from '@/lib/markdown/unbroken'
import { Anchor, announce, IconButton } from '@/ui'
import s from './Body.module.css'
import { keywords } from './keywordQueries'
import { type Finder, finderOf } from './keywords'
import { EVERYONE } from './mentions'
import { useTalk } from './talk'
import { useTexts } from './texts'

/** What finds the words of which one is told. */
const FinderContext = createContext<Finder | null>(null)

interface Read {
  blocks: readonly Block[]
  isLarge: boolean
}

/** Lines come and go as one scrolls: what was read lately is not read again. The oldest are forgotten first. */
const lately = new Map<string, Read>()
const LATELY_MAX = 400

function readOnce(body: string): Read {
  const known = lately.get(body)
  if (known) {
    lately.delete(body)
    lately.set(body, known)
    return known
  }
  const made = { blocks: read(body), isLarge: isEmojiOnly(body) }
  lately.set(body, made)
  if (lately.size > LATELY_MAX) lately.delete(lately.keys().next().value ?? '')
  return made
}

/** The text of a message. Built of elements, never of HTML: whatever someone writes can only become what is made here. */
export const Body = memo(function Body({ body, end }: { body: string; end?: ReactNode }) {
  const { data: find = null } = useQuery({ ...keywords, select: finderOf })
  const { blocks, isLarge } = useMemo(() => readOnce(body), [body])
  return (
    <div className={cx(s.body, isLarge && s.large)} dir="auto">
      <FinderContext value={find}>
        <Blocks blocks={blocks} />
      </FinderContext>
      {end}
    </div>
  )
})

/** Pieces of a text that never changes place: their position is their name. */
const numbered = <T,>(list: readonly T[]) => list.map((it, index) => ({ key: String(index), it }))

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return numbered(blocks).map(({ key, it }) => <OneBlock key={key} block={it} />)
}

function OneBlock({ block }: { block: Block }): ReactNode {
  const t = useTexts()
  switch (block.is) {
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inside} />
        </p>
      )
    // Not a heading of the page: somebody's emphasis.
    case 'heading':
      return (
        <p className={s.heading}>
          <Inlines inlines={block.inside} />
        </p>
      )
    case 'quote':
      return (
        <blockquote className={s.quote}>
          <Blocks blocks={block.blocks} />
        </blockquote>
      )
    case 'list': {
      const items = numbered(block.items).map(({ key, it }) => (
        <li key={key} className={it.isDone === null ? undefined : s.task}>
          {it.isDone !== null && (
            <span role="img" aria-label={it.isDone ? t.line.done : t.line.toDo}>
              {it.isDone ? '☑' : '☐'}
            </span>
          )}
          {it.isDone === null ? (
            <Blocks blocks={it.blocks} />
          ) : (
            // What belongs to the point stands below it, not beside it.
            <div className={s.taskText}>
              <Blocks blocks={it.blocks} />
            </div>
          )}
        </li>
      ))
      return block.isOrdered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>
    }
    case 'code':
      return <Code language={block.language} text={block.text} />
    case 'table':
      return (
        // A scroll region must be reachable from the keyboard.
        // biome-ignore lint/a11y/useSemanticElements: a table wider than the message scrolls in its own region.
        <div className={s.scroll} role="group" tabIndex={0} aria-label={t.line.table}>
          <table>
            <thead>
              <tr>
                {numbered(block.head).map(({ key, it }, index) => (
                  <th key={key} scope="col" className={alignOf(block.align[index])}>
                    <Inlines inlines={it} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {numbered(block.rows).map(({ key, it: row }) => (
                <tr key={key}>
                  {numbered(row).map(({ key: cell, it }, index) => (
                    <td key={cell} className={alignOf(block.align[index])}>
                      <Inlines inlines={it} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
    case 'rule':
      return <hr />
  }
}

const alignOf = (align: 'left' | 'center' | 'right' | null | undefined) =>
  align === 'right' ? s.right : align === 'center' ? s.center : undefined

function Code({ language, text }: { language: string; text: string }) {
  const t = useTexts()
  const copy = () =>
    void navigator.clipboard
      .writeText(text)
      .then(() => announce(t.line.copied))
      .catch(() => announce(t.actions.notCopied))
  return (
    <div className={s.code}>
      <div className={s.codeHead}>
        <span>{language || t.line.code}</span>
        <IconButton size="sm" icon={Copy} label={t.line.copy} onPress={copy} />
      </div>
      {/* A scroll region must be reachable from the keyboard. */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </div>
  )
}

export function Inlines({ inlines }: { inlines: readonly Inline[] }) {
  return numbered(inlines).map(({ key, it }) => <Fragment key={key}>{inline(it)}</Fragment>)
}

function inline(it: Inline): ReactNode {
  switch (it.is) {
    case 'text':
      return <Words text={unbroken(it.text)} />
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
      return <code className={s.inlineCode}>{it.text}</code>
    case 'link':
      // A page of this installation opens in this window, a message in its place.
      if (it.href.startsWith(`${location.origin}/`))
        return (
          <Anchor href={it.href.slice(location.origin.length)}>
            <Inlines inlines={it.inside} />
          </Anchor>
        )
      return (
        <a href={it.href} rel="noreferrer noopener" target="_blank">
          <Inlines inlines={it.inside} />
        </a>
      )
    case 'mention':
      return <Mention id={it.id} said={it.said} />
  }
}

/** Text, in which the words stand out of which one wants to be told. */
function Words({ text }: { text: string }) {
  const pieces = useContext(FinderContext)?.(text)
  if (!pieces) return text
  return pieces.map((it, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity.
    it.isFound ? <mark key={at}>{it.text}</mark> : it.text,
  )
}

/** By the name they have, or else the one that the server gave them when they were named: what is typed there it does not keep. */
function Mention({ id, said }: { id: string; said: string }) {
  const { me, nameOf } = useTalk()
  const isMe = id === me.id || id === EVERYONE
  return <span className={cx(s.mention, isMe && s.me)}>@{nameOf(id, said)}</span>
}
