// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isProblem } from '@/api/problem'
import type { Settings } from '@/api/types'
import {
  Banner,
  Button,
  Checkbox,
  Form,
  NumberField,
  ProblemLine,
  RadioGroup,
  Section,
  Select,
  TextArea,
  TextField,
  toast,
} from '@/ui'
import css from '../admin.module.css'
import { Gate } from '../Gate'
import { Page } from '../Page'
import { settings as settingsQuery, useSaveSettings } from '../queries'
import { useTexts } from '../texts'
import { Waiting } from '../Waiting'
import { draftOf, EXTERNAL_DAYS_MAX, faultsOf, isSound, LINKS, type SettingsDraft, settingsOf } from './draft'

export function SettingsPage() {
  const t = useTexts().settings
  return (
    <Gate isInstanceOnly>
      <Page title={t.title} layout="form">
        <Loaded />
      </Page>
    </Gate>
  )
}

function Loaded() {
  const shown = useQuery(settingsQuery)
  if (!shown.data) return <Waiting query={shown} />
  return <SettingsForm latest={shown.data} />
}

function SettingsForm({ latest }: { latest: Settings }) {
  const all = useTexts()
  const t = all.settings
  const save = useSaveSettings()
  const newest = useQuery(settingsQuery)
  // What this person started from. Someone else's change must not wipe out what is being typed.
  const [shown, setShown] = useState(latest)
  const [draft, setDraft] = useState(() => draftOf(shown))
  const [isChecked, setChecked] = useState(false)
  const faults = faultsOf(draft)
  const errors = isChecked ? faults : { links: {} }
  const isChanged = JSON.stringify(settingsOf(draft, shown)) !== JSON.stringify(shown)
  const start = (from: Settings) => {
    setShown(from)
    setDraft(draftOf(from))
    setChecked(false)
    save.reset()
  }
  if (latest.etag !== shown.etag && !isChanged) start(latest)
  const isOutdated = latest.etag !== shown.etag || isProblem(save.error, 'edit.lost_race')
  const set = (patch: Partial<SettingsDraft>) => setDraft((it) => ({ ...it, ...patch }))

  const submit = () => {
    setChecked(true)
    if (!isSound(faults)) return
    save.mutate(settingsOf(draft, shown), {
      onSuccess: (saved) => {
        start(saved)
        toast({ text: t.saved, tone: 'success' })
      },
    })
  }

  return (
    <Form onSubmit={submit}>
      <Section title={t.general}>
        <div className={css.fields}>
          <TextField
            label={t.name}
            hint={t.nameHint}
            value={draft.instance_name}
            onChange={(instance_name) => set({ instance_name })}
            error={errors.instance_name && t.nameRequired}
            maxLength={100}
            isRequired
          />
          <Select
            label={t.language}
            hint={t.languageHint}
            value={draft.default_language}
            onChange={(default_language) => set({ default_language: default_language as Settings['default_language'] })}
            options={[
              { id: 'fr', label: all.languages.fr },
              { id: 'en', label: all.languages.en },
            ]}
          />
          <Select
            label={t.timeZone}
            value={draft.default_time_zone}
            onChange={(default_time_zone) => set({ default_time_zone })}
            options={timeZones(draft.default_time_zone)}
          />
        </div>
      </Section>

      <Section title={t.requests}>
        <div className={css.fields}>
          <Checkbox
            label={t.requestsOpen}
            hint={t.requestsOpenHint}
            isSelected={draft.access_requests_open}
            onChange={(access_requests_open) => set({ access_requests_open })}
          />
          <TextArea
            label={t.domains}
            hint={t.domainsHint}
            value={draft.email_domains}
            onChange={(email_domains) => set({ email_domains })}
            error={errors.email_domains === undefined ? undefined : t.domainsError(errors.email_domains)}
            rows={2}
            isOptional
          />
        </div>
      </Section>

      <Section title={t.projects}>
        <RadioGroup
          label={t.createdBy}
          value={draft.projects_created_by}
          onChange={(projects_created_by) =>
            set({ projects_created_by: projects_created_by as Settings['projects_created_by'] })
          }
          options={(['everyone', 'administrators'] as const).map((id) => ({ id, label: t.createdByOptions[id] }))}
        />
      </Section>

      <Section title={t.externals}>
        <div className={css.fields}>
          <RadioGroup
            label={t.invitedBy}
            value={draft.externals_invited_by}
            onChange={(externals_invited_by) =>
              set({ externals_invited_by: externals_invited_by as Settings['externals_invited_by'] })
            }
            options={(['managers', 'owners', 'nobody'] as const).map((id) => ({ id, label: t.invitedByOptions[id] }))}
          />
          <NumberField
            label={t.maxDays}
            hint={t.maxDaysHint}
            value={draft.external_max_days}
            onChange={(external_max_days) => set({ external_max_days })}
            error={errors.external_max_days && t.maxDaysError}
            min={1}
            max={EXTERNAL_DAYS_MAX}
            isOptional
          />
        </div>
      </Section>

      <Section title={t.links} description={t.linksLead}>
        <div className={css.fields}>
          {LINKS.map((name) => (
            <TextField
              key={name}
              label={t.link[name]}
              type="url"
              value={draft.links[name]}
              onChange={(address) => set({ links: { ...draft.links, [name]: address } })}
              error={errors.links[name] && t.linkError}
              isOptional
            />
          ))}
        </div>
      </Section>

      {isOutdated ? (
        <Banner
          tone="warning"
          action={
            <Button size="sm" onPress={() => void newest.refetch().then((it) => it.data && start(it.data))}>
              {t.reread}
            </Button>
          }
        >
          {t.lost}
        </Banner>
      ) : (
        <ProblemLine problem={save.error} />
      )}
      <div className={css.saveBar}>
        <p role="status">{isChanged ? t.unsaved : t.clean}</p>
        {isChanged && (
          <Button variant="ghost" onPress={() => start(shown)}>
            {t.reset}
          </Button>
        )}
        <Button type="submit" variant="primary" isBusy={save.isPending} busyLabel={t.saving}>
          {t.save}
        </Button>
      </div>
    </Form>
  )
}

/** The zones the browser knows, and the one in force even when it does not. */
function timeZones(current: string): { id: string; label: string }[] {
  const known = Intl.supportedValuesOf('timeZone')
  const zones = known.includes(current) ? known : [current, ...known]
  return zones.map((id) => ({ id, label: id.replaceAll('_', ' ') }))
}
