// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, sentence } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import type { MailRhythm, ProjectRef, NotificationSettings as Settings } from '@/api/types'
import { useFormat } from '@/lib/format'
import {
  announce,
  Button,
  Card,
  Checkbox,
  Form,
  ProblemLine,
  ProjectIcon,
  RadioGroup,
  SearchField,
  Select,
  Skeleton,
  Switch,
  TimeField,
  toast,
} from '@/ui'
import { BrowserNotices } from './BrowserNotices'
import css from './NotificationSettings.module.css'
import { notificationSettings, projectNames, useSaveSettings } from './queries'
import { useTexts } from './texts'

const RHYTHMS: readonly MailRhythm[] = ['at_once', 'hourly', 'daily', 'never']
const USUAL = 'usual'
const SEARCH_FROM = 8

/** When mail is sent: the general rhythm, that of each project, and the hours when nothing leaves. */
export function NotificationSettings() {
  const t = useTexts()
  const query = useQuery(notificationSettings)
  if (query.data) return <Pieces settings={query.data} />
  if (query.isError)
    return (
      <ProblemLine
        problem={query.error}
        action={
          <Button size="sm" onPress={() => void query.refetch()}>
            {t.errors.retry}
          </Button>
        }
      />
    )
  return <Skeleton lines={6} />
}

function Pieces({ settings }: { settings: Settings }) {
  return (
    <div className={css.pieces}>
      <Rhythm settings={settings} />
      <PerProject settings={settings} />
      <BrowserNotices />
      <QuietHours settings={settings} />
    </div>
  )
}

/** Each choice takes effect at once, and says so. */
function useSave(settings: Settings) {
  const t = useTexts()
  const problems = useApiTexts()
  const save = useSaveSettings()
  return {
    isPending: save.isPending,
    change: (some: Partial<Settings>) =>
      save.mutate(
        { ...settings, ...some },
        {
          onSuccess: () => announce(t.rhythm.saved),
          onError: (error) => toast({ text: sentence(asProblem(error), problems), tone: 'danger' }),
        },
      ),
  }
}

function Rhythm({ settings }: { settings: Settings }) {
  const t = useTexts()
  const { change } = useSave(settings)
  return (
    <Card title={t.rhythm.title}>
      <p className={css.intro}>{t.rhythm.intro}</p>
      <RadioGroup
        label={t.rhythm.label}
        value={settings.mail}
        onChange={(mail) => change({ mail })}
        options={RHYTHMS.map((id) => ({ id, label: t.rhythm[id], description: t.rhythm[`${id}Help`] }))}
      />
    </Card>
  )
}

function PerProject({ settings }: { settings: Settings }) {
  const t = useTexts()
  const format = useFormat()
  const query = useQuery(projectNames)
  const { change, isPending } = useSave(settings)
  const [search, setSearch] = useState('')
  const chosen = new Map(settings.projects.map((it) => [it.project.id, it.mail]))
  const projects = [...(query.data ?? [])].sort((a, b) => format.compare(a.name, b.name))
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const shown = projects.filter((it) => fold(it.name).includes(fold(search.trim())))

  const choose = (project: ProjectRef, mail: MailRhythm | typeof USUAL) => {
    const others = settings.projects.filter((it) => it.project.id !== project.id)
    change({ projects: mail === USUAL ? others : [...others, { project, mail }] })
  }

  return (
    <Card title={t.rhythm.projects}>
      <p className={css.intro}>{t.rhythm.projectsIntro}</p>
      {query.isPending && <Skeleton lines={4} />}
      <ProblemLine problem={query.error} />
      {query.isSuccess && projects.length === 0 && <p className={css.intro}>{t.rhythm.noProject}</p>}
      {projects.length >= SEARCH_FROM && (
        <div className={css.search}>
          <SearchField label={t.rhythm.findProject} value={search} onChange={setSearch} />
        </div>
      )}
      {projects.length > 0 && shown.length === 0 && <p className={css.intro}>{t.rhythm.noResult}</p>}
      <ul>
        {shown.map((it) => (
          <li key={it.id} className={css.project}>
            <ProjectIcon icon={it.icon} colour={it.colour} size={28} />
            <span className={css.name}>{it.name}</span>
            <Select
              label={t.rhythm.choose(it.name)}
              isLabelHidden
              size="sm"
              isDisabled={isPending}
              value={chosen.get(it.id) ?? USUAL}
              onChange={(mail) => choose(it, mail)}
              options={[
                { id: USUAL, label: t.rhythm.asUsual(t.rhythm[settings.mail]) },
                ...RHYTHMS.map((id) => ({ id, label: t.rhythm[id] })),
              ]}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function QuietHours({ settings }: { settings: Settings }) {
  const t = useTexts()
  const { quiet } = settings
  const { change, isPending } = useSave(settings)
  const [from, setFrom] = useState<string | null>(quiet.from)
  const [until, setUntil] = useState<string | null>(quiet.until)
  const [weekends, setWeekends] = useState(quiet.weekends)
  const [isTried, setTried] = useState(false)

  const same = from !== null && from === until ? t.hours.same : undefined
  const missing = (it: string | null) => (isTried && it === null ? t.hours.missing : undefined)

  const save = () => {
    setTried(true)
    if (from === null || until === null || same) return
    change({ quiet: { on: true, from, until, weekends } })
  }

  return (
    <Card title={t.hours.title}>
      <div className={css.quiet}>
        <Switch
          label={t.hours.on}
          hint={t.hours.intro}
          isSpread
          isSelected={quiet.on}
          isDisabled={isPending}
          onChange={(on) => change({ quiet: { ...quiet, on } })}
        />
        {quiet.on && (
          <Form onSubmit={save}>
            <div className={css.hours}>
              <TimeField label={t.hours.from} value={from} onChange={setFrom} error={missing(from)} />
              <TimeField label={t.hours.until} value={until} onChange={setUntil} error={same ?? missing(until)} />
            </div>
            <Checkbox label={t.hours.weekends} isSelected={weekends} onChange={setWeekends} />
            <div className={css.save}>
              <Button type="submit" isBusy={isPending}>
                {t.hours.save}
              </Button>
            </div>
          </Form>
        )}
      </div>
    </Card>
  )
}
