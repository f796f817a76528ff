// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useMemo, useRef } from 'react'
import type { Id, Message } from '@/api/types'
import { toast } from '@/ui'
import { Composer } from './Composer'
import type { Draft } from './drafts'
import { fromMarkup } from './mentions'
import { failed } from './problems'
import { useEdit } from './queries'
import { useTalk } from './talk'
import { useTexts } from './texts'

/** What was begun, by message, for as long as the page: another part of the channel may take the place of the line. */
const begun = new Map<Id, Draft>()

export interface EditorProps {
  message: Message
  onDone: () => void
  /** What was given up is taken up again. */
  onReopen: () => void
}

/** A message being written again, in its place. */
export function Editor({ message, onDone, onReopen }: EditorProps) {
  const t = useTexts()
  const { nameOf } = useTalk()
  const edit = useEdit()
  const field = useRef<HTMLTextAreaElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is being written is not replaced by what comes meanwhile.
  const initial = useMemo(() => begun.get(message.id) ?? fromMarkup(message.body, nameOf), [])
  useEffect(() => {
    const it = field.current
    it?.focus()
    it?.setSelectionRange(it.value.length, it.value.length)
  }, [])
  const done = () => {
    begun.delete(message.id)
    onDone()
  }
  const giveUp = () => {
    const given = begun.get(message.id)
    done()
    if (!given) return
    toast({
      text: t.composer.editDropped,
      action: {
        label: t.actions.undo,
        onAction: () => {
          begun.set(message.id, given)
          onReopen()
        },
      },
    })
  }
  return (
    <Composer
      label={t.composer.editing}
      isEditing
      field={field}
      initial={initial}
      onDraft={(draft) => begun.set(message.id, draft)}
      onCancel={giveUp}
      onSend={(body) => {
        if (edit.isPending) return
        if (body === message.body) return done()
        edit.mutate({ message, body }, { onSuccess: done, onError: failed })
      }}
    />
  )
}
