// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '@/api/types'
import { usePaused } from '@/lib/useSettled'
import { Avatar, ComboBox, type ComboItem } from '@/ui'
import { people } from './queries'
import { useTexts } from './texts'

interface PersonFieldProps {
  label: string
  value: Person | null
  onChange: (person: Person | null) => void
  hint?: string | undefined
  error?: string | undefined
  /** Leaves out those who cannot be chosen, e.g. the leaver as a successor. */
  isSuggested?: (person: Person) => boolean
  size?: 'sm' | 'md'
  isOptional?: boolean
  /** Whoever is chosen goes elsewhere at once, and the field waits for the next person. */
  isForSeveral?: boolean
}

interface PersonItem extends ComboItem {
  person: Person
}

const itemOf = (person: Person): PersonItem => ({
  id: person.id,
  label: person.name,
  description: [person.function, person.organisation].filter(Boolean).join(', '),
  person,
})

/** One person, found by name or address. */
export function PersonField({
  value,
  onChange,
  isSuggested = () => true,
  isForSeveral = false,
  ...field
}: PersonFieldProps) {
  const t = useTexts().succession
  const [text, setText] = useState(value?.name ?? '')
  // The choice was cleared or made outside: the text follows.
  const [known, setKnown] = useState(value?.id)
  if (known !== value?.id) {
    setKnown(value?.id)
    setText(value?.name ?? '')
  }
  // The widget takes being emptied for typing, and would open its list again: for the next person it begins anew.
  const [turn, setTurn] = useState(0)
  const wanted = usePaused(text.trim())
  const found = useQuery({ ...people(wanted), enabled: wanted !== '' && wanted !== value?.name })
  const suggested = (wanted === '' ? [] : (found.data?.items ?? [])).filter(isSuggested)
  // The chosen person stays in the list, otherwise the widget would take the choice back.
  const items = value && !suggested.some((it) => it.id === value.id) ? [value, ...suggested] : suggested

  return (
    <ComboBox
      {...field}
      key={turn}
      autoFocus={turn > 0}
      text={text}
      onTextChange={setText}
      items={items.map(itemOf)}
      value={value?.id ?? null}
      onChange={(item) => {
        onChange(item?.person ?? null)
        if (!isForSeveral || !item) return setKnown(item?.id)
        setText('')
        setTurn(turn + 1)
      }}
      renderBefore={(item) => <Avatar person={item.person} size={24} />}
      isLoading={found.isFetching}
      emptyText={t.none}
    />
  )
}
