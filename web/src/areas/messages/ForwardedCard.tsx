// SPDX-License-Identifier: EUPL-1.2
// What a message passes on: who said it, where and when, and the way there for those who may go.

import { Forward, Gavel } from 'lucide-react'
import type { Forwarded } from '@/api/types'
import { useFormat } from '@/lib/format'
import { Anchor, Badge } from '@/ui'
import { signature } from './automates'
import { Body } from './Body'
import s from './ForwardedCard.module.css'
import { channelName, useTalk } from './talk'
import { useTexts } from './texts'
import { useChannels } from './useChannels'

export function ForwardedCard({ forwarded, isPreview = false }: { forwarded: Forwarded; isPreview?: boolean }) {
  const t = useTexts()
  const format = useFormat()
  const { personOf } = useTalk()
  const { channelOf, isSure } = useChannels(isPreview ? [] : [forwarded.channel])
  const origin = channelOf(forwarded.channel)
  const base = origin?.project ? `/p/${origin.project}/messages` : '/conversations'
  const name = origin && channelName(origin, t, format.list)
  return (
    <figure className={s.card}>
      <figcaption className={s.head}>
        <Forward size={14} strokeWidth={1.75} aria-hidden="true" />
        <b>{signature(forwarded, personOf(forwarded.author), t.line.unknownPerson)}</b>
        {forwarded.automate && <Badge>{t.line.automate}</Badge>}
        {origin && <span>{origin.kind === 'direct' ? t.forward.inConversation : `#${name}`}</span>}
        {forwarded.kind === 'decision' && (
          <span className={s.kind}>
            <Gavel size={13} strokeWidth={1.75} aria-hidden="true" /> {t.line.decision}
          </span>
        )}
        {forwarded.number && <span>{t.line.entry(forwarded.number)}</span>}
        <time dateTime={forwarded.posted_at} title={format.fullDateTime(forwarded.posted_at)}>
          {format.dateTime(forwarded.posted_at)}
        </time>
      </figcaption>
      <Body body={forwarded.body} />
      {!isPreview &&
        (forwarded.is_gone ? (
          <p className={s.note}>{t.forward.isGone}</p>
        ) : origin ? (
          <Anchor className={s.link} href={`${base}/${origin.id}?message=${forwarded.message}`}>
            {t.forward.original}
          </Anchor>
        ) : (
          isSure && <p className={s.note}>{t.forward.elsewhere}</p>
        ))}
    </figure>
  )
}
