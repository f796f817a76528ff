// SPDX-License-Identifier: EUPL-1.2
import { useMemo } from 'react'
import { useInstance, useMe } from '@/api/me'
import { makeFormats } from '@/lib/format'
import { LANGUAGES, useLanguage } from '@/lib/i18n'
import { announce, Button, Card, ProblemLine, RadioGroup, Select } from '@/ui'
import { useChangeProfile } from '../queries'
import { useTexts } from '../texts'
import { SettingsPage } from './SettingsPage'
import s from './settings.module.css'

export function LanguageSettings() {
  const t = useTexts()
  const me = useMe()
  const language = useLanguage()
  const offered = useInstance()?.languages ?? LANGUAGES
  const change = useChangeProfile()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = useMemo(() => zonesFor(me.time_zone, language), [me.time_zone, language])
  const example = useMemo(() => makeFormats(language, me.time_zone).fullDateTime(new Date()), [language, me.time_zone])
  // What was just chosen stays chosen while the server answers.
  const chosen = { language: me.language, time_zone: me.time_zone, ...(change.isPending ? change.variables : {}) }
  const save = (part: Parameters<typeof change.mutate>[0]) =>
    change.mutate(part, { onSuccess: () => announce(t.settings.saved) })

  return (
    <SettingsPage title={t.language.title} subtitle={t.language.subtitle}>
      <ProblemLine problem={change.error} />
      <Card title={t.language.language}>
        <RadioGroup
          label={t.language.language}
          isLabelHidden
          direction="row"
          value={chosen.language}
          onChange={(it) => save({ language: it })}
          options={offered.map((it) => ({ id: it, label: t.language.languages[it] }))}
        />
      </Card>
      <Card title={t.language.timeZone}>
        <div className={s.form}>
          <Select
            label={t.language.timeZone}
            hint={t.language.timeZoneHint}
            value={chosen.time_zone}
            onChange={(time_zone) => save({ time_zone })}
            options={zones}
          />
          {here !== me.time_zone && (
            <div className={s.buttons}>
              <p className={s.hint}>{t.language.mine(here)}</p>
              <Button size="sm" onPress={() => save({ time_zone: here })}>
                {t.language.useMine}
              </Button>
            </div>
          )}
          <p className={s.hint}>
            {t.language.example} <b>{example}</b>
          </p>
        </div>
      </Card>
    </SettingsPage>
  )
}

/** All zones the browser knows, by their place; the person's own even where the browser spells it otherwise. */
function zonesFor(mine: string, language: string): { id: string; label: string }[] {
  const names = new Set([mine, ...Intl.supportedValuesOf('timeZone')])
  return [...names]
    .map((id) => ({ id, label: id.replaceAll('_', ' ').replaceAll('/', ' / ') }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
}
