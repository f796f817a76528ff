// SPDX-License-Identifier: EUPL-1.2
import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { usePresence } from '@/api/live'
import { useMe } from '@/api/me'
import { makeFormats, useFormat } from '@/lib/format'
import { useLanguage } from '@/lib/i18n'
import { Anchor, Avatar, Badge, Button, Card, DefinitionList, Link, ProjectIcon } from '@/ui'
import s from './PersonPage.module.css'
import { personSheet } from './queries'
import { useTexts } from './texts'

/** A colleague, as the directory lets me see them. Someone I may not see is not found, like someone who is not there. */
export function PersonPage() {
  const t = useTexts()
  const me = useMe()
  const language = useLanguage()
  const format = useFormat()
  const { account } = useParams({ strict: false }) as { account: string }
  const { data: sheet } = useSuspenseQuery(personSheet(account))
  const presence = usePresence(account, sheet.presence)
  const { person } = sheet

  return (
    <>
      <title>{`${person.name} – Plano`}</title>
      <header className={s.head}>
        <p className={s.where}>{t.person.title}</p>
      </header>
      <div className={s.scroll}>
        <div className={s.page}>
          <div className={s.who}>
            <Avatar person={person} size={96} presence={presence} />
            <div className={s.words}>
              <h1 className={s.name} tabIndex={-1}>
                {person.name}
              </h1>
              <p className={s.function}>{[person.function, person.organisation].filter(Boolean).join(' · ')}</p>
              <p className={s.state}>
                {person.is_active && <span>{t.person.presence[presence]}</span>}
                {person.is_external && <Badge tone="warning">{t.person.external}</Badge>}
                {!person.is_active && <Badge>{t.person.inactive}</Badge>}
              </p>
            </div>
            {account === me.account.id && (
              <div className={s.end}>
                <Button href="/reglages/profil">{t.person.mine}</Button>
              </div>
            )}
          </div>
          <Card>
            <DefinitionList
              items={[
                {
                  term: t.person.email,
                  description: <Link href={`mailto:${sheet.email}`}>{sheet.email}</Link>,
                },
                person.function !== null && { term: t.person.function, description: person.function },
                sheet.organisations.length > 0 && {
                  term: t.person.organisations,
                  description: format.list(sheet.organisations.map((it) => it.name)),
                },
                {
                  term: t.person.localTime,
                  description: makeFormats(language, sheet.time_zone).time(new Date()),
                },
              ]}
            />
          </Card>
          <Card title={t.person.sharedProjects} isFlush>
            {sheet.shared_projects.length === 0 && <p className={s.none}>{t.person.noShared}</p>}
            <ul>
              {sheet.shared_projects.map((it) => (
                <li key={it.id}>
                  <Anchor className={s.project} href={`/p/${it.id}`}>
                    <ProjectIcon icon={it.icon} colour={it.colour} size={28} />
                    <span className={s.projectName}>{it.name}</span>
                  </Anchor>
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </>
  )
}
