// SPDX-License-Identifier: EUPL-1.2
// What one opens seldom: it comes with its own piece of code.

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { ShieldCheck, UserMinus, UsersRound } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMe } from '@/api/me'
import { asProblem, fieldSentences, isProblem } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import type { Channel, ChannelKind, Id } from '@/api/types'
import { changed } from '@/lib/changed'
import { useFormat } from '@/lib/format'
import { usePaused } from '@/lib/useSettled'
import {
  Avatar,
  Banner,
  Button,
  Checkbox,
  Dialog,
  EmptyState,
  Form,
  IconButton,
  ProblemLine,
  RadioGroup,
  SkeletonList,
  TextField,
  TokenPicker,
  useKeptFocus,
} from '@/ui'
import { type Asked, NotLoaded } from './AskAgain'
import { signature } from './automates'
import { Body } from './Body'
import { type Candidate, candidateOf, useCandidates } from './candidates'
import s from './dialogs.module.css'
import { FolderField } from './FolderField'
import { ForwardedCard } from './ForwardedCard'
import { usePlaceChannel } from './folderQueries'
import { failed } from './problems'
import {
  peopleLike,
  peopleOf,
  pinsOf,
  READERS_MAX,
  readersIn,
  useChannelManager,
  useChannelPerson,
  useCreateChannel,
  useEditChannel,
  useOpenConversation,
} from './queries'
import { type SteadyChannel, useTalk } from './talk'
import { useTexts } from './texts'
import { useShowMessage } from './useShowMessage'

function PeopleField(props: {
  label: string
  hint: string
  chosen: Candidate[]
  onChange: (chosen: Candidate[]) => void
  text: string
  onText: (text: string) => void
  items: readonly Candidate[]
  isLoading?: boolean
  autoFocus?: boolean
  error?: string | null
}) {
  const t = useTexts()
  return (
    <TokenPicker
      label={props.label}
      hint={props.hint}
      chosen={props.chosen}
      onChange={props.onChange}
      text={props.text}
      onTextChange={props.onText}
      items={props.items}
      emptyText={t.create.nobody}
      isLoading={props.isLoading ?? false}
      renderBefore={(it) =>
        it.person ? (
          <Avatar person={it.person} size={20} />
        ) : (
          <UsersRound size={18} strokeWidth={1.75} aria-hidden="true" />
        )
      }
      {...(props.autoFocus ? { autoFocus: true } : {})}
      {...(props.error ? { error: props.error } : {})}
    />
  )
}

