// SPDX-License-Identifier: EUPL-1.2

// The sheet of the primitives, for those who build with them and for the checks that read every state of each.
import { type ReactNode, useEffect, useState } from 'react'
import { type Language, setLanguage, useLanguage } from '@/lib/i18n'
import { useTitle } from '@/lib/title'
import { Card, PageHeader, SegmentedControl, Toolbar } from '@/ui'
import s from './ComponentsPage.module.css'
import { Choices, Dates, Fields, Files, FormExample, Lists } from './FieldSamples'
import { Badges, Buttons, Cards, Categories, Heads, Icons, Messages, People, Surfaces, Words } from './LookSamples'
import { Empty, Loading, Menus, Navigation, TableExample } from './PlaceSamples'
import { useTexts } from './texts'

type Theme = 'light' | 'dark'

export function ComponentsPage() {
  const t = useTexts()
  const language = useLanguage()
  const [theme, setTheme] = useTheme()
  const [density, setDensity] = useDensity()
  useTitle(t.title)
  // A problem shows itself when it appears, which here is at once.
  useEffect(() => scrollTo(0, 0), [])

  const samples: readonly [string, ReactNode, boolean?][] = [
    [t.sections.buttons, <Buttons key="buttons" />],
    [t.sections.fields, <Fields key="fields" />],
    [t.sections.messages, <Messages key="messages" />],
    [t.sections.badges, <Badges key="badges" />],
    [t.sections.people, <People key="people" />],
    [t.sections.menus, <Menus key="menus" />],
    [t.sections.choices, <Choices key="choices" />],
    [t.sections.lists, <Lists key="lists" />],
    [t.sections.dates, <Dates key="dates" />],
    [t.sections.surfaces, <Surfaces key="surfaces" />],
    [t.sections.categories, <Categories key="categories" />],
    [t.sections.text, <Words key="text" />],
    [t.sections.loading, <Loading key="loading" />],
    [t.sections.empty, <Empty key="empty" />],
    [t.sections.navigation, <Navigation key="navigation" />],
    [t.sections.form, <FormExample key="form" />],
    [t.sections.files, <Files key="files" />],
    [t.sections.cards, <Cards key="cards" />],
    [t.sections.heads, <Heads key="heads" />],
    [t.sections.icons, <Icons key="icons" />],
    [t.sections.table, <TableExample key="table" />, true],
  ]

  return (
    <main className={s.page} id="contenu">
      <PageHeader title={t.title} description={t.about} />
      <Toolbar label={t.settings}>
        <SegmentedControl<Theme>
          label={t.theme}
          value={theme}
          onChange={setTheme}
          options={[
            { id: 'light', label: t.light },
            { id: 'dark', label: t.dark },
          ]}
        />
        <SegmentedControl<Language>
          label={t.language}
          value={language}
          onChange={(next) => void setLanguage(next)}
          options={[
            { id: 'fr', label: 'Français' },
            { id: 'en', label: 'English' },
          ]}
        />
        <SegmentedControl<Density>
          label={t.density}
          value={density}
          onChange={setDensity}
          options={[
            { id: 'confort', label: t.comfort },
            { id: 'compact', label: t.compact },
          ]}
        />
      </Toolbar>
      <div className={s.sheet}>
        {samples.map(([title, sample, isWide]) => (
          <div key={title} className={isWide ? s.wide : s.cell}>
            <Card title={title}>{sample}</Card>
          </div>
        ))}
      </div>
    </main>
  )
}

/** What is changed here is given back when leaving: the choices of the person are in their settings. */
function useRootData(name: 'theme' | 'density'): void {
  useEffect(() => {
    const before = document.documentElement.dataset[name]
    return () => {
      if (before === undefined) delete document.documentElement.dataset[name]
      else document.documentElement.dataset[name] = before
    }
  }, [name])
}

function useTheme(): [Theme, (theme: Theme) => void] {
  useRootData('theme')
  const [theme, setTheme] = useState<Theme>(() => {
    const chosen = document.documentElement.dataset.theme
    if (chosen === 'light' || chosen === 'dark') return chosen
    return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  })
  const change = (next: Theme) => {
    document.documentElement.dataset.theme = next
    setTheme(next)
  }
  return [theme, change]
}

type Density = 'confort' | 'compact'

function useDensity(): [Density, (density: Density) => void] {
  useRootData('density')
  const [density, setDensity] = useState<Density>(
    document.documentElement.dataset.density === 'compact' ? 'compact' : 'confort',
  )
  const change = (next: Density) => {
    document.documentElement.dataset.density = next
    setDensity(next)
  }
  return [density, change]
}
