// SPDX-License-Identifier: EUPL-1.2
// Passing a message on: where to, with which words, and who will see it.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useMe } from '@/api/me'
import type { Channel, Message, Person } from '@/api/types'
import { useFormat } from '@/lib/format'
import { usePaused } from '@/lib/useSettled'
import { Avatar, Button, ComboBox, Dialog, Form, Notice, ProblemLine, TextArea, toast } from '@/ui'
import { isLike } from './Composer'
import s from './ForwardDialog.module.css'
import { ForwardedCard } from './ForwardedCard'
import { projectNames, useForward } from './forwardQueries'
import { KindIcon } from './KindIcon'
import { myChannels } from './mine'
import { peopleLike, peopleOf } from './queries'
import { channelName, useTalk } from './talk'
import { useTexts } from './texts'

/** Offered at once. */
const ITEMS_MAX = 12

interface Target {
  id: string
  label: string
  description?: string
  channel: Channel | null
  person: Person | null
}

export function ForwardDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useTexts()
  const format = useFormat()
  const navigate = useNavigate()
  const { channel: from, me: myself } = useTalk()
  const me = useMe()
  const channels = useQuery(myChannels).data
  const names = useQuery(projectNames).data
  const forward = useForward()
  const [text, setText] = useState('')
  const [target, setTarget] = useState<Target | null>(null)
  const [isMissing, setMissing] = useState(false)
  const [comment, setComment] = useState('')
  const wanted = usePaused(text.trim())
  const isAsked = wanted !== '' && wanted !== target?.label
  const people = useQuery({
    ...peopleLike(wanted),
    enabled: isAsked && me.can.search_people,
    placeholderData: keepPreviousData,
  })

  const items = useMemo((): Target[] => {
    const query = text.trim() === target?.label ? '' : text.trim()
    const known = (channels ?? [])
      .filter((it) => it.can.post && !it.archived_at && it.id !== from.id)
      .map((it): Target => {
        const name = channelName(it, t, format.list)
        const project = it.project ? names?.get(it.project) : undefined
        return {
          id: it.id,
          label: it.kind === 'direct' ? name : `#${name}`,
          description: it.kind === 'direct' ? t.kinds.direct : (project ?? t.kinds[it.kind]),
          channel: it,
          person: null,
        }
      })
      .filter((it) => query === '' || isLike(`${it.label.replace('#', '')} ${it.description ?? ''}`, query))
      .sort((a, b) => lastOf(b) - lastOf(a))
    // With whom no conversation is open yet.
    const open = new Set(
      (channels ?? []).flatMap((it) => (it.kind === 'direct' && it.people.length === 1 ? it.people[0]?.id : [])),
    )
    const others = (query === '' || !isAsked ? [] : (people.data ?? []))
      .filter((it) => it.id !== myself.id && !open.has(it.id))
      .map(
        (person): Target => ({
          id: person.id,
          label: person.name,
          ...(person.function ? { description: person.function } : {}),
          channel: null,
          person,
        }),
      )
    return [...known.slice(0, ITEMS_MAX), ...others]
  }, [channels, names, people.data, isAsked, text, target, from.id, myself.id, t, format])

  const send = () => {
    if (!target) return setMissing(true)
    forward.mutate(
      { message: message.id, to: target.id, comment: comment.trim() },
      {
        onSuccess: (sent) => {
          onClose()
          const project = target.channel?.project
          const base = project ? `/p/${project}/messages` : '/conversations'
          toast({
            text: t.forward.done(target.label),
            action: {
              label: t.forward.see,
              onAction: () => void navigate({ to: `${base}/${sent.channel}`, search: { message: sent.id } } as never),
            },
          })
        },
      },
    )
  }

  return (
    <Dialog
      title={t.forward.title}
      isOpen
      onClose={onClose}
      size="md"
      keepsOnOutsidePress
      footer={
        <>
          <Button onPress={onClose}>{t.forward.cancel}</Button>
          <Button variant="primary" type="submit" form="transferer" isBusy={forward.isPending}>
            {t.forward.submit}
          </Button>
        </>
      }
    >
      <Form id="transferer" onSubmit={send}>
        <ComboBox
          label={t.forward.to}
          hint={t.forward.toHint}
          opensOnFocus
          autoFocus
          text={text}
          onTextChange={(next) => {
            setText(next)
            if (next === '') setTarget(null)
          }}
          items={items}
          value={target?.id ?? null}
          onChange={(it) => {
            setTarget(it)
            setMissing(false)
            if (it) setText(it.label)
          }}
          renderBefore={(it) =>
            it.person ? (
              <Avatar person={it.person} size={24} />
            ) : (
              <KindIcon kind={it.channel?.kind ?? 'direct'} size={17} />
            )
          }
          isLoading={people.isFetching}
          emptyText={t.forward.nowhere}
          error={isMissing ? t.forward.missing : null}
        />
        <TextArea label={t.forward.comment} isOptional value={comment} onChange={setComment} rows={2} />
        <div className={s.preview}>
          <ForwardedCard forwarded={asForwarded(message)} isPreview />
        </div>
        {target && <WhoSees target={target} isFromFew={from.kind === 'private' || from.kind === 'direct'} />}
        <ProblemLine problem={forward.error} />
      </Form>
    </Dialog>
  )
}

const lastOf = (it: Target) => Date.parse(it.channel?.last_posted_at ?? '1970-01-01')

/** As it will stand there. */
function asForwarded(message: Message) {
  const { forwarded } = message
  if (forwarded && message.body === '') return forwarded
  return {
    message: message.id,
    channel: message.channel,
    author: message.author,
    automate: message.automate,
    kind: message.kind,
    number: message.kind === 'entry' ? (message.seq ?? null) : null,
    posted_at: message.posted_at,
    body: [
      message.body,
      ...(message.poll?.options ?? []).map((it) => `- ${it.text}`),
      ...(forwarded ? ['', ...forwarded.body.split('\n').map((it) => `> ${it}`)] : []),
    ].join('\n'),
    is_gone: false,
  }
}

/** Who will read it there; said as a warning where only few read it here. */
function WhoSees({ target, isFromFew }: { target: Target; isFromFew: boolean }) {
  const t = useTexts().forward
  const format = useFormat()
  const names = useQuery(projectNames).data
  const { channel } = target
  const isPrivate = channel?.kind === 'private'
  const inIt = useQuery({ ...peopleOf(channel?.id ?? ''), enabled: isPrivate }).data
  const project = channel?.project ? (names?.get(channel.project) ?? '') : ''
  const who = (): string => {
    if (target.person) return t.seenByPerson(target.person.name)
    if (channel?.kind === 'direct')
      return channel.people.length === 0 ? t.seenByMe : t.seenByPeople(format.list(channel.people.map((it) => it.name)))
    if (isPrivate) return t.seenByPrivate(inIt?.length ?? null)
    return t.seenByProject(project)
  }
  return isFromFew ? (
    <Notice title={t.fromFew}>{who()}</Notice>
  ) : (
    <p className={s.seen} role="status">
      {who()}
    </p>
  )
}
