// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { KeyRound, Laptop, MonitorSmartphone, Smartphone } from 'lucide-react'
import { useId, useState } from 'react'
import { useMe } from '@/api/me'
import type { Me, Session } from '@/api/types'
import { useFormat } from '@/lib/format'
import {
  announce,
  Badge,
  Button,
  Card,
  Checkbox,
  Dialog,
  Form,
  PasswordField,
  ProblemLine,
  SkeletonRows,
  toast,
  useConfirm,
  useKeptFocus,
} from '@/ui'
import { NewPasswordField } from '../NewPasswordField'
import { appPasswordsQuery, sessionsQuery, useChangePassword, useEndSession } from '../queries'
import { useTexts } from '../texts'
import { useFaults } from '../useFaults'
import { AppPasswords } from './AppPasswords'
import { Row, SettingsPage } from './SettingsPage'
import s from './settings.module.css'

export function SecuritySettings() {
  const t = useTexts()
  const me = useMe()
  return (
    <SettingsPage title={t.security.title} subtitle={t.security.subtitle}>
      <Password me={me} />
      <AppPasswords />
      <Devices />
    </SettingsPage>
  )
}

function Password({ me }: { me: Me }) {
  const t = useTexts()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  return (
    <Card title={t.security.password} isFlush>
      <Row
        icon={KeyRound}
        title={t.security.password}
        text={t.security.changed(format.relative(me.password_changed_at))}
        action={
          <Button size="sm" onPress={() => setOpen(true)} aria-label={t.security.changePassword}>
            {t.security.change}
          </Button>
        }
      />
      <ChangePassword me={me} isOpen={isOpen} onClose={() => setOpen(false)} />
    </Card>
  )
}

function ChangePassword({ me, isOpen, onClose }: { me: Me; isOpen: boolean; onClose: () => void }) {
  const t = useTexts()
  const formId = useId()
  const change = useChangePassword()
  const faults = useFaults(change.error, ['current', 'password'], { 'session.refused': 'current' })
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [endsPrograms, setEndsPrograms] = useState(false)
  const programs = useQuery(appPasswordsQuery).data?.length ?? 0
  const close = () => {
    onClose()
    setCurrent('')
    setPassword('')
    setEndsPrograms(false)
    change.reset()
  }
  const send = () =>
    change.mutate(
      { current, password, end_app_passwords: endsPrograms && programs > 0 },
      {
        onSuccess: () => {
          toast({ text: t.security.changeDone, tone: 'success' })
          close()
        },
      },
    )
  // Said about the address and the password on the sign-in page; here there is only one thing it can be.
  const wrong = faults.of.current === undefined ? undefined : t.security.wrongCurrent
  return (
    <Dialog
      title={t.security.changeTitle}
      isOpen={isOpen}
      onClose={close}
      size="sm"
      keepsOnOutsidePress
      footer={
        <>
          <Button onPress={close}>{t.settings.cancel}</Button>
          <Button variant="primary" type="submit" form={formId} isBusy={change.isPending} busyLabel={t.settings.saving}>
            {t.security.changePassword}
          </Button>
        </>
      }
    >
      <div className={s.stack}>
        <p>{t.security.changeText}</p>
        <Form id={formId} onSubmit={send}>
          <input type="email" name="email" autoComplete="username" value={me.email} readOnly hidden />
          <PasswordField
            label={t.security.current}
            autoComplete="current-password"
            autoFocus
            value={current}
            onChange={setCurrent}
            error={wrong}
            isRequired
          />
          <NewPasswordField
            label={t.fields.newPassword}
            isAdmin={me.is_instance_admin}
            value={password}
            onChange={setPassword}
            error={faults.of.password}
            about={[me.account.given_name, me.account.family_name, me.email]}
          />
          {programs > 0 && (
            <Checkbox label={t.security.endPrograms(programs)} isSelected={endsPrograms} onChange={setEndsPrograms} />
          )}
          <ProblemLine problem={faults.rest} />
        </Form>
      </div>
    </Dialog>
  )
}

const KINDS = { desktop: Laptop, mobile: Smartphone, other: MonitorSmartphone } as const

function Devices() {
  const t = useTexts()
  const format = useFormat()
  const confirm = useConfirm()
  const sessions = useQuery(sessionsQuery)
  const { one, others } = useEndSession()
  const items = [...(sessions.data ?? [])].sort(
    (a, b) => Number(b.is_current) - Number(a.is_current) || b.last_used_at.localeCompare(a.last_used_at),
  )
  const hasOthers = items.some((it) => !it.is_current)
  // One that is signed out leaves the focus to another.
  const kept = useKeptFocus<HTMLUListElement>()
  const nameOf = (it: Session) => it.device || t.security.unknownDevice

  const endOthers = async () => {
    const isSure = await confirm({
      title: t.security.endOthersTitle,
      body: t.security.endOthersText,
      confirmLabel: t.security.endOthers,
      isDanger: true,
    })
    if (isSure) others.mutate(undefined, { onSuccess: () => announce(t.security.endedOthers) })
  }

  return (
    <Card
      title={t.security.devices}
      isFlush
      actions={
        hasOthers && (
          <Button size="sm" variant="danger-quiet" isBusy={others.isPending} onPress={() => void endOthers()}>
            {t.security.endOthers}
          </Button>
        )
      }
    >
      {sessions.isPending && <SkeletonRows rows={2} />}
      <ProblemLine
        problem={sessions.error ?? one.error ?? others.error}
        {...(sessions.error
          ? {
              action: (
                <Button size="sm" onPress={() => void sessions.refetch()}>
                  {t.retry}
                </Button>
              ),
            }
          : {})}
      />
      <ul ref={kept} aria-label={t.security.devices}>
        {items.map((it) => (
          <Row
            key={it.id}
            isItem
            icon={KINDS[it.kind]}
            title={
              <>
                {nameOf(it)}
                {it.is_current && <Badge tone="primary">{t.security.thisDevice}</Badge>}
              </>
            }
            text={
              <>
                {it.address},{' '}
                {it.is_current ? t.security.activeNow : t.security.lastUsed(format.relative(it.last_used_at))},{' '}
                {t.security.since(format.date(it.started_at))}
              </>
            }
            action={
              !it.is_current && (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={t.security.endNamed(nameOf(it))}
                  isBusy={one.isPending && one.variables === it.id}
                  onPress={() => one.mutate(it.id, { onSuccess: () => announce(t.security.ended(nameOf(it))) })}
                >
                  {t.security.end}
                </Button>
              )
            }
          />
        ))}
      </ul>
      {sessions.data && !hasOthers && <p className={s.note}>{t.security.onlyThis}</p>}
    </Card>
  )
}