export function NewChannelDialog(props: {
  project: string
  mayManage: boolean
  onClose: () => void
  onCreated: (channel: Channel) => void
}) {
  const { project, mayManage, onClose, onCreated } = props
  const t = useTexts()
  const api = useApiTexts()
  const { account: me } = useMe()
  const create = useCreateChannel()
  const [name, setName] = useState('')
  const [topic, setTopic] = useState('')
  const [kind, setKind] = useState<ChannelKind>('open')
  const [people, setPeople] = useState<Candidate[]>([])
  const [requiresThreads, setRequiresThreads] = useState(false)
  const [text, setText] = useState('')
  const items = useCandidates(project, text, t.line.group).filter((it) => it.id !== me.id)
  const letIn = useChannelPerson()
  const faults = fieldSentences(create.error ? asProblem(create.error) : null, api)
  const kinds: ChannelKind[] = mayManage ? ['open', 'private', 'announcement', 'log'] : ['open', 'private']
  const hasPeople = kind === 'private' || kind === 'announcement'
  // A log has no threads.
  const mayHaveThreads = kind !== 'log'

  const send = () =>
    create.mutate(
      {
        project,
        kind,
        name: name.trim(),
        topic: topic.trim(),
        people: hasPeople ? people.flatMap((it) => it.person?.id ?? []) : [],
        requires_threads: mayHaveThreads && requiresThreads,
      },
      {
        onSuccess: (channel) => {
          // Groups come into a channel that is there.
          if (hasPeople)
            for (const it of people)
              if (!it.person) letIn.mutate({ channel: channel.id, who: it.id, isIn: true }, { onError: failed })
          onClose()
          onCreated(channel)
        },
      },
    )

  return (
    <Dialog
      title={t.create.title}
      isOpen
      onClose={onClose}
      size="md"
      keepsOnOutsidePress
      footer={
        <>
          <Button onPress={onClose}>{t.create.cancel}</Button>
          <Button variant="primary" type="submit" form="nouveau-canal" isBusy={create.isPending}>
            {t.create.submit}
          </Button>
        </>
      }
    >
      <Form id="nouveau-canal" onSubmit={send}>
        <TextField
          label={t.create.name}
          hint={t.create.nameHint}
          value={name}
          onChange={setName}
          isRequired
          autoFocus
          error={faults.name ?? null}
        />
        <TextField label={t.create.topic} isOptional value={topic} onChange={setTopic} error={faults.topic ?? null} />
        <RadioGroup
          label={t.create.kind}
          value={kind}
          onChange={setKind}
          options={kinds.map((it) => ({ id: it, label: t.kinds[it], description: t.kindHelp[it] }))}
        />
        {hasPeople && (
          <PeopleField
            label={t.create.people}
            hint={t.create.peopleHint}
            chosen={people}
            onChange={setPeople}
            text={text}
            onText={setText}
            items={items}
            error={faults.people ?? null}
          />
        )}
        {mayHaveThreads && (
          <Checkbox
            label={t.settings.requiresThreads}
            hint={t.settings.requiresThreadsHint}
            isSelected={requiresThreads}
            onChange={setRequiresThreads}
          />
        )}
        <ProblemLine problem={create.error} />
      </Form>
    </Dialog>
  )
}

export function NewConversationDialog({
  onClose,
  onCreated,
}: {
  onClose: () => void
  onCreated: (channel: Channel) => void
}) {
  const t = useTexts()
  const { account: me } = useMe()
  const open = useOpenConversation()
  const [people, setPeople] = useState<Candidate[]>([])
  const [text, setText] = useState('')
  const asked = usePaused(text.trim())
  const found = useQuery({ ...peopleLike(asked), enabled: asked !== '', placeholderData: keepPreviousData })
  const items = useMemo(
    () => (asked === '' ? [] : (found.data ?? [])).filter((it) => it.id !== me.id).map(candidateOf),
    [found.data, asked, me.id],
  )
  const send = () =>
    open.mutate(
      people.map((it) => it.id),
      {
        onSuccess: (channel) => {
          onClose()
          onCreated(channel)
        },
      },
    )
  return (
    <Dialog
      title={t.create.conversation}
      isOpen
      onClose={onClose}
      size="md"
      keepsOnOutsidePress
      footer={
        <>
          <Button onPress={onClose}>{t.create.cancel}</Button>
          <Button variant="primary" type="submit" form="nouvelle-conversation" isBusy={open.isPending}>
            {t.create.conversationSubmit}
          </Button>
        </>
      }
    >
      <Form id="nouvelle-conversation" onSubmit={send}>
        <PeopleField
          label={t.create.conversationPeople}
          hint={t.create.conversationHint}
          chosen={people}
          onChange={setPeople}
          text={text}
          onText={setText}
          items={items}
          isLoading={found.isFetching || asked !== text.trim()}
          autoFocus
        />
        <ProblemLine problem={open.error} />
      </Form>
    </Dialog>
  )
}

