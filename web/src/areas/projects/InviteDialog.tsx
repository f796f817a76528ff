// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { Globe, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '@/api/me'
import type { Day, Levels, Project, Role } from '@/api/types'
import { usePaused } from '@/lib/useSettled'
import {
  Avatar,
  announce,
  Banner,
  Button,
  DateField,
  Dialog,
  Form,
  Notice,
  ProblemLine,
  Select,
  TextArea,
  TextField,
  TokenPicker,
  toast,
} from '@/ui'
import { isAddress, readAddresses } from './addresses'
import { addMonths, today } from './days'
import { ExternalMayNot } from './External'
import css from './InviteDialog.module.css'
import { addressLine, groupLine, type Invitee, joined, personLine, toNewMember } from './invitations'
import { LevelsEditor } from './LevelsEditor'
import { mayHaveExceptions, prune } from './levels'
import { groupsLike, type InvitationResult, membersOf, peopleLike, useInvite } from './queries'
import { useTexts } from './texts'

const MOST = 200

interface Refused {
  invitee: Invitee
  code: string
}

/**
 * One step for everyone: colleagues and groups by name, outsiders by address. The account of an outsider is made on
 * the way by the server; what he will never be able to do is said here, before sending.
 */
export function InviteDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const t = useTexts()
  const me = useMe()
  const invite = useInvite(project.id)
  const [chosen, setChosen] = useState<Invitee[]>([])
  const [text, setText] = useState('')
  const [bad, setBad] = useState<readonly string[]>([])
  const [role, setRole] = useState<Role>('member')
  const [levels, setLevels] = useState<Partial<Levels>>({})
  const [hasLevels, setHasLevels] = useState(false)
  const [endsOn, setEndsOn] = useState<Day | null>(null)
  const [message, setMessage] = useState('')
  const [error, setError] = useState<string>()
  const [refused, setRefused] = useState<readonly Refused[]>([])

  const { items, isLoading } = useSuggestions(text, project, me.can.search_people)
  const outsiders = chosen.flatMap((it) => (it.kind === 'email' ? [it] : []))
  const tooMany = chosen.length - MOST
  const waits = !project.can.manage && project.admission === 'approval'
  // An outsider never says who may what.
  const roles: readonly Role[] =
    project.can.manage && outsiders.length === 0 ? ['manager', 'member', 'reader'] : ['member', 'reader']
  const given = roles.includes(role) ? role : 'member'

  const choose = (next: Invitee[]) => {
    const added = next.find((it) => !chosen.some(({ id }) => id === it.id))
    if (added && next.length === chosen.length + 1) announce(t.invite.added(added.label))
    setChosen(next)
    setError(undefined)
    // What was refused and has been taken away needs no explanation any more.
    setRefused(refused.filter(({ invitee }) => next.some((it) => it.id === invitee.id)))
  }

  const fromAddress = (typed: string): Invitee | null => {
    const { found, bad: wrong } = readAddresses(typed)
    const address = found[0]
    return address && wrong.length === 0 ? addressLine(address, t.invite.inviteAddressHint) : null
  }

  /** A whole list pasted at once; a single line of text field would swallow its line breaks. */
  const paste = (pasted: string): boolean => {
    if (!pasted.includes('@') || (isAddress(pasted.trim()) && !pasted.includes('\n'))) return false
    const { found, bad: wrong } = readAddresses(pasted)
    if (found.length === 0) return false
    choose(
      joined(
        chosen,
        found.map((it) => addressLine(it, t.invite.inviteAddressHint)),
      ),
    )
    setBad(wrong)
    setText('')
    announce(t.invite.pasted(found.length))
    return true
  }

  const rename = (id: string, name: { given_name?: string; family_name?: string }) =>
    setChosen(
      chosen.map((it) => (it.id === id && it.kind === 'email' ? { ...it, address: { ...it.address, ...name } } : it)),
    )

  const submit = () => {
    // An address still in the field counts: nobody should have to press Enter twice.
    const last = text.trim() === '' ? null : fromAddress(text.trim())
    const all = last ? joined(chosen, [last]) : chosen
    if (last) {
      setChosen(all)
      setText('')
    }
    if (all.length === 0) return setError(t.invite.whoMissing)
    if (all.length > MOST) return setError(t.invite.tooMany(all.length - MOST))
    const terms = { role: given, levels: hasLevels && mayHaveExceptions(given) ? prune(given, levels) : {}, endsOn }
    invite.mutate(
      {
        invitations: all.map((it) => toNewMember(it, terms)),
        ...(message.trim() === '' ? {} : { message: message.trim() }),
      },
      { onSuccess: (results) => settle(all, results) },
    )
  }

  /** What was done is said once; what was refused stays, with its reason. */
  const settle = (all: readonly Invitee[], results: readonly InvitationResult[]) => {
    const done = (['added', 'invited', 'waiting', 'already_member'] as const).flatMap((status) => {
      const count = results.filter((it) => it.status === status).length
      return count > 0 ? [t.invite.done[status](count)] : []
    })
    if (done.length > 0) toast({ text: done.join(' ') })
    const left = results.flatMap(({ index, status, code }) => {
      const invitee = all[index]
      return status === 'refused' && invitee ? [{ invitee, code: code ?? 'other' }] : []
    })
    if (left.length === 0) return onClose()
    setChosen(left.map((it) => it.invitee))
    setRefused(left)
  }

  return (
    <Dialog
      title={t.invite.title(project.name)}
      isOpen
      onClose={onClose}
      size="lg"
      keepsOnOutsidePress
      footer={
        <>
          <Button onPress={onClose}>{t.invite.cancel}</Button>
          <Button variant="primary" type="submit" form="invite" isBusy={invite.isPending} busyLabel={t.invite.busy}>
            {t.invite.submit(chosen.length)}
          </Button>
        </>
      }
    >
      <Form id="invite" onSubmit={submit}>
        {refused.length > 0 && (
          <Banner tone="danger" title={t.invite.partTitle} isUrgent>
            {t.invite.partText}
            <ul className={css.refused}>
              {refused.map(({ invitee, code }) => (
                <li key={invitee.id}>
                  <b>{invitee.label}</b>
                  {t.colon} {t.invite.refused[code as keyof typeof t.invite.refused] ?? t.invite.refused.other}
                </li>
              ))}
            </ul>
          </Banner>
        )}
        <div
          onPasteCapture={(event) => {
            if (paste(event.clipboardData.getData('text'))) event.preventDefault()
          }}
        >
          <TokenPicker
            label={t.invite.who}
            hint={me.can.search_people ? t.invite.whoHint : t.invite.noSearch}
            chosen={chosen}
            onChange={choose}
            text={text}
            onTextChange={setText}
            items={items}
            // An address typed in full needs no suggestion: Enter, comma or semicolon takes it.
            fromText={fromAddress}
            isLoading={isLoading}
            emptyText={t.invite.nobody(text.trim())}
            placeholder={t.invite.placeholder}
            error={tooMany > 0 ? t.invite.tooMany(tooMany) : error}
            renderBefore={(it) => <InviteeFace it={it} />}
            autoFocus
          />
        </div>
        {bad.length > 0 && (
          <Banner
            tone="warning"
            action={
              <Button size="sm" onPress={() => setBad([])}>
                {t.invite.dropBad}
              </Button>
            }
          >
            {t.invite.badAddresses(bad.length)}
            <ul className={css.refused}>
              {bad.map((it) => (
                <li key={it}>{it}</li>
              ))}
            </ul>
          </Banner>
        )}
        {outsiders.length > 0 && (
          <>
            <Notice tone="warning" icon={Globe} title={t.invite.externalNotice(outsiders.length)}>
              {project.can.invite_external ? t.invite.externalExplain : t.invite.cannotExternal}
              <ExternalMayNot />
            </Notice>
            {project.can.invite_external && (
              <ul className={css.outsiders}>
                {outsiders.map(({ id, address }) => (
                  <li key={id}>
                    <fieldset className={css.outsider}>
                      <legend className={css.address}>{address.email}</legend>
                      <TextField
                        label={t.invite.givenName}
                        isOptional
                        size="sm"
                        value={address.given_name}
                        onChange={(given_name) => rename(id, { given_name })}
                        maxLength={100}
                        autoComplete="off"
                      />
                      <TextField
                        label={t.invite.familyName}
                        isOptional
                        size="sm"
                        value={address.family_name}
                        onChange={(family_name) => rename(id, { family_name })}
                        maxLength={100}
                        autoComplete="off"
                      />
                    </fieldset>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
        <div className={css.terms}>
          <Select
            label={t.invite.role}
            hint={t.roleHelp[given]}
            value={given}
            onChange={(it) => {
              setRole(it)
              setLevels(prune(it, levels))
            }}
            options={roles.map((id) => ({ id, label: t.roles[id] }))}
          />
          <div className={css.ends}>
            <DateField
              label={t.invite.ends}
              hint={t.invite.endsHint}
              isOptional
              value={endsOn}
              onChange={setEndsOn}
              min={today()}
            />
            <div className={css.months}>
              {[1, 3, 6].map((months) => (
                <Button key={months} size="sm" variant="soft" onPress={() => setEndsOn(addMonths(today(), months))}>
                  {t.invite.endsIn(months)}
                </Button>
              ))}
            </div>
          </div>
        </div>
        {project.can.manage && mayHaveExceptions(given) && (
          <div>
            <Button size="sm" variant="ghost" aria-expanded={hasLevels} onPress={() => setHasLevels(!hasLevels)}>
              {hasLevels ? t.invite.levelsHide : t.invite.levels}
            </Button>
            {hasLevels && (
              <LevelsEditor
                role={given}
                exceptions={levels}
                available={project.available_modules}
                isExternal={outsiders.length > 0}
                onChange={setLevels}
              />
            )}
          </div>
        )}
        <TextArea
          label={t.invite.message}
          hint={t.invite.messageHint}
          isOptional
          value={message}
          onChange={setMessage}
          maxLength={1000}
          rows={2}
        />
        {waits && <Notice>{t.invite.approval}</Notice>}
        <ProblemLine problem={invite.error} />
      </Form>
    </Dialog>
  )
}

function InviteeFace({ it }: { it: Invitee }) {
  if (it.kind === 'person') return <Avatar person={it.person} size={24} />
  const Icon = it.kind === 'group' ? UsersRound : Globe
  return <Icon size={16} strokeWidth={1.75} aria-hidden />
}

/** Colleagues, groups, and the typed address itself. Those who are members already cannot be chosen again. */
function useSuggestions(text: string, project: Project, maySearch: boolean) {
  const t = useTexts()
  const typed = text.trim()
  const q = usePaused(typed)
  const enabled = maySearch && q.length >= 2
  const people = useQuery({ ...peopleLike(q), enabled, placeholderData: (before) => before })
  const groups = useQuery({ ...groupsLike(q), enabled, placeholderData: (before) => before })
  const { data: members = [] } = useQuery(membersOf(project.id))
  const present = new Set(members.flatMap((it) => [it.person?.id, it.group?.id]))
  if (typed.length < 2) return { items: [], isLoading: false }

  const mark = (it: Invitee): Invitee =>
    present.has(it.id) ? { ...it, description: t.invite.alreadyMember, isDisabled: true } : it
  const address = isAddress(typed) ? readAddresses(typed).found[0] : undefined
  const isLoading = maySearch && (q !== typed || people.isFetching || groups.isFetching)
  const items: Invitee[] = [
    ...(enabled ? (people.data ?? []) : []).map((it) => mark(personLine(it))),
    ...(enabled ? (groups.data ?? []) : []).map((it) => mark(groupLine(it, t.invite.groupOf(it.people)))),
    ...(address ? [addressLine(address, t.invite.inviteAddressHint)] : []),
  ]
  return { items, isLoading }
}
