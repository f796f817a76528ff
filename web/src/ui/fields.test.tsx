// SPDX-License-Identifier: EUPL-1.2

import { act, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { renderUi } from '@/testing/render'
import {
  Button,
  Checkbox,
  ComboBox,
  type ComboItem,
  DateField,
  FileDrop,
  Form,
  NumberField,
  PasswordField,
  RadioGroup,
  SearchField,
  SegmentedControl,
  Select,
  Switch,
  TextArea,
  TextField,
  TimeField,
  TokenPicker,
} from '.'

const described = (element: Element) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ')
    .trim()

describe('a field', () => {
  test('is named, explained and faulted for a screen reader', () => {
    renderUi(
      <TextField
        label="Titre"
        value=""
        onChange={() => {}}
        hint="Court et parlant."
        error="Saisissez un titre."
        isOptional
      />,
    )
    const field = screen.getByRole('textbox', { name: 'Titre (facultatif)' })
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(described(field)).toBe('Court et parlant. Saisissez un titre.')
  })

  test('complains only once its form has been sent, and receives the focus', async () => {
    const send = vi.fn()
    function Example() {
      const [name, setName] = useState('')
      const [email, setEmail] = useState('camille')
      return (
        <Form onSubmit={send}>
          <TextField label="Nom" value={name} onChange={setName} isRequired />
          <TextField label="Adresse" type="email" value={email} onChange={setEmail} />
          <Button type="submit">Envoyer</Button>
        </Form>
      )
    }
    const { user } = renderUi(<Example />)
    const name = screen.getByRole('textbox', { name: 'Nom' })
    expect(name.getAttribute('aria-invalid')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Envoyer' }))
    expect(send).not.toHaveBeenCalled()
    expect(described(name)).toBe('Ce champ est obligatoire.')
    expect(document.activeElement).toBe(name)
    await user.type(name, 'Camille')
    await user.click(screen.getByRole('button', { name: 'Envoyer' }))
    const email = screen.getByRole('textbox', { name: 'Adresse' })
    expect(document.activeElement).toBe(email)
    await user.type(email, '@ville.example{Enter}')
    expect(send).toHaveBeenCalledOnce()
  })

  test('refused by the server receives the focus when the answer comes', async () => {
    function Example() {
      const [error, setError] = useState<string>()
      return (
        <>
          <Form onSubmit={() => {}}>
            <TextField label="Adresse" value="a@b.example" onChange={() => {}} error={error} />
            <Button type="submit">Envoyer</Button>
          </Form>
          <Button onPress={() => setError('Cette adresse a déjà un compte.')}>Réponse</Button>
        </>
      )
    }
    const { user } = renderUi(<Example />)
    await user.click(screen.getByRole('button', { name: 'Envoyer' }))
    await user.click(screen.getByRole('button', { name: 'Réponse' }))
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Adresse' }))
  })
})

test('a password is shown on demand only', async () => {
  const { user } = renderUi(
    <PasswordField label="Mot de passe" autoComplete="current-password" value="x" onChange={() => {}} />,
  )
  const field = screen.getByLabelText('Mot de passe', { selector: 'input' })
  expect(field.getAttribute('type')).toBe('password')
  await user.click(screen.getByRole('button', { name: 'Afficher le mot de passe' }))
  expect(field.getAttribute('type')).toBe('text')
  await user.click(screen.getByRole('button', { name: 'Masquer le mot de passe' }))
  expect(field.getAttribute('type')).toBe('password')
})

test('a text says how much is left only near its end', async () => {
  function Example() {
    const [text, setText] = useState('')
    return <TextArea label="But" value={text} onChange={setText} maxLength={30} />
  }
  const { user } = renderUi(<Example />)
  const field = screen.getByRole('textbox', { name: 'But' })
  await user.type(field, 'Neuf mots')
  expect(screen.queryByText(/Il reste/)).toBeNull()
  await user.type(field, ' de plus')
  expect(screen.getByText('Il reste 13 caractères.')).toBeTruthy()
})

describe('a number', () => {
  function Example({ onChange }: { onChange: (n: number | null) => void }) {
    const [n, setN] = useState<number | null>(90)
    return (
      <NumberField
        label="Durée"
        unit="jours"
        min={1}
        max={365}
        value={n}
        onChange={(next) => {
          setN(next)
          onChange(next)
        }}
      />
    )
  }

  test('is stepped with the arrows, within its bounds', async () => {
    const change = vi.fn()
    const { user } = renderUi(<Example onChange={change} />)
    await user.tab()
    await user.keyboard('{ArrowUp}')
    expect(change).toHaveBeenLastCalledWith(91)
    await user.keyboard('{PageDown}'.repeat(10))
    expect(change).toHaveBeenLastCalledWith(1)
    expect(screen.getByRole('spinbutton').getAttribute('aria-valuetext')).toBe('1 jours')
  })

  test('takes a comma for the decimals and says when it is not one', async () => {
    const change = vi.fn()
    const { user } = renderUi(<Example onChange={change} />)
    const field = screen.getByRole('spinbutton', { name: 'Durée' })
    await user.clear(field)
    expect(change).toHaveBeenLastCalledWith(null)
    await user.type(field, '2,5')
    expect(change).toHaveBeenLastCalledWith(2.5)
    await user.clear(field)
    await user.type(field, 'deux')
    expect(described(field)).toBe('Saisissez un nombre. Exemple\u00a0: 12.')
  })

  test('out of bounds is brought back when the field is left', async () => {
    const change = vi.fn()
    const { user } = renderUi(<Example onChange={change} />)
    const field = screen.getByRole('spinbutton', { name: 'Durée' })
    await user.clear(field)
    await user.type(field, '4000')
    await user.tab()
    expect(change).toHaveBeenLastCalledWith(365)
    expect((field as HTMLInputElement).value).toBe('365')
  })
})

test('Escape empties a search before it closes anything', async () => {
  const outside = vi.fn()
  function Example() {
    const [text, setText] = useState('camille')
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: stands for the dialog around it.
      <div onKeyDown={outside}>
        <SearchField label="Rechercher" value={text} onChange={setText} />
      </div>
    )
  }
  const { user } = renderUi(<Example />)
  await user.click(screen.getByRole('searchbox', { name: 'Rechercher' }))
  await user.keyboard('{Escape}')
  expect((screen.getByRole('searchbox') as HTMLInputElement).value).toBe('')
  expect(outside).not.toHaveBeenCalled()
  await user.keyboard('{Escape}')
  expect(outside).toHaveBeenCalledOnce()
})

describe('a choice', () => {
  test('by box, switch and radio follows Space and the arrows', async () => {
    const change = vi.fn()
    const { user } = renderUi(
      <>
        <Checkbox label="Rester connecté" isSelected={false} onChange={change} />
        <Switch label="Heures calmes" isSelected onChange={change} hint="Rien ne part le soir." />
        <RadioGroup
          label="Rôle"
          value="member"
          onChange={change}
          options={[
            { id: 'member', label: 'Membre', description: 'Lit et écrit.' },
            { id: 'reader', label: 'Lecture seule' },
          ]}
        />
      </>,
    )
    await user.tab()
    await user.keyboard(' ')
    expect(change).toHaveBeenLastCalledWith(true)
    await user.tab()
    const toggle = screen.getByRole('switch', { name: 'Heures calmes' })
    expect(document.activeElement).toBe(toggle)
    expect(described(toggle)).toBe('Rien ne part le soir.')
    await user.keyboard(' ')
    expect(change).toHaveBeenLastCalledWith(false)
    await user.tab()
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Membre' }))
    expect(described(screen.getByRole('radio', { name: 'Membre' }))).toBe('Lit et écrit.')
    await user.keyboard('{ArrowDown}')
    expect(change).toHaveBeenLastCalledWith('reader')
  })

  test('of a part is neither ticked nor not', () => {
    renderUi(<Checkbox label="Tout" isSelected={false} isPartial onChange={() => {}} />)
    expect(screen.getByRole('checkbox', { name: 'Tout' })).toHaveProperty('indeterminate', true)
  })

  test('of a display says which is on', async () => {
    const change = vi.fn()
    const { user } = renderUi(
      <SegmentedControl
        label="Affichage"
        value="list"
        onChange={change}
        options={[
          { id: 'list', label: 'Liste' },
          { id: 'cards', label: 'Cartes' },
        ]}
      />,
    )
    const group = screen.getByRole('group', { name: 'Affichage' })
    expect(within(group).getByRole('button', { name: 'Liste', pressed: true })).toBeTruthy()
    await user.click(within(group).getByRole('button', { name: 'Cartes', pressed: false }))
    expect(change).toHaveBeenCalledWith('cards')
  })

  test('in a short list is the browser’s own', async () => {
    const change = vi.fn()
    const { user } = renderUi(
      <Select
        label="Langue"
        value={null}
        onChange={change}
        options={[
          { id: 'fr', label: 'Français' },
          { id: 'en', label: 'English' },
        ]}
      />,
    )
    await user.selectOptions(screen.getByRole('combobox', { name: 'Langue' }), 'en')
    expect(change).toHaveBeenCalledWith('en')
  })

  test('with explanations shows them in its list', async () => {
    const change = vi.fn()
    const { user } = renderUi(
      <Select
        label="Rôle"
        value="member"
        onChange={change}
        options={[
          { id: 'member', label: 'Membre', description: 'Lit et écrit.' },
          { id: 'reader', label: 'Lecture seule', description: 'Lit sans rien modifier.' },
        ]}
      />,
    )
    const button = await screen.findByRole('button', { name: /Rôle/ })
    await user.click(button)
    const option = await screen.findByRole('option', { name: /Lecture seule/ })
    expect(within(option).getByText('Lit sans rien modifier.')).toBeTruthy()
    await user.click(option)
    expect(change).toHaveBeenCalledWith('reader')
  })
})

const PEOPLE: ComboItem[] = [
  { id: 'acc_1', label: 'Camille Rovère', description: 'Accueil' },
  { id: 'acc_2', label: 'Idriss Benkacem' },
]
const find = (text: string) => PEOPLE.filter((it) => it.label.toLowerCase().includes(text.toLowerCase()))

describe('a combobox', () => {
  test('proposes what was found and gives the item chosen with the keyboard', async () => {
    const change = vi.fn()
    function Example() {
      const [text, setText] = useState('')
      return (
        <ComboBox
          label="Successeur"
          text={text}
          onTextChange={setText}
          items={find(text)}
          value={null}
          onChange={change}
        />
      )
    }
    const { user } = renderUi(<Example />)
    await user.type(screen.getByRole('combobox', { name: 'Successeur' }), 'idr')
    const list = await screen.findByRole('listbox')
    expect(within(list).getAllByRole('option')).toHaveLength(1)
    await user.keyboard('{ArrowDown}{Enter}')
    expect(change).toHaveBeenCalledWith(PEOPLE[1])
  })

  test('says when nothing was found', async () => {
    function Example() {
      const [text, setText] = useState('')
      return (
        <ComboBox
          label="Successeur"
          text={text}
          onTextChange={setText}
          items={find(text)}
          value={null}
          onChange={() => {}}
        />
      )
    }
    const { user } = renderUi(<Example />)
    await user.type(screen.getByRole('combobox', { name: 'Successeur' }), 'zzz')
    expect(await screen.findByText('Aucun résultat')).toBeTruthy()
  })
})

describe('a picker of several', () => {
  function Example({ onChange }: { onChange: (ids: string[]) => void }) {
    const [text, setText] = useState('')
    const [chosen, setChosen] = useState<ComboItem[]>([])
    return (
      <TokenPicker
        label="Personnes"
        chosen={chosen}
        onChange={(next) => {
          setChosen(next)
          onChange(next.map((it) => it.id))
        }}
        text={text}
        onTextChange={setText}
        items={find(text)}
        fromText={(typed) => (typed.includes('@') ? { id: typed, label: typed } : null)}
      />
    )
  }

  test('adds a suggestion, then a typed address, and Backspace takes the last away', async () => {
    const change = vi.fn()
    const { user } = renderUi(<Example onChange={change} />)
    const field = screen.getByRole('combobox', { name: 'Personnes' })
    await user.type(field, 'cam')
    await screen.findByRole('option', { name: /Camille/ })
    await user.keyboard('{ArrowDown}{Enter}')
    expect(change).toHaveBeenLastCalledWith(['acc_1'])
    await user.type(field, 'x@y.example{Enter}')
    expect(change).toHaveBeenLastCalledWith(['acc_1', 'x@y.example'])
    expect(screen.getAllByRole('listitem')).toHaveLength(2)
    expect((field as HTMLInputElement).value).toBe('')
    await user.keyboard('{Backspace}')
    expect(change).toHaveBeenLastCalledWith(['acc_1'])
    await user.click(screen.getByRole('button', { name: 'Retirer Camille Rovère' }))
    expect(change).toHaveBeenLastCalledWith([])
    expect(document.activeElement).toBe(field)
  })

  test('shows the suggestions that come after the last key, and closes after a choice by mouse', async () => {
    const answered = vi.fn()
    function Late() {
      const [chosen, setChosen] = useState<ComboItem[]>([])
      const [text, setText] = useState('')
      const [items, setItems] = useState<readonly ComboItem[]>([])
      answered.mockImplementation(() => setItems(find(text)))
      return (
        <TokenPicker
          label="Personnes"
          chosen={chosen}
          onChange={setChosen}
          text={text}
          onTextChange={(next) => {
            setText(next)
            setItems([])
          }}
          items={items}
          isLoading={text !== '' && items.length === 0}
          fromText={() => null}
        />
      )
    }
    const { user } = renderUi(<Late />)
    const field = screen.getByRole('combobox', { name: 'Personnes' })
    await user.click(field)
    await user.paste('camille')
    await screen.findByText('Chargement')
    act(() => answered())
    await user.click(await screen.findByRole('option', { name: /Camille/ }))
    await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull())
    expect((field as HTMLInputElement).value).toBe('')
    expect(field.getAttribute('aria-expanded')).toBe('false')
  })
})

