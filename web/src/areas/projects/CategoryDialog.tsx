// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react'
import type { Project } from '@/api/types'
import { announce, Button, Dialog, Form, ProblemLine, RadioGroup, TextField } from '@/ui'
import { useMine } from './queries'
import { useTexts } from './texts'

const NONE = 'none'
const FRESH = 'new'
const KNOWN = 'known:'

/** Files one of my projects under a category that only I see. */
export function CategoryDialog({
  project,
  categories,
  onClose,
}: {
  project: Project
  categories: readonly string[]
  onClose: () => void
}) {
  const t = useTexts()
  const mine = useMine()
  const [choice, setChoice] = useState(
    project.my.category === null ? (categories.length === 0 ? FRESH : NONE) : KNOWN + project.my.category,
  )
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()

  const file = () => {
    const fresh = name.trim()
    if (choice === FRESH && fresh === '') return setError(t.category.nameMissing)
    const category = choice === NONE ? null : choice === FRESH ? fresh : choice.slice(KNOWN.length)
    mine.mutate(
      { project: project.id, mine: { category } },
      {
        onSuccess: () => {
          announce(category === null ? t.spoken.unfiled(project.name) : t.spoken.filed(project.name, category))
          onClose()
        },
      },
    )
  }

  return (
    <Dialog
      title={t.category.title}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.category.keep}</Button>
          <Button variant="primary" type="submit" form="category" isBusy={mine.isPending}>
            {t.category.file}
          </Button>
        </>
      }
    >
      <Form id="category" onSubmit={file}>
        <p>{t.category.intro}</p>
        <RadioGroup
          label={t.category.choose}
          value={choice}
          onChange={setChoice}
          options={[
            ...categories.map((it) => ({ id: KNOWN + it, label: it })),
            { id: FRESH, label: t.category.fresh },
            { id: NONE, label: t.category.none },
          ]}
        />
        {choice === FRESH && (
          <TextField
            label={t.category.name}
            hint={t.category.nameHint}
            value={name}
            onChange={(it) => {
              setName(it)
              setError(undefined)
            }}
            error={error}
            maxLength={60}
          />
        )}
        <ProblemLine problem={mine.error} />
      </Form>
    </Dialog>
  )
}
