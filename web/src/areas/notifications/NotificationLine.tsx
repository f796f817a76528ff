// SPDX-License-Identifier: EUPL-1.2
import { Check, CircleDashed } from 'lucide-react'
import type { Notification } from '@/api/types'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { Anchor, Avatar, announce, Badge, Button, IconButton, toast, VisuallyHidden } from '@/ui'
import css from './NotificationLine.module.css'
import { useAnswer, useMark } from './queries'
import { Rich } from './Rich'
import { isAnswerable, isExaminable, lookOf, secondLine, sentenceOf } from './sentence'
import { useTexts } from './texts'

interface NotificationLineProps {
  it: Notification
  /** Where one answers it; `null`: there is nothing to answer. */
  reply: string | null
  onOpen?: (() => void) | undefined
}

/** One notification: what happened, where it leads, and the answer when one is expected. */
export function NotificationLine({ it, reply, onOpen }: NotificationLineProps) {
  const t = useTexts()
  const format = useFormat()
  const mark = useMark()
  const answer = useAnswer()
  const { text, parts } = sentenceOf(it, t)
  const more = secondLine(it, t, format)
  const { icon: Icon, colour } = lookOf(it.kind)
  const name = it.actor?.name ?? t.someone
  const speaker = it.actor?.name ?? it.details.name

  const toggle = () =>
    mark.mutate(
      { id: it.id, isRead: !it.is_read },
      { onSuccess: () => announce(it.is_read ? t.spoken.unread : t.spoken.read) },
    )

  const decide = (accept: boolean) =>
    answer.mutate(
      { notification: it, accept },
      {
        onSuccess: () => toast({ text: accept ? t.answer.accepted(name) : t.answer.refused(name) }),
        onError: (problem) => toast({ problem, tone: 'danger' }),
      },
    )

  const open = () => {
    if (!it.is_read) mark.mutate({ id: it.id, isRead: true })
    onOpen?.()
  }

  return (
    <article className={css.line} data-unread={!it.is_read}>
      <span className={css.mark}>
        {!it.is_read && (
          <span className={css.dot}>
            <VisuallyHidden>{t.dot}</VisuallyHidden>
          </span>
        )}
      </span>
      <span className={css.face}>
        {it.actor ? (
          <>
            <Avatar person={it.actor} size={36} />
            <span className={css.kind} data-colour={colour}>
              <Icon size={12} aria-hidden />
            </span>
          </>
        ) : (
          <span className={cx(css.kind, css.alone)} data-colour={colour}>
            <Icon size={18} aria-hidden />
          </span>
        )}
      </span>
      <div className={css.words}>
        <Anchor
          href={it.href}
          className={css.link}
          onClick={open}
          data-notification={it.id}
          onKeyDown={(event) => {
            if (event.key.toLowerCase() !== 'l' || event.ctrlKey || event.metaKey || event.altKey) return
            event.preventDefault()
            toggle()
          }}
        >
          <Rich
            text={text}
            parts={Object.fromEntries(Object.entries(parts).map(([hole, words]) => [hole, <b key={hole}>{words}</b>]))}
          />
        </Anchor>
        {it.actor?.is_external && (
          <span className={css.external}>
            <Badge tone="warning">{t.external}</Badge>
          </span>
        )}
        {more && <p className={css.more}>{more}</p>}
        {reply !== null && (
          <div className={css.answers}>
            <Button variant="secondary" size="sm" href={reply} onPress={open}>
              {t.answer.reply}
              {speaker && <VisuallyHidden> {t.answer.replyTo(speaker)}</VisuallyHidden>}
            </Button>
            <Button variant="ghost" size="sm" href={it.href} onPress={open}>
              {t.answer.open}
              {speaker && <VisuallyHidden> {t.answer.openOf(speaker)}</VisuallyHidden>}
            </Button>
          </div>
        )}
        {isAnswerable(it) && (
          <div className={css.answers}>
            <Button variant="primary" size="sm" isBusy={answer.isPending} onPress={() => decide(true)}>
              {t.answer.accept}
              <VisuallyHidden> {name}</VisuallyHidden>
            </Button>
            <Button variant="secondary" size="sm" isDisabled={answer.isPending} onPress={() => decide(false)}>
              {t.answer.refuse}
              <VisuallyHidden> {name}</VisuallyHidden>
            </Button>
          </div>
        )}
        {isExaminable(it) && (
          <div className={css.answers}>
            <Button variant="secondary" size="sm" href={it.href} onPress={open}>
              {t.answer.examine}
            </Button>
          </div>
        )}
      </div>
      <span className={css.end}>
        <time className={css.time} dateTime={it.at} title={format.fullDateTime(it.at)}>
          {format.relative(it.at)}
        </time>
        <span className={css.toggle}>
          <IconButton
            size="sm"
            label={it.is_read ? t.markUnread : t.markRead}
            shortcut="L"
            icon={it.is_read ? CircleDashed : Check}
            onPress={toggle}
          />
        </span>
      </span>
    </article>
  )
}
