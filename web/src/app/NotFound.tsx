// SPDX-License-Identifier: EUPL-1.2
// One page for what is refused and what is absent, so that nothing can be guessed from it.

import { useRouterState } from '@tanstack/react-router'
import { Home, Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { asProblem } from '../api/problem'
import { Button, Dialog, Form, ProblemLine, TextArea } from '@/ui'
import s from './MessagePage.module.css'
import { useAskForAccess } from './queries'
import { Sheets } from './Sheets'
import { useShell } from './shellContext'
import { useAppTexts } from './texts'

const REASON_MAX = 500

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

/** The same answer whether the project exists or not: the person learns nothing from asking. */
function AskForAccess({ project }: { project: string }) {
  const t = useAppTexts()
  const ask = useAskForAccess()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')

  if (ask.isSuccess) {
    return (
      <p className={s.asked} role="status">
        {t.refused.asked}
      </p>
    )
  }
  return (
    <>
      <p className={s.ask}>
        {t.refused.ask}{' '}
        <button type="button" className={s.link} onClick={() => setOpen(true)}>
          {t.refused.askLink}
        </button>
      </p>
      <Dialog
        title={t.refused.askTitle}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        footer={
          <>
            <Button onPress={() => setOpen(false)}>{t.refused.askCancel}</Button>
            <Button
              variant="primary"
              type="submit"
              form="demande-acces-projet"
              isBusy={ask.isPending}
              busyLabel={t.refused.askSending}
            >
              {t.refused.askSend}
            </Button>
          </>
        }
      >
        <Form
          id="demande-acces-projet"
          onSubmit={() => ask.mutate({ project, reason }, { onSuccess: () => setOpen(false) })}
        >
          <TextArea
            label={t.refused.askReason}
            hint={t.refused.askHint}
            isOptional
            value={reason}
            onChange={setReason}
            maxLength={REASON_MAX}
          />
          <ProblemLine problem={ask.error ? asProblem(ask.error) : null} />
        </Form>
      </Dialog>
    </>
  )
}

export function MessagePage({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className={s.page}>
      <div className={s.message}>
        <Sheets />
        <h1 className={s.title}>{title}</h1>
        <p className={s.text}>{text}</p>
        {children}
      </div>
    </div>
  )
}
