// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Id, Project } from '@/api/types'
import { Button, Dialog, Form, ProblemLine, Select, SkeletonList, toast } from '@/ui'
import { byName } from './order'
import { membersOf, useHandOver } from './queries'
import { useTexts } from './texts'

/** Makes another member the owner; I become a manager. Outsiders and invited people cannot own a project. */
export function HandOverDialog({
  project,
  first,
  onClose,
}: {
  project: Project
  first?: Id | undefined
  onClose: () => void
}) {
  const t = useTexts()
  const query = useQuery(membersOf(project.id))
  const handOver = useHandOver(project.id)
  const [account, setAccount] = useState<Id | null>(first ?? null)
  const [error, setError] = useState<string>()
  const people = (query.data ?? [])
    .flatMap((it) => (it.person && it.can.make_owner && !it.is_me ? [it.person] : []))
    .sort(byName)

  const submit = () => {
    const chosen = people.find((it) => it.id === account)
    if (!chosen) return setError(t.handOver.personMissing)
    handOver.mutate(chosen.id, {
      onSuccess: () => {
        toast({ text: t.handOver.done(chosen.name) })
        onClose()
      },
    })
  }

  return (
    <Dialog
      title={t.handOver.title(project.name)}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.handOver.cancel}</Button>
          {people.length > 0 && (
            <Button variant="primary" type="submit" form="hand-over" isBusy={handOver.isPending}>
              {t.handOver.submit}
            </Button>
          )}
        </>
      }
    >
      <Form id="hand-over" onSubmit={submit}>
        <p>{people.length > 0 || query.isPending ? t.handOver.intro : t.handOver.nobody}</p>
        {query.isPending && <SkeletonList label={t.handOver.loading} rows={2} />}
        {people.length > 0 && (
          <Select
            label={t.handOver.person}
            hint={t.handOver.personHint}
            value={account}
            onChange={(it) => {
              setAccount(it)
              setError(undefined)
            }}
            error={error}
            options={people.map((it) => ({
              id: it.id,
              label: it.organisation ? `${it.name} (${it.organisation})` : it.name,
            }))}
          />
        )}
        <ProblemLine problem={query.error ?? handOver.error} />
      </Form>
    </Dialog>
  )
}
