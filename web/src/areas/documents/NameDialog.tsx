// SPDX-License-Identifier: EUPL-1.2
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { newDraft } from '@/api/draft'
import { asProblem, fieldSentences, isProblem, sentence } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import type { Entry, Id } from '@/api/types'
import { Button, Dialog, Form, ProblemLine, TextField } from '@/ui'
import { put } from './cache'
import { corrected, parted } from './names'
import { makeFolder, rename, useDone } from './queries'
import { useTexts } from './texts'

export interface NameDialogProps {
  project: Id
  /** What is renamed; or the folder that a new one is made in. */
  what: { rename: Entry } | { makeIn: Id }
  onClose: () => void
  onDone: (entry: Entry) => void
}

/** A name for a new folder, or another one for what is there. */
export function NameDialog({ project, what, onClose, onDone }: NameDialogProps) {
  const t = useTexts()
  const api = useApiTexts()
  const cache = useQueryClient()
  const done = useDone(project)
  // Kept until the server has answered, so that sending again after a failure cannot make two.
  const [draft, setDraft] = useState(newDraft)
  const [entry, setEntry] = useState('rename' in what ? what.rename : null)
  const [name, setName] = useState(entry?.name ?? '')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement | null>(null)

  // The ending of a file stays, unless one means to change it. Once: what one selects later stays selected.
  const isPlaced = useRef(false)
  const placed = useCallback(
    (input: HTMLInputElement | null) => {
      field.current = input
      if (!input || isPlaced.current) return
      isPlaced.current = true
      const end = entry?.kind === 'file' ? parted(input.value)[0].length : input.value.length
      // After the dialog has given it the focus.
      requestAnimationFrame(() => {
        input.focus()
        input.setSelectionRange(0, end)
      })
    },
    [entry?.kind],
  )

  const problem = error ? asProblem(error) : null
  const isOfField = problem !== null && (isProblem(error, 'document.name_taken') || (problem.fields?.length ?? 0) > 0)
  const lost = isProblem(error, 'edit.lost_race') ? (error.problem.current as Entry | undefined) : undefined
  const fault = !problem
    ? null
    : lost
      ? t.name.changed(lost.name)
      : isOfField
        ? (fieldSentences(problem, api).name ?? sentence(problem, api))
        : null
  const better = isOfField && !isProblem(error, 'document.name_taken') ? corrected(name) : name

  const send = async () => {
    const wanted = name.trim()
    if (entry && wanted === entry.name) return onClose()
    setBusy(true)
    setError(null)
    try {
      const made =
        'makeIn' in what ? await makeFolder(what.makeIn, wanted, draft) : entry && (await rename(entry, wanted))
      if (!made) return
      put(cache, made)
      void done([...(made.folder ? [made.folder] : [])], made.id)
      onDone(made)
      onClose()
    } catch (why) {
      setError(why)
      // What was refused was not made: under another name it is another folder.
      if (asProblem(why).status >= 400) setDraft(newDraft())
      const current = isProblem(why, 'edit.lost_race') ? (why.problem.current as Entry | undefined) : undefined
      if (current) setEntry(current)
    } finally {
      setBusy(false)
    }
  }

  const title = !entry ? t.name.create : entry.kind === 'folder' ? t.name.renameFolder : t.name.renameFile
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.name.cancel}</Button>
          <Button
            type="submit"
            form="document-name"
            variant="primary"
            isBusy={isBusy}
            busyLabel={entry ? t.name.saving : t.name.creating}
          >
            {entry ? t.name.submit : t.name.create}
          </Button>
        </>
      }
    >
      <Form id="document-name" label={title} onSubmit={() => void send()}>
        <TextField
          ref={placed}
          label={t.name.label}
          value={name}
          onChange={(it) => {
            setName(it)
            if (!lost) setError(null)
          }}
          isRequired
          autoFocus
          autoComplete="off"
          spellCheck={false}
          error={fault}
        />
        {better !== name && (
          <Button
            size="sm"
            onPress={() => {
              setName(better)
              setError(null)
              field.current?.focus()
            }}
          >
            {t.name.suggest(better)}
          </Button>
        )}
        {problem && !fault && <ProblemLine problem={problem} />}
      </Form>
    </Dialog>
  )
}
