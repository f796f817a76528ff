// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Id } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Button, EmptyState, SkeletonText } from '@/ui'
import { TEXT_MAX_BYTES, textOf } from '../queries'
import { useTexts } from '../texts'
import { readSheet } from './csv'
import { Markdown } from './Markdown'
import s from './previews.module.css'

/** Longer than this it is shown as it was typed: nobody reads so much of it as a page. */
const MARKDOWN_MAX = 300_000

export interface TextPreviewProps {
  project: Id
  file: Id
  revision: number
  size: number
  as: 'csv' | 'markdown' | 'text'
  name: string
}

export function TextPreview({ project, file, revision, size, as, name }: TextPreviewProps) {
  const t = useTexts()
  const format = useFormat()
  const { data, isError, error, refetch } = useQuery(textOf(project, file, revision, size))
  if (!data) {
    return isError ? (
      <EmptyState
        title={t.file.notShown}
        problem={error}
        actions={<Button onPress={() => void refetch()}>{t.retry}</Button>}
      />
    ) : (
      <div className={s.sheet}>
        <SkeletonText lines={12} />
      </div>
    )
  }
  return (
    // A scroll region must be reachable from the keyboard.
    // biome-ignore lint/a11y/useSemanticElements: what the file says, which is no part of the page's own outline.
    <div className={s.text} role="group" aria-label={t.file.contentOf(name)} tabIndex={0}>
      {!data.isWhole && <p className={s.cut}>{t.file.isCut(format.bytes(TEXT_MAX_BYTES))}</p>}
      {data.text === '' ? (
        <p className={s.cut}>{t.file.isEmpty}</p>
      ) : as === 'csv' ? (
        <SheetPreview text={data.text} name={name} />
      ) : as === 'markdown' && data.text.length <= MARKDOWN_MAX ? (
        <div className={s.sheet}>
          <Markdown text={data.text} />
        </div>
      ) : (
        <pre className={s.plain} dir="auto">
          {data.text}
        </pre>
      )}
    </div>
  )
}

function SheetPreview({ text, name }: { text: string; name: string }) {
  const t = useTexts()
  const { rows, isCut } = useMemo(() => readSheet(text), [text])
  const [head = [], ...body] = rows
  return (
    <>
      {isCut && <p className={s.cut}>{t.file.sheetIsCut(rows.length)}</p>}
      <table className={s.cells} aria-label={name}>
        <thead>
          <tr>
            {head.map((it, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell has no other identity than its place.
              <th key={index} scope="col">
                {it}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <tr key={line}>
              {row.map((it, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <td key={index}>{it}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
