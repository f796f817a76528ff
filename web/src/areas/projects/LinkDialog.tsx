// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Id, Project, ProjectRef } from '@/api/types'
import { Button, ComboBox, Dialog, Form, ProblemLine, ProjectIcon, toast } from '@/ui'
import { byName, matches } from './order'
import { myProjects, useLink } from './queries'
import { useTexts } from './texts'

/** Links one of my other projects with this one. Both show it, each to those who may read the other. */
export function LinkDialog({
  project,
  linked,
  onClose,
}: {
  project: Project
  linked: readonly ProjectRef[]
  onClose: () => void
}) {
  const t = useTexts()
  const query = useQuery(myProjects('active'))
  const link = useLink(project.id)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Id | null>(null)
  const [error, setError] = useState<string>()
  const taken = new Set([project.id, ...linked.map((it) => it.id)])
  const others = (query.data ?? []).filter((it) => !taken.has(it.id)).sort(byName)
  // What was chosen stands in the field: it is no search.
  const isSearch = others.find((it) => it.id === chosen)?.name !== text
  const shown = isSearch ? others.filter((it) => matches(text, [it.name, it.organisation?.name])) : others
  const isAlone = query.isSuccess && others.length === 0

  const submit = () => {
    const other = others.find((it) => it.id === chosen)
    if (!other) return setError(t.links.missing)
    link.mutate(
      { other: other.id, isLinked: true },
      {
        onSuccess: () => {
          toast({ text: t.links.added(other.name) })
          onClose()
        },
      },
    )
  }

  return (
    <Dialog
      title={t.links.add}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.links.cancel}</Button>
          {!isAlone && (
            <Button variant="primary" type="submit" form="link-project" isBusy={link.isPending}>
              {t.links.submit}
            </Button>
          )}
        </>
      }
    >
      <Form id="link-project" onSubmit={submit}>
        <p>{isAlone ? t.links.alone : t.links.intro}</p>
        {!isAlone && (
          <ComboBox
            label={t.links.project}
            hint={t.links.projectHint}
            text={text}
            onTextChange={(it) => {
              setText(it)
              // Other words are no longer what was chosen.
              if (it !== others.find(({ id }) => id === chosen)?.name) setChosen(null)
              setError(undefined)
            }}
            items={shown.map((it) => ({
              id: it.id,
              label: it.name,
              icon: it.icon,
              colour: it.colour,
              ...(it.organisation ? { description: it.organisation.name } : {}),
            }))}
            value={chosen}
            onChange={(it) => {
              setChosen(it?.id ?? null)
              if (it) setText(it.label)
            }}
            renderBefore={(it) => <ProjectIcon icon={it.icon} colour={it.colour} size={22} />}
            isLoading={query.isPending}
            emptyText={t.links.noResult}
            error={error}
            autoFocus
          />
        )}
        <ProblemLine problem={query.error ?? link.error} />
      </Form>
    </Dialog>
  )
}
