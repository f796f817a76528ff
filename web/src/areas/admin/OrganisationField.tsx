// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Id, Organisation, OrganisationRef } from '@/api/types'
import { ComboBox, type ComboItem, Select, TokenPicker } from '@/ui'
import { fold, placeOf } from './organisations/tree'
import { organisations as organisationsQuery } from './queries'

/** Above this, a closed list is longer to read than a name is to type. */
const CLOSED_LIST_MAX = 12
/** Enough suggestions to see that there are more; few enough to read. */
const SUGGESTED_MAX = 30
/** No organisation has it for an id. */
const NONE = 'none'

interface FieldProps {
  label: string
  hint?: string | undefined
  error?: string | undefined
  isOptional?: boolean
}

interface OrganisationFieldProps extends FieldProps {
  /** `undefined` while nothing has been chosen, where "none" is a choice that must be made. */
  value: Id | null | undefined
  onChange: (organisation: Id | null) => void
  /** A word for "none", when that is a choice. */
  noneLabel?: string
  /** Leaves out places that cannot be chosen. */
  among?: readonly Organisation[]
}

/** One organisation: a closed list while there are few, a search when there are many. */
export function OrganisationField({ value, onChange, noneLabel, among, ...field }: OrganisationFieldProps) {
  const all = useQuery(organisationsQuery).data ?? []
  const choices = among ?? all
  const items = useMemo(() => itemsOf(choices), [choices])
  const chosen = items.find((it) => it.id === value)
  const [text, setText] = useState<string | null>(null)

  if (items.length <= CLOSED_LIST_MAX)
    return (
      <Select
        {...field}
        isOptional={false}
        value={value ?? (value === undefined || noneLabel === undefined ? null : NONE)}
        onChange={(id) => onChange(id === NONE ? null : id)}
        options={[
          ...(noneLabel === undefined ? [] : [{ id: NONE, label: noneLabel }]),
          ...items.map((it) => ({ id: it.id, label: it.description ? `${it.label} (${it.description})` : it.label })),
        ]}
      />
    )
  const typed = text ?? chosen?.label ?? ''
  const found = suggested(
    noneLabel === undefined ? items : [{ id: NONE, label: noneLabel }, ...items],
    typed === chosen?.label ? '' : typed,
  )
  return (
    <ComboBox
      {...field}
      text={typed}
      onTextChange={setText}
      items={chosen && !found.includes(chosen) ? [chosen, ...found] : found}
      value={value ?? null}
      onChange={(item) => onChange(item && item.id !== NONE ? item.id : null)}
      {...(noneLabel === undefined || value === undefined ? {} : { placeholder: noneLabel })}
      opensOnFocus
    />
  )
}

interface OrganisationsFieldProps extends FieldProps {
  value: readonly Id[]
  onChange: (organisations: Id[]) => void
  /** Names of chosen organisations that this administrator's list does not hold. */
  names?: readonly OrganisationRef[]
}

/** Several organisations, the first being the one shown beside the name. */
export function OrganisationsField({ value, onChange, names = [], ...field }: OrganisationsFieldProps) {
  const all = useQuery(organisationsQuery).data ?? []
  const items = useMemo(() => itemsOf(all), [all])
  const [text, setText] = useState('')
  const known = new Map<Id, ComboItem>([
    ...names.map((it): [Id, ComboItem] => [it.id, { id: it.id, label: it.name }]),
    ...items.map((it): [Id, ComboItem] => [it.id, it]),
  ])
  return (
    <TokenPicker
      {...field}
      chosen={value.flatMap((id) => known.get(id) ?? [])}
      onChange={(chosen) => onChange(chosen.map((it) => it.id))}
      text={text}
      onTextChange={setText}
      items={suggested(items, text)}
      opensOnFocus
    />
  )
}

/** For the filters over lists: every organisation of the branch, by place. */
export function useOrganisationOptions(): { id: Id; label: string }[] {
  const all = useQuery(organisationsQuery).data
  return useMemo(() => (all ?? []).map((it) => ({ id: it.id, label: it.name })), [all])
}

/** Two offices may bear the same name: the place tells them apart. */
function itemsOf(organisations: readonly Organisation[]): ComboItem[] {
  return organisations.map((it) => {
    const above = placeOf(it)
    return { id: it.id, label: it.name, ...(above === '' ? {} : { description: above }) }
  })
}

function suggested(items: readonly ComboItem[], text: string): ComboItem[] {
  const wanted = fold(text)
  const found =
    wanted === '' ? items : items.filter((it) => fold(`${it.label} ${it.description ?? ''}`).includes(wanted))
  return found.slice(0, SUGGESTED_MAX)
}
