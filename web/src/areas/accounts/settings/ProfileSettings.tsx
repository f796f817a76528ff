// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useId, useRef, useState } from 'react'
import { useMe } from '@/api/me'
import type { Me } from '@/api/types'
import { useFormat } from '@/lib/format'
import {
  Avatar,
  announce,
  Badge,
  Button,
  Card,
  DefinitionList,
  Dialog,
  Form,
  ProblemLine,
  TextField,
  toast,
} from '@/ui'
import { useChangeEmail, useChangePhoto, useChangeProfile } from '../queries'
import { useTexts } from '../texts'
import { useFaults } from '../useFaults'
import { photoFault } from './photo'
import { SettingsPage } from './SettingsPage'
import s from './settings.module.css'

const NAME_MAX = 100

export function ProfileSettings() {
  const t = useTexts()
  const me = useMe()
  return (
    <SettingsPage title={t.profile.title} subtitle={t.profile.subtitle}>
      <Photo me={me} />
      <Identity me={me} />
      <Email me={me} />
    </SettingsPage>
  )
}

function Photo({ me }: { me: Me }) {
  const t = useTexts()
  const format = useFormat()
  const { put, remove } = useChangePhoto()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<{ file: File; address: string } | null>(null)
  const [fault, setFault] = useState<string | null>(null)

  // The picture is only borrowed from memory.
  useEffect(() => () => (chosen ? URL.revokeObjectURL(chosen.address) : undefined), [chosen])

  const choose = (file: File | undefined) => {
    if (!file) return
    const found = photoFault(file)
    put.reset()
    setFault(
      found === 'type' ? t.profile.photoType : found === 'size' ? t.profile.photoSize(format.bytes(file.size)) : null,
    )
    setChosen(found === null ? { file, address: URL.createObjectURL(file) } : null)
  }
  const done = (words: string) => {
    setChosen(null)
    announce(words)
  }

  return (
    <Card title={t.profile.photo}>
      <div className={s.photo}>
        {chosen ? (
          <img
            className={s.preview}
            src={chosen.address}
            alt={t.profile.photoPreview}
            onError={() => {
              setFault(t.profile.photoUnreadable)
              setChosen(null)
            }}
          />
        ) : (
          <Avatar person={me.account} size={96} />
        )}
        <div className={s.photoSide}>
          <div className={s.buttons}>
            {chosen ? (
              <>
                <Button
                  variant="primary"
                  isBusy={put.isPending}
                  busyLabel={t.settings.saving}
                  onPress={() => put.mutate(chosen.file, { onSuccess: () => done(t.profile.photoSaved) })}
                >
                  {t.profile.usePhoto}
                </Button>
                <Button onPress={() => input.current?.click()}>{t.profile.otherPhoto}</Button>
                <Button variant="ghost" onPress={() => setChosen(null)}>
                  {t.settings.cancel}
                </Button>
              </>
            ) : (
              <>
                <Button onPress={() => input.current?.click()}>
                  {me.account.photo ? t.profile.changePhoto : t.profile.choosePhoto}
                </Button>
                {me.account.photo && (
                  <Button
                    variant="ghost"
                    isBusy={remove.isPending}
                    onPress={() => remove.mutate(undefined, { onSuccess: () => done(t.profile.photoRemoved) })}
                  >
                    {t.profile.removePhoto}
                  </Button>
                )}
              </>
            )}
            <input
              ref={input}
              className={s.file}
              type="file"
              accept="image/jpeg,image/png,image/webp"
              tabIndex={-1}
              aria-label={t.profile.choosePhoto}
              onChange={(event) => {
                choose(event.target.files?.[0])
                // The same file chosen again after a failure is a choice too.
                event.target.value = ''
              }}
            />
          </div>
          <p className={s.hint}>{t.profile.photoHint}</p>
          {fault && (
            <p className={s.fault} role="alert">
              {fault}
            </p>
          )}
          <ProblemLine problem={put.error ?? remove.error} />
        </div>
      </div>
    </Card>
  )
}