/** What is set there. */
interface Settings {
  name: string
  topic: string
  requires_threads: boolean
  folder: Id | null
}

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const api = useApiTexts()
  const { channel, name: shown } = useTalk()
  const edit = useEditChannel()
  const place = usePlaceChannel()
  const settingsOf = (it: SteadyChannel): Settings => ({
    // The main channel keeps no name of its own until somebody gives it another.
    name: it.name === '' ? shown : it.name,
    topic: it.topic,
    requires_threads: it.requires_threads,
    folder: it.folder?.id ?? null,
  })
  const [base, setBase] = useState(channel)
  const [fields, setFields] = useState(() => settingsOf(channel))
  const [isLost, setLost] = useState(false)
  const [seen, setSeen] = useState(channel)
  const before = settingsOf(base)
  const now: Settings = { ...fields, name: fields.name.trim(), topic: fields.topic.trim() }
  const mine = changed(before, now)
  const set = (some: Partial<Settings>) => setFields({ ...fields, ...some })
  /** What this person has not touched follows, what they typed stays. */
  const follow = (next: SteadyChannel) => {
    setBase(next)
    setFields({ ...settingsOf(next), ...changed(before, fields) })
  }
  // Somebody else sets something, or moves it.
  if (channel.etag !== seen.etag || channel.folder?.id !== seen.folder?.id) {
    setSeen(channel)
    if (Number(channel.etag) >= Number(base.etag)) follow(channel)
  }
  const faults = fieldSentences(edit.error ? asProblem(edit.error) : null, api)
  const { folder, ...patch } = mine
  const put = () => {
    if (folder === undefined) onClose()
    else place.mutate({ channel, folder, before: null }, { onSuccess: onClose })
  }
  const save = () => {
    if (Object.keys(patch).length === 0) return put()
    edit.mutate(
      { channel: base, patch },
      {
        onSuccess: put,
        onError: (error) => {
          const current = isProblem(error, 'edit.lost_race')
            ? (error.problem.current as Channel | undefined)
            : undefined
          if (!current) return
          follow(current)
          setLost(true)
        },
      },
    )
  }
  return (
    <Dialog
      title={t.settings.title}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.settings.cancel}</Button>
          <Button variant="primary" type="submit" form="reglages-canal" isBusy={edit.isPending || place.isPending}>
            {t.settings.save}
          </Button>
        </>
      }
    >
      <Form id="reglages-canal" onSubmit={save}>
        {isLost && <Banner tone="warning">{t.settings.lost}</Banner>}
        <TextField
          label={t.settings.name}
          value={fields.name}
          onChange={(name) => set({ name })}
          isRequired
          autoFocus
          error={faults.name ?? null}
        />
        <TextField
          label={t.settings.topic}
          isOptional
          value={fields.topic}
          onChange={(topic) => set({ topic })}
          error={faults.topic ?? null}
        />
        {channel.can.manage && !channel.is_main && channel.project && (
          <FolderField project={channel.project} value={fields.folder} onChange={(folder) => set({ folder })} />
        )}
        {channel.can.manage && channel.kind !== 'log' && (
          <Checkbox
            label={t.settings.requiresThreads}
            hint={t.settings.requiresThreadsHint}
            isSelected={fields.requires_threads}
            onChange={(requires_threads) => set({ requires_threads })}
          />
        )}
        <ProblemLine problem={isProblem(edit.error, 'edit.lost_race') ? place.error : (edit.error ?? place.error)} />
      </Form>
    </Dialog>
  )
}

/** Of the other channels all who read the messages of the project are readers. */
const namesPeopleIn = ({ kind }: SteadyChannel) => kind === 'private' || kind === 'announcement'

