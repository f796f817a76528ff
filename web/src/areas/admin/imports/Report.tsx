// SPDX-License-Identifier: EUPL-1.2
import { Pause, Play, Upload } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Import } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { announce, Banner, Button, LinkButton, ProblemLine, Progress, toast } from '@/ui'
import css from '../admin.module.css'
import { usePauseImport, useRunImport } from '../queries'
import { Scroller } from '../Scroller'
import { useTexts } from '../texts'
import { Faults } from './Faults'
import { faultyLines, progressOf } from './file'
import { ImportStatus } from './History'
import { Waves } from './Waves'

/** One import, from its check to its last invitation. */
export function Report({ shown }: { shown: Import }) {
  const format = useFormat()
  return (
    <>
      <header className={css.stepHead}>
        <h2>{shown.file_name}</h2>
        <ImportStatus status={shown.status} />
        <p className={css.quiet}>
          {shown.created_by.name}, {format.dateTime(shown.created_at)}
          {shown.organisation !== null && ` · ${shown.organisation.name}`}
        </p>
      </header>
      <Figures shown={shown} />
      {shown.status === 'checked' ? <Decision shown={shown} /> : <Course shown={shown} />}
      {shown.created > 0 && shown.status !== 'running' && <Waves shown={shown} />}
      {shown.faults_total > 0 && <Faults shown={shown} />}
      {shown.preview.length > 0 && shown.status === 'checked' && <Preview shown={shown} />}
    </>
  )
}

function Figures({ shown }: { shown: Import }) {
  const t = useTexts().import.figures
  const format = useFormat()
  const isChecked = shown.status === 'checked'
  const faulty = faultyLines(shown)
  const figures: [string, number, boolean?][] = isChecked
    ? [
        [t.lines, shown.lines],
        [t.valid, shown.valid],
        [t.existing, shown.existing],
        [t.faulty, faulty, faulty > 0],
      ]
    : [
        [t.lines, shown.lines],
        [t.created, shown.created],
        [t.invited, shown.invited],
        [t.faulty, faulty, faulty > 0],
      ]
  return (
    <dl className={css.figures}>
      {figures.map(([term, value, isAlert]) => (
        <div key={term} className={cx(css.figure, isAlert && css.figureAlert)}>
          <dt>{term}</dt>
          <dd>{format.number(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The file is checked and nothing is created: go on, or correct first. */
function Decision({ shown }: { shown: Import }) {
  const t = useTexts().import
  const run = useRunImport(shown.id)
  const faulty = faultyLines(shown)
  const hasFaults = shown.faults_total > 0

  if (shown.valid === 0)
    return (
      <section className={css.step}>
        <Banner tone="danger">{t.nothingToDo}</Banner>
        <div className={css.actions}>
          <LinkButton variant="primary" icon={Upload} href="/administration/import">
            {t.another}
          </LinkButton>
        </div>
      </section>
    )
  return (
    <section className={css.step} aria-labelledby="import-decision">
      <h2 id="import-decision">{t.checkedTitle}</h2>
      <p>
        {t.checkedLead} {hasFaults ? t.skipHint(faulty) : t.allGood}
      </p>
      {shown.existing > 0 && <Banner tone="info">{t.existingNotice(shown.existing)}</Banner>}
      <p className={css.quiet}>{t.startHint}</p>
      <div className={css.actions}>
        <Button
          variant="primary"
          isBusy={run.isPending}
          busyLabel={t.running}
          onPress={() => run.mutate({ skip_faulty: hasFaults })}
        >
          {hasFaults ? t.startSkipping(shown.valid) : t.start(shown.valid)}
        </Button>
        {hasFaults && (
          <LinkButton icon={Upload} href="/administration/import">
            {t.fixFirst}
          </LinkButton>
        )}
      </div>
      <ProblemLine problem={run.error} />
    </section>
  )
}

/** The import under way, stopped or over. */
function Course({ shown }: { shown: Import }) {
  const t = useTexts().import
  const run = useRunImport(shown.id)
  const pause = usePauseImport(shown.id)
  const error = run.error ?? pause.error
  useAnnounceProgress(shown)

  if (shown.status === 'done')
    return (
      <Banner tone="success" title={`${t.done}.`}>
        {t.doneText(shown.created)}
      </Banner>
    )
  const isRunning = shown.status === 'running'
  return (
    <section className={css.step} aria-labelledby="import-course">
      <h2 id="import-course">{isRunning ? t.running : t.paused}</h2>
      <Progress
        label={isRunning ? t.running : t.paused}
        value={progressOf(shown)}
        max={1}
        detail={t.progress(shown.created, shown.valid)}
      />
      <p className={css.quiet}>{isRunning ? t.leave : t.pausedText}</p>
      <div className={css.actions}>
        {isRunning ? (
          <Button icon={Pause} isBusy={pause.isPending} onPress={() => pause.mutate()}>
            {t.pause}
          </Button>
        ) : (
          <Button
            variant="primary"
            icon={Play}
            isBusy={run.isPending}
            onPress={() => run.mutate({ skip_faulty: shown.faults_total > 0 })}
          >
            {t.resume}
          </Button>
        )}
      </div>
      <ProblemLine problem={error} />
    </section>
  )
}

/** A quarter at a time: each percent would be noise. And once at the end. */
function useAnnounceProgress(shown: Import) {
  const t = useTexts().import
  const quarter = Math.floor(progressOf(shown) * 4)
  const said = useRef({ quarter, status: shown.status })
  useEffect(() => {
    const before = said.current
    said.current = { quarter, status: shown.status }
    if (before.status === 'running' && shown.status === 'done') {
      announce(`${t.done}. ${t.doneText(shown.created)}`)
      toast({ text: t.doneText(shown.created), tone: 'success' })
    } else if (shown.status === 'running' && quarter > before.quarter && quarter < 4) {
      announce(t.announceProgress(quarter * 25))
    }
  }, [quarter, shown.status, shown.created, t])
}

function Preview({ shown }: { shown: Import }) {
  const t = useTexts().import
  // What the file leaves empty would be an empty column.
  const columns = (['email', 'given_name', 'family_name', 'function', 'organisation', 'group'] as const).filter((it) =>
    shown.preview.some((row) => row[it]),
  )
  return (
    <section className={css.step}>
      <h2 id="import-preview">{t.previewTitle}</h2>
      <Scroller label={t.previewCaption}>
        <table className={css.plain} aria-label={t.previewCaption}>
          <thead>
            <tr>
              <th scope="col">{t.line}</th>
              {columns.map((it) => (
                <th key={it} scope="col">
                  {t.columns[it].name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.preview.map((row) => (
              <tr key={row.line}>
                <td>{row.line}</td>
                {columns.map((it) => (
                  <td key={it}>{row[it]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </section>
  )
}
