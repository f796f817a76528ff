// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { Plug, Plus } from 'lucide-react'
import { useId, useState } from 'react'
import type { AppPassword, NewAppPassword } from '@/api/types'
import { useFormat } from '@/lib/format'
import {
  announce,
  Badge,
  Button,
  Card,
  DateField,
  Dialog,
  Form,
  ProblemLine,
  SecretField,
  Select,
  SkeletonRows,
  TextField,
  useConfirm,
  useKeptFocus,
} from '@/ui'
import { appPasswordsQuery, useAppPasswords } from '../queries'
import { useTexts } from '../texts'
import { useFaults } from '../useFaults'
import { Row } from './SettingsPage'
import s from './settings.module.css'

type Scope = NewAppPassword['scope']
const SCOPES: readonly Scope[] = [
  'files',
  'files:read',
  'calendar',
  'calendar:read',
  'api',
  'api:read',
  'messages',
  'messages:read',
  'messages:post',
]
/** What opens something today, the least first. The others wait for documents and the calendar. */
const OFFERED: readonly Scope[] = ['api:read', 'api', 'messages:read', 'messages:post', 'messages']
const NAME_MAX = 100

export function AppPasswords() {
  const t = useTexts()
  const format = useFormat()
  const confirm = useConfirm()
  const passwords = useQuery(appPasswordsQuery)
  const { create, remove } = useAppPasswords()
  const [isOpen, setOpen] = useState(false)
  // One that is removed leaves the focus to another.
  const kept = useKeptFocus<HTMLDivElement>((rows) => rows.querySelector('button'))

  const scopeName = (scope: string) => SCOPES.find((it) => it === scope)
  const take = async (it: AppPassword) => {
    const isSure = await confirm({
      title: t.appPasswords.removeTitle(it.name),
      body: t.appPasswords.removeText,
      confirmLabel: t.appPasswords.remove,
      isDanger: true,
    })
    if (isSure) remove.mutate(it.id, { onSuccess: () => announce(t.appPasswords.removed) })
  }
  const facts = (it: AppPassword) =>
    [
      t.appPasswords.created(format.date(it.created_at)),
      it.last_used_at ? t.appPasswords.used(format.relative(it.last_used_at)) : t.appPasswords.neverUsed,
      it.expires_on && t.appPasswords.until(format.date(it.expires_on)),
    ]
      .filter(Boolean)
      .join(', ')

  return (
    <Card
      title={t.appPasswords.title}
      isFlush
      actions={
        <Button size="sm" icon={Plus} onPress={() => setOpen(true)}>
          {t.appPasswords.create}
        </Button>
      }
    >
      <p className={s.lead}>{t.appPasswords.text}</p>
      {passwords.isPending && <SkeletonRows rows={1} />}
      <ProblemLine problem={passwords.error ?? remove.error} />
      <div ref={kept}>
        {passwords.data && passwords.data.length > 0 && (
          <ul aria-label={t.appPasswords.title}>
            {passwords.data.map((it) => {
              const scope = scopeName(it.scope)
              return (
                <Row
                  key={it.id}
                  isItem
                  icon={Plug}
                  title={
                    <>
                      {it.name}
                      {scope && <Badge>{t.appPasswords.scopes[scope]}</Badge>}
                    </>
                  }
                  text={facts(it)}
                  action={
                    <Button
                      size="sm"
                      variant="ghost"
                      aria-label={t.appPasswords.removeNamed(it.name)}
                      isBusy={remove.isPending && remove.variables === it.id}
                      onPress={() => void take(it)}
                    >
                      {t.appPasswords.remove}
                    </Button>
                  }
                />
              )
            })}
          </ul>
        )}
        {passwords.data?.length === 0 && <p className={s.note}>{t.appPasswords.none}</p>}
      </div>
      {isOpen && <Create create={create} onClose={() => setOpen(false)} />}
    </Card>
  )
}

function Create({ create, onClose }: { create: ReturnType<typeof useAppPasswords>['create']; onClose: () => void }) {
  const t = useTexts()
  const formId = useId()
  const faults = useFaults(create.error, ['name', 'scope', 'expires_on'])
  const [name, setName] = useState('')
  const [scope, setScope] = useState<Scope>('api:read')
  const [endsOn, setEndsOn] = useState<string | null>(null)
  const close = () => {
    create.reset()
    onClose()
  }
  const secret = create.data?.secret

  if (secret !== undefined) {
    return (
      <Dialog
        title={t.appPasswords.secretTitle}
        isOpen
        onClose={close}
        keepsOnOutsidePress
        footer={
          <Button variant="primary" onPress={close}>
            {t.appPasswords.done}
          </Button>
        }
      >
        <SecretField label={t.appPasswords.secret} secret={secret} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t.appPasswords.createTitle}
      isOpen
      onClose={close}
      size="sm"
      footer={
        <>
          <Button onPress={close}>{t.settings.cancel}</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isBusy={create.isPending}
            busyLabel={t.appPasswords.sending}
          >
            {t.appPasswords.send}
          </Button>
        </>
      }
    >
      <Form
        id={formId}
        onSubmit={() => create.mutate({ name: name.trim(), scope, ...(endsOn ? { expires_on: endsOn } : {}) })}
      >
        <TextField
          label={t.appPasswords.name}
          hint={t.appPasswords.nameHint}
          autoComplete="off"
          autoFocus
          value={name}
          onChange={setName}
          error={faults.of.name}
          maxLength={NAME_MAX}
          isRequired
        />
        <Select
          label={t.appPasswords.scope}
          value={scope}
          onChange={setScope}
          options={OFFERED.map((id) => ({ id, label: t.appPasswords.scopes[id] }))}
          error={faults.of.scope}
        />
        <DateField
          label={t.appPasswords.expires}
          hint={t.appPasswords.expiresHint}
          isOptional
          value={endsOn}
          onChange={setEndsOn}
          error={faults.of.expires_on}
        />
        <ProblemLine problem={faults.rest} />
      </Form>
    </Dialog>
  )
}
