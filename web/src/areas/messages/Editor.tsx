// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useMemo, useRef } from 'react'
import type { Message } from '@/api/types'
import { Composer } from './Composer'
import { fromMarkup } from './mentions'
import { failed } from './problems'
import { useEdit } from './queries'
import { useTalk } from './talk'
import { useTexts } from './texts'

/** A message being written again, in its place. */
export function Editor({ message, onDone }: { message: Message; onDone: () => void }) {
  const t = useTexts()
  const { nameOf } = useTalk()
  const edit = useEdit()
  const field = useRef<HTMLTextAreaElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is being written is not replaced by what comes meanwhile.
  const initial = useMemo(() => fromMarkup(message.body, nameOf), [])
  useEffect(() => {
    const it = field.current
    it?.focus()
    it?.setSelectionRange(it.value.length, it.value.length)
  }, [])
  return (
    <Composer
      label={t.composer.editing}
      isEditing
      field={field}
      initial={initial}
      onCancel={onDone}
      onSend={(body) => {
        if (edit.isPending) return
        if (body === message.body) return onDone()
        edit.mutate({ message, body }, { onSuccess: onDone, onError: failed })
      }}
    />
  )
}
