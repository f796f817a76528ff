// SPDX-License-Identifier: EUPL-1.2
import { Download } from 'lucide-react'
import { useState } from 'react'
import { newDraft } from '@/api/draft'
import type { Id } from '@/api/types'
import { Button, FileDrop, ProblemLine } from '@/ui'
import css from '../admin.module.css'
import { OrganisationField } from '../OrganisationField'
import { useCheckFile } from '../queries'
import { Scroller } from '../Scroller'
import { useTexts } from '../texts'
import { csvOf, type Unsuitable, unsuitable } from './file'

const COLUMNS = ['email', 'given_name', 'family_name', 'function', 'organisation', 'group', 'language'] as const
const NEEDED: ReadonlySet<string> = new Set(['email', 'given_name', 'family_name'])

/** What the file must look like, and the place to drop it. */
export function StartImport({ onChecked }: { onChecked: (id: Id) => void }) {
  const t = useTexts().import
  const check = useCheckFile()
  const [organisation, setOrganisation] = useState<Id | null>(null)
  const [fault, setFault] = useState<Unsuitable | null>(null)

  const take = (file: File) => {
    const reason = unsuitable(file)
    setFault(reason)
    check.reset()
    if (reason !== null) return
    check.mutate(
      { file, draft: newDraft(), ...(organisation === null ? {} : { organisation }) },
      { onSuccess: (checked) => onChecked(checked.id) },
    )
  }

  return (
    <>
      <p className={css.lead}>{t.lead}</p>
      <OrganisationField
        label={t.organisation}
        hint={t.organisationHint}
        value={organisation}
        onChange={setOrganisation}
        noneLabel={t.noOrganisation}
        isOptional
      />
      <FileDrop
        label={t.drop}
        onFiles={([file]) => file && take(file)}
        isBusy={check.isPending}
        error={fault === null ? null : { too_large: t.tooLarge, empty: t.emptyFile, not_csv: t.notCsv }[fault]}
      />
      <p role="status" className={css.quiet}>
        {check.isPending ? t.checking : ''}
      </p>
      <ProblemLine problem={check.error} />
      <section className={css.step}>
        <div className={css.stepHead}>
          <h2 id="import-columns">{t.columnsTitle}</h2>
          <Button size="sm" icon={Download} onPress={() => download(t.exampleFile, csvOf(t.exampleRows))}>
            {t.example}
          </Button>
        </div>
        <p className={css.quiet}>{t.columnsLead}</p>
        <Scroller label={t.columnsTitle}>
          <table className={css.plain} aria-label={t.columnsTitle}>
            <thead>
              <tr>
                <th scope="col">{t.column}</th>
                <th scope="col">{t.meaning}</th>
                <th scope="col">{t.need}</th>
              </tr>
            </thead>
            <tbody>
              {COLUMNS.map((column) => (
                <tr key={column}>
                  <td>
                    <code className={css.mono}>{t.columns[column].name}</code>
                  </td>
                  <td>{t.columns[column].text}</td>
                  <td>{NEEDED.has(column) ? t.yes : t.no}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
        <p className={css.quiet}>{t.formats}</p>
      </section>
    </>
  )
}

/** Hands a text to the browser as a file, without a server. */
function download(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken it by the next turn; kept longer it would stay in memory.
  setTimeout(() => URL.revokeObjectURL(url))
}
