// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useMemo, useRef } from 'react'
import type { Message } from '@/api/types'
import { toast } from '@/ui'
import { Composer } from './Composer'
import { type Draft, forgetEdit, keepEdit, readEdit } from './drafts'
import { forWriting, toMarkup } from './mentions'
import { failed } from './problems'
import { useEdit } from './queries'
import { hintIn, knownName, useTalk, useWhere } from './talk'
import { useTexts } from './texts'

export interface EditorProps {
  message: Message
  onDone: () => void
  /** What was given up is taken up again. */
  onReopen: () => void
}

/** A message being written again, in its place. What is begun stays on this device until it is saved or left. */
export function Editor({ message, onDone, onReopen }: EditorProps) {
  const t = useTexts()
  const talk = useTalk()
  const { me } = talk
  const where = useWhere()
  const edit = useEdit()
  const field = useRef<HTMLTextAreaElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is being written is not replaced by what comes meanwhile.
  const [asIs, before] = useMemo(
    () => [forWriting(message.body, knownName(talk, t), hintIn(talk)), readEdit(me.id, message.id)],
    [],
  )
  /** What the message says, as it would be sent again untouched. */
  const untouched = toMarkup(asIs.text, asIs.named).trim()
  const begun = useRef<Draft | null>(before)
  useEffect(() => {
    const it = field.current
    it?.focus()
    it?.setSelectionRange(it.value.length, it.value.length)
  }, [])
  const keep = (draft: Draft) => {
    const isBegun = toMarkup(draft.text, draft.named).trim() !== untouched
    begun.current = isBegun ? draft : null
    if (isBegun && draft.text.trim() !== '') keepEdit(me.id, message, { ...draft, where })
    else forgetEdit(me.id, message.id)
  }
  const done = () => {
    forgetEdit(me.id, message.id)
    onDone()
  }
  const giveUp = () => {
    const given = begun.current
    done()
    if (!given) return
    toast({
      text: t.composer.editDropped,
      action: {
        label: t.actions.undo,
        onAction: () => {
          keepEdit(me.id, message, { ...given, where })
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
      initial={before ?? asIs}
      onDraft={keep}
      onCancel={giveUp}
      onSend={(body) => {
        if (edit.isPending) return
        // Untouched, it does not take the place of what was written elsewhere meanwhile.
        if (body === message.body || body === untouched) return done()
        // Forgotten also where the person has gone elsewhere meanwhile.
        void edit.mutateAsync({ message, body }, { onSuccess: done, onError: failed }).then(
          () => forgetEdit(me.id, message.id),
          () => {},
        )
      }}
    />
  )
}
