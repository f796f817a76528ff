// SPDX-License-Identifier: EUPL-1.2
import { Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Import, ImportFault } from '@/api/types'
import { Button, LinkButton, SearchField, Select } from '@/ui'
import css from '../admin.module.css'
import { faultsHref } from '../queries'
import { Scroller } from '../Scroller'
import { type AdminTexts, useTexts } from '../texts'
import { faultCounts, filterFaults } from './file'

/** Drawn at first: enough to see; the filters or the button bring the others. */
const SHOWN_AT_FIRST = 50

/** Each faulty line and column, in words that say what to correct. */
export function Faults({ shown }: { shown: Import }) {
  const all = useTexts()
  const t = all.import
  const [code, setCode] = useState('')
  const [q, setQ] = useState('')
  const [limit, setLimit] = useState(SHOWN_AT_FIRST)
  const counts = useMemo(() => faultCounts(shown.faults), [shown.faults])
  const found = useMemo(
    () => filterFaults(shown.faults, { code: code === '' ? undefined : code, q }),
    [shown.faults, code, q],
  )

  return (
    <section className={css.step}>
      <div className={css.stepHead}>
        <h2 id="import-faults">{t.faultsTitle(shown.faults_total)}</h2>
        <LinkButton size="sm" icon={Download} href={faultsHref(shown.id)} download="">
          {t.downloadFaults}
        </LinkButton>
      </div>
      {shown.faults_total > shown.faults.length && (
        <p className={css.quiet}>{t.faultsShown(shown.faults.length, shown.faults_total)}</p>
      )}
      <div className={css.filters}>
        <div className={css.search}>
          <SearchField label={t.faultSearch} value={q} onChange={setQ} />
        </div>
        <div className={css.filter}>
          <Select
            label={t.faultFilter}
            isLabelHidden
            size="sm"
            value={code}
            onChange={setCode}
            options={[
              { id: '', label: t.allFaults },
              ...counts.map((it) => ({ id: it.code, label: t.faultOption(t.codes[it.code] ?? it.code, it.count) })),
            ]}
          />
        </div>
      </div>
      {found.length === 0 ? (
        <p role="status">{t.noFaultFound}</p>
      ) : (
        <Scroller label={t.faultsCaption}>
          <table className={css.plain} aria-label={t.faultsCaption}>
            <thead>
              <tr>
                <th scope="col">{t.line}</th>
                <th scope="col">{t.column}</th>
                <th scope="col">{t.value}</th>
                <th scope="col">{t.problem}</th>
              </tr>
            </thead>
            <tbody>
              {found.slice(0, limit).map((it) => (
                <tr key={`${it.line} ${it.column} ${it.code}`}>
                  <th scope="row">{it.line}</th>
                  <td>{columnName(it, t)}</td>
                  <td className={css.mono}>{it.value === '' ? t.emptyValue : it.value}</td>
                  <td>
                    <b>{t.codes[it.code] ?? it.code}</b>
                    <br />
                    {explained(it, t)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
      {found.length > limit && (
        <div>
          <Button onPress={() => setLimit(limit + SHOWN_AT_FIRST * 4)}>{all.more}</Button>
        </div>
      )}
    </section>
  )
}

function columnName(fault: ImportFault, t: AdminTexts['import']): string {
  if (fault.column === '') return t.wholeLine
  const known = t.columns as Record<string, { name: string }>
  return known[fault.column]?.name ?? fault.column
}

export function explained(fault: ImportFault, t: AdminTexts['import']): string {
  const explain = t.explain[fault.code]
  return explain ? explain(fault.value, columnName(fault, t)) : t.explainOther
}