function Identity({ me }: { me: Me }) {
  const t = useTexts()
  const format = useFormat()
  const change = useChangeProfile()
  const faults = useFaults(change.error, ['given_name', 'family_name', 'function'])
  const saved = {
    given_name: me.account.given_name,
    family_name: me.account.family_name,
    function: me.account.function ?? '',
  }
  const [edited, setEdited] = useState<Partial<typeof saved>>({})
  const form = { ...saved, ...edited }
  const set = (name: keyof typeof saved) => (value: string) => setEdited((it) => ({ ...it, [name]: value }))
  const isChanged = (Object.keys(saved) as (keyof typeof saved)[]).some((it) => form[it].trim() !== saved[it])

  return (
    <Card title={t.profile.identity}>
      <Form
        label={t.profile.identity}
        onSubmit={() =>
          change.mutate(
            {
              given_name: form.given_name.trim(),
              family_name: form.family_name.trim(),
              function: form.function.trim(),
            },
            {
              onSuccess: () => {
                setEdited({})
                toast({ text: t.settings.saved, tone: 'success' })
              },
            },
          )
        }
      >
        <div className={s.pair}>
          <TextField
            label={t.fields.givenName}
            autoComplete="given-name"
            value={form.given_name}
            onChange={set('given_name')}
            error={faults.of.given_name}
            maxLength={NAME_MAX}
            isRequired
          />
          <TextField
            label={t.fields.familyName}
            autoComplete="family-name"
            value={form.family_name}
            onChange={set('family_name')}
            error={faults.of.family_name}
            maxLength={NAME_MAX}
            isRequired
          />
        </div>
        <TextField
          label={t.fields.function}
          isOptional
          hint={t.profile.functionHint}
          autoComplete="organization-title"
          value={form.function}
          onChange={set('function')}
          error={faults.of.function}
          maxLength={NAME_MAX}
        />
        <DefinitionList
          items={[
            {
              term: t.profile.organisations,
              description:
                me.organisations.length > 0
                  ? format.list(me.organisations.map((it) => it.name))
                  : t.profile.noOrganisation,
            },
            me.account.is_external && {
              term: t.profile.external,
              description: <Badge tone="warning">{t.profile.external}</Badge>,
            },
            me.access_ends_on !== null && {
              term: t.profile.accessEnds,
              description: format.longDate(me.access_ends_on),
            },
          ]}
        />
        <ProblemLine problem={faults.rest} />
        <div className={s.buttons}>
          <Button
            type="submit"
            variant="primary"
            isDisabled={!isChanged && !change.isPending}
            isBusy={change.isPending}
            busyLabel={t.settings.saving}
          >
            {t.settings.save}
          </Button>
        </div>
      </Form>
    </Card>
  )
}

function Email({ me }: { me: Me }) {
  const t = useTexts()
  const formId = useId()
  const change = useChangeEmail()
  const faults = useFaults(change.error, ['email'], { 'account.email_taken': 'email' })
  const [isOpen, setOpen] = useState(false)
  const [email, setEmail] = useState('')
  const close = () => {
    setOpen(false)
    setEmail('')
    change.reset()
  }
  return (
    <Card
      title={t.profile.email}
      actions={
        <Button size="sm" onPress={() => setOpen(true)}>
          {t.profile.changeEmail}
        </Button>
      }
    >
      <p>{me.email}</p>
      <p className={s.hint}>{t.profile.emailHint}</p>
      <Dialog
        title={t.profile.changeEmailTitle}
        isOpen={isOpen}
        onClose={close}
        size="sm"
        footer={
          <>
            <Button onPress={close}>{t.settings.cancel}</Button>
            <Button variant="primary" type="submit" form={formId} isBusy={change.isPending}>
              {t.profile.sendEmail}
            </Button>
          </>
        }
      >
        <div className={s.stack}>
          <p>{t.profile.changeEmailText}</p>
          <Form
            id={formId}
            onSubmit={() =>
              change.mutate(email.trim(), {
                onSuccess: () => {
                  toast({ text: t.profile.emailSent(email.trim()), tone: 'success' })
                  close()
                },
              })
            }
          >
            <TextField
              label={t.profile.newEmail}
              type="email"
              autoComplete="email"
              autoFocus
              value={email}
              onChange={setEmail}
              error={faults.of.email}
              maxLength={254}
              isRequired
            />
            <ProblemLine problem={faults.rest} />
          </Form>
        </div>
      </Dialog>
    </Card>
  )
}
