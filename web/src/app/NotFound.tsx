// SPDX-License-Identifier: EUPL-1.2
// One page for what is refused and what is absent, so that nothing can be guessed from it.

import { useRouterState } from '@tanstack/react-router'
import { Home, Search } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Button, Dialog, Spinner, ThreeSheets } from '@/ui'
import s from './MessagePage.module.css'
import { useShell } from './shellContext'
import { useAppTexts } from './texts'

export function NotFound({ requestId }: { requestId?: string | undefined }) {
  const t = useAppTexts()
  const shell = useShell()
  const path = useRouterState({ select: (it) => it.location.pathname })
  const project = /^\/p\/([^/]+)/.exec(path)?.[1] ?? null

  return (
    <MessagePage title={t.refused.title} text={t.refused.text}>
      <div className={s.actions}>
        <Button variant="primary" icon={Home} href="/">
          {t.refused.home}
        </Button>
        {shell && (
          <Button icon={Search} onPress={shell.openSearch}>
            {t.refused.search}
          </Button>
        )}
      </div>
      {project !== null && shell && <AskForAccess project={project} />}
      <p className={s.code}>
        {t.refused.code(404)}
        {requestId && (
          <>
            {' · '}
            {t.refused.reference} <span className={s.reference}>{requestId}</span>
          </>
        )}
      </p>
    </MessagePage>
  )
}

const Form = lazy(() => import('../areas/projects/AskForAccess').then((it) => ({ default: it.AskForAccess })))

/** The form is the projects area's; it comes when it is asked for. */
function AskForAccess({ project }: { project: string }) {
  const t = useAppTexts()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <p className={s.ask}>
        {t.refused.ask}{' '}
        <button type="button" className={s.link} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {t.refused.askLink}
        </button>
      </p>
      <Dialog title={t.refused.askTitle} isOpen={isOpen} onClose={() => setOpen(false)} size="sm">
        <Suspense fallback={<Spinner />}>
          <Form project={project} />
        </Suspense>
      </Dialog>
    </>
  )
}

export function MessagePage({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  // Outside the frame this is the whole page, and carries its landmark.
  const Place = useShell() ? 'div' : 'main'
  return (
    <Place className={s.page}>
      <title>{`${title} – Plano`}</title>
      <div className={s.message}>
        <ThreeSheets />
        <h1 className={s.title}>{title}</h1>
        <p className={s.text}>{text}</p>
        {children}
      </div>
    </Place>
  )
}