export function PeopleDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const { channel, place, me } = useTalk()
  const cache = useQueryClient()
  const readers = useQuery({ ...readersIn(cache, channel.id), enabled: !namesPeopleIn(channel) })
  const namesPeople = namesPeopleIn(channel)
  const { data, error, isFetching, refetch } = useQuery({ ...peopleOf(channel.id), enabled: namesPeople })
  const change = useChannelPerson()
  const entrust = useChannelManager()
  const kept = useKeptFocus<HTMLUListElement>()
  const [text, setText] = useState('')
  const inIt = new Set(data?.map((it) => it.person?.id ?? it.group?.id))
  const items = useCandidates(
    namesPeople && channel.can.manage ? (place?.id ?? null) : null,
    text,
    t.line.group,
  ).filter((it) => !inIt.has(it.id))
  return (
    <Dialog
      title={t.people.title}
      isOpen
      onClose={onClose}
      size="sm"
      footer={<Button onPress={onClose}>{t.people.close}</Button>}
    >
      {channel.kind !== 'private' && (
        <p className={s.intro}>{channel.kind === 'announcement' ? t.people.announcers : t.people.everyone}</p>
      )}
      {namesPeople && channel.can.manage && (
        <PeopleField
          label={t.people.add}
          hint={channel.kind === 'private' ? t.people.managersHint : ''}
          chosen={[]}
          onChange={([one]) =>
            one && change.mutate({ channel: channel.id, who: one.id, isIn: true }, { onError: failed })
          }
          text={text}
          onText={setText}
          items={items}
        />
      )}
      {namesPeople && !data && (
        <Missing query={{ error, isFetching, refetch }} title={t.people.notLoaded} label={t.people.loading} />
      )}
      <ul ref={kept} className={s.people}>
        {namesPeople
          ? data?.map((it) => {
              const who = it.person ?? it.group
              return (
                who && (
                  <li key={who.id}>
                    {it.person ? (
                      <Avatar person={it.person} size={28} />
                    ) : (
                      <UsersRound size={28} strokeWidth={1.5} aria-hidden="true" />
                    )}
                    <span className={s.person}>
                      {who.name}
                      {it.is_manager && <small>{t.people.manager}</small>}
                    </span>
                    {channel.can.manage && channel.kind === 'private' && (
                      <IconButton
                        size="sm"
                        icon={ShieldCheck}
                        isPressed={it.is_manager}
                        label={it.is_manager ? t.people.unmakeManager(who.name) : t.people.makeManager(who.name)}
                        onPress={() =>
                          entrust.mutate(
                            { channel: channel.id, who: who.id, isManager: !it.is_manager },
                            { onError: failed },
                          )
                        }
                      />
                    )}
                    {channel.can.manage && (
                      <IconButton
                        size="sm"
                        icon={UserMinus}
                        label={t.people.remove(who.name)}
                        onPress={() =>
                          change.mutate({ channel: channel.id, who: who.id, isIn: false }, { onError: failed })
                        }
                      />
                    )}
                  </li>
                )
              )
            })
          : [me, ...(readers.data ?? []).filter((it) => it.id !== me.id)].map((it) => (
              <li key={it.id}>
                <Avatar person={it} size={28} />
                <span className={s.person}>
                  {it.name}
                  {it.function && <small>{it.function}</small>}
                </span>
              </li>
            ))}
      </ul>
      {!namesPeople && (readers.data?.length ?? 0) >= READERS_MAX && (
        <p className={s.intro}>{t.people.firstOf(READERS_MAX)}</p>
      )}
    </Dialog>
  )
}

/**
 * It comes; or it did not, and can be asked for again. What it is told is read by whoever asks: a dialog draws its inside
 * later than itself, and the query cache tells a component only of what it has read.
 */
function Missing({ query, title, label }: { query: Asked; title?: string; label: string }) {
  if (!query.error) return <SkeletonList label={label} rows={3} />
  return <NotLoaded size="sm" query={query} {...(title ? { title } : {})} />
}

export function PinsDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const format = useFormat()
  const cache = useQueryClient()
  const { channel, personOf } = useTalk()
  const show = useShowMessage()
  const { data, error, isFetching, refetch } = useQuery(pinsOf(cache, channel.id))
  return (
    <Dialog title={t.pins.title} isOpen onClose={onClose} size="md">
      {!data && <Missing query={{ error, isFetching, refetch }} label={t.log.loading} />}
      {data?.length === 0 && <EmptyState size="sm" title={t.pins.empty} text={t.pins.emptyText} />}
      <ul className={s.pins}>
        {data?.map((it) => (
          <li key={it.id}>
            <p className={s.pinHead}>
              <b>{signature(it, personOf(it.author), t.line.someone)}</b>
              <time dateTime={it.posted_at} title={format.fullDateTime(it.posted_at)}>
                {format.dateTime(it.posted_at)}
              </time>
            </p>
            {it.body !== '' && <Body body={it.body} />}
            {it.forwarded && <ForwardedCard forwarded={it.forwarded} isPreview />}
            <Button
              size="sm"
              variant="link"
              onPress={() => {
                onClose()
                show(it.id)
              }}
            >
              {t.pins.goTo}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
