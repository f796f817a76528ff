// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import type { Id, Import } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Badge, Link } from '@/ui'
import css from '../admin.module.css'
import { imports } from '../queries'
import { Scroller } from '../Scroller'
import { useTexts } from '../texts'
import { Waiting } from '../Waiting'

const TONES = { checked: 'info', running: 'warning', paused: 'warning', done: 'success' } as const

export function ImportStatus({ status }: { status: Import['status'] }) {
  const t = useTexts().import
  return <Badge tone={TONES[status]}>{t.statuses[status]}</Badge>
}

export function History({ onOpen }: { onOpen: (id: Id) => void }) {
  const t = useTexts().import
  const format = useFormat()
  const list = useQuery(imports)
  return (
    <section className={css.step}>
      <h2 id="import-history">{t.history}</h2>
      {!list.data ? (
        <Waiting query={list} rows={3} />
      ) : list.data.length === 0 ? (
        <p className={css.quiet}>{t.historyEmpty}</p>
      ) : (
        <Scroller label={t.historyCaption}>
          <table className={css.plain} aria-label={t.historyCaption}>
            <thead>
              <tr>
                <th scope="col">{t.file}</th>
                <th scope="col">{t.when}</th>
                <th scope="col">{t.by}</th>
                <th scope="col">{t.state}</th>
                <th scope="col">{t.result}</th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((it) => (
                <tr key={it.id}>
                  <td>
                    <Link
                      href={`/administration/import?import=${encodeURIComponent(it.id)}`}
                      onPress={(event) => {
                        if (event.ctrlKey || event.metaKey || event.shiftKey) return
                        event.preventDefault()
                        onOpen(it.id)
                      }}
                    >
                      {it.file_name}
                    </Link>
                  </td>
                  <td className={css.when}>{format.dateTime(it.created_at)}</td>
                  <td>{it.created_by.name}</td>
                  <td>
                    <ImportStatus status={it.status} />
                  </td>
                  <td>{t.resultOf(it.created, it.faults_total)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
    </section>
  )
}
