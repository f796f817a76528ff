// SPDX-License-Identifier: EUPL-1.2
import { Monitor, Moon, Rows3, Rows4, Sun } from 'lucide-react'
import { useMe } from '@/api/me'
import type { Display } from '@/api/types'
import { Card, ProblemLine, RadioGroup, Switch } from '@/ui'
import { useChangeDisplay } from '../queries'
import { useTexts } from '../texts'
import { SettingsPage } from './SettingsPage'
import s from './settings.module.css'

const THEMES = [
  { id: 'system', icon: Monitor },
  { id: 'light', icon: Sun },
  { id: 'dark', icon: Moon },
] as const
const DENSITIES = [
  { id: 'comfortable', icon: Rows3 },
  { id: 'compact', icon: Rows4 },
] as const

/** Each choice acts at once: it is judged by looking at it. */
export function DisplaySettings() {
  const t = useTexts()
  const { display } = useMe()
  const change = useChangeDisplay()
  const set = (part: Partial<Display>) => change.mutate({ ...display, ...part })

  return (
    <SettingsPage title={t.display.title} subtitle={t.display.subtitle}>
      <ProblemLine problem={change.error} />
      <Card title={t.display.theme}>
        <RadioGroup
          label={t.display.theme}
          isLabelHidden
          isCards
          value={display.theme}
          onChange={(theme) => set({ theme })}
          options={THEMES.map((it) => ({
            ...it,
            label: t.display.themes[it.id],
            description: t.display.themeHints[it.id],
          }))}
        />
      </Card>
      <Card title={t.display.density}>
        <RadioGroup
          label={t.display.density}
          isLabelHidden
          isCards
          value={display.density}
          onChange={(density) => set({ density })}
          options={DENSITIES.map((it) => ({
            ...it,
            label: t.display.densities[it.id],
            description: t.display.densityHints[it.id],
          }))}
        />
      </Card>
      <Card title={t.display.reading}>
        <div className={s.form}>
          <Switch
            label={t.display.readingFont}
            hint={t.display.readingFontHint}
            isSpread
            isSelected={display.reading_font}
            onChange={(reading_font) => set({ reading_font })}
          />
          <Switch
            label={t.display.motion}
            hint={t.display.motionHint}
            isSpread
            isSelected={display.reduced_motion}
            onChange={(reduced_motion) => set({ reduced_motion })}
          />
        </div>
      </Card>
      <Card title={t.display.keyboard}>
        <Switch
          label={t.display.singleKeys}
          hint={t.display.singleKeysHint}
          isSpread
          isSelected={display.single_key_shortcuts}
          onChange={(single_key_shortcuts) => set({ single_key_shortcuts })}
        />
      </Card>
    </SettingsPage>
  )
}