describe('a date', () => {
  test('is typed part by part in the order of the language', async () => {
    const change = vi.fn()
    function Example() {
      const [day, setDay] = useState<string | null>(null)
      return (
        <DateField
          label="Fin"
          value={day}
          onChange={(next) => {
            setDay(next)
            change(next)
          }}
        />
      )
    }
    const { user } = renderUi(<Example />)
    const parts = await screen.findAllByRole('spinbutton')
    expect(parts.map((it) => it.getAttribute('aria-label')?.split(',')[0])).toEqual(['jour', 'mois', 'année'])
    await user.click(parts[0] as HTMLElement)
    await user.keyboard('09102026')
    await waitFor(() => expect(change).toHaveBeenLastCalledWith('2026-10-09'))
  })

  test('has a calendar', async () => {
    const change = vi.fn()
    const { user } = renderUi(<DateField label="Fin" value="2026-10-09" onChange={change} />)
    await user.click(await screen.findByRole('button', { name: /Ouvrir le calendrier/ }))
    const day = await screen.findByRole('button', { name: /jeudi 15 octobre 2026/i })
    await user.click(day)
    expect(change).toHaveBeenLastCalledWith('2026-10-15')
  })

  test('of the clock counts to 24', async () => {
    const change = vi.fn()
    const { user } = renderUi(<TimeField label="De" value="09:30" onChange={change} />)
    const [hour] = await screen.findAllByRole('spinbutton')
    await user.click(hour as HTMLElement)
    await user.keyboard('18')
    await waitFor(() => expect(change).toHaveBeenLastCalledWith('18:30'))
  })
})

describe('a place for files', () => {
  const csv = new File(['nom;prenom'], 'comptes.csv', { type: 'text/csv' })

  test('takes a file of the right kind', async () => {
    const take = vi.fn()
    const { user } = renderUi(<FileDrop label="Fichier" accept=".csv" onFiles={take} />)
    await user.upload(screen.getByLabelText('Fichier', { selector: 'input' }), csv)
    expect(take).toHaveBeenCalledWith([csv])
  })

  test('refuses one that is too heavy, and says so', async () => {
    const take = vi.fn()
    const { user } = renderUi(<FileDrop label="Fichier" accept=".csv" maxBytes={4} onFiles={take} />)
    await user.upload(screen.getByLabelText('Fichier', { selector: 'input' }), csv)
    expect(take).not.toHaveBeenCalled()
    expect(screen.getByRole('alert').textContent).toBe(
      '«\u00a0comptes.csv\u00a0» est trop lourd\u00a0: 4\u00a0o au plus.',
    )
  })
})
