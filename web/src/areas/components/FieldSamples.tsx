// SPDX-License-Identifier: EUPL-1.2

import { useState } from 'react'
import {
  Avatar,
  Button,
  Checkbox,
  ComboBox,
  type ComboItem,
  DateField,
  FileDrop,
  Form,
  FormActions,
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
  toast,
} from '@/ui'
import s from './ComponentsPage.module.css'
import { SAMPLE_PEOPLE } from './people'
import { useTexts } from './texts'

export function Fields() {
  const t = useTexts().fields
  const [subject, setSubject] = useState(t.subjectValue)
  const [place, setPlace] = useState('')
  const [end, setEnd] = useState(t.endValue)
  const [aim, setAim] = useState(t.aimValue)
  const [password, setPassword] = useState('')
  const [days, setDays] = useState<number | null>(90)
  const [search, setSearch] = useState('')
  return (
    <div className={s.rows}>
      <div className={s.two}>
        <TextField size="sm" label={t.subject} value={subject} onChange={setSubject} />
        <TextField size="sm" label={t.place} value={place} onChange={setPlace} isOptional placeholder={t.placeHolder} />
      </div>
      <TextField label={t.end} value={end} onChange={setEnd} error={t.endError} />
      <TextArea label={t.aim} value={aim} onChange={setAim} hint={t.aimHint} maxLength={120} />
      <PasswordField
        label={t.password}
        value={password}
        onChange={setPassword}
        hint={t.passwordHint}
        autoComplete="new-password"
      />
      <NumberField label={t.days} value={days} onChange={setDays} min={1} max={365} unit={t.dayUnit} />
      <SearchField label={t.search} value={search} onChange={setSearch} />
      <div className={s.two}>
        <TextField label={t.readOnly} value="c.rovere@valserine.example" onChange={noop} isReadOnly />
        <TextField label={t.disabled} value="Camille Rovère" onChange={noop} isDisabled />
      </div>
    </div>
  )
}

const noop = () => {}

export function Choices() {
  const t = useTexts().choices
  const [stays, setStays] = useState(true)
  const [all, setAll] = useState(false)
  const [terms, setTerms] = useState(false)
  const [quiet, setQuiet] = useState(true)
  const [role, setRole] = useState<'member' | 'reader'>('member')
  const [view, setView] = useState<'week' | 'month'>('week')
  const roles = [
    { id: 'member', label: t.member, description: t.memberHelp },
    { id: 'reader', label: t.reader, description: t.readerHelp },
  ] as const
  return (
    <div className={s.rows}>
      <div className={s.row}>
        <Checkbox label={t.stay} isSelected={stays} onChange={setStays} />
        <Checkbox label={t.all} isSelected={all} isPartial={!all} onChange={setAll} />
        <Checkbox label={t.off} isSelected onChange={noop} isDisabled />
      </div>
      <Checkbox label={t.terms} isSelected={terms} onChange={setTerms} error={terms ? null : t.termsError} />
      <Switch label={t.quiet} hint={t.quietHint} isSelected={quiet} onChange={setQuiet} isSpread />
      <div className={s.row}>
        <Switch label={t.stay} isSelected={!quiet} onChange={(isOn) => setQuiet(!isOn)} />
        <Switch label={t.off} isSelected={false} onChange={noop} isDisabled />
      </div>
      <RadioGroup label={t.role} value={role} onChange={setRole} options={roles} />
      <RadioGroup label={t.role} isLabelHidden value={role} onChange={setRole} options={roles} isCards />
      <SegmentedControl
        label={t.view}
        value={view}
        onChange={setView}
        options={[
          { id: 'week', label: t.week },
          { id: 'month', label: t.month },
        ]}
      />
    </div>
  )
}

const PEOPLE: ComboItem[] = SAMPLE_PEOPLE.map(({ id, name }) => ({ id, label: name }))
const found = (text: string) => PEOPLE.filter((it) => it.label.toLowerCase().includes(text.trim().toLowerCase()))
const face = (item: ComboItem) => <Avatar person={{ id: item.id, name: item.label }} size={20} />

export function Lists() {
  const texts = useTexts()
  const t = texts.lists
  const [language, setLanguage] = useState<'fr' | 'en'>('fr')
  const [role, setRole] = useState<'member' | 'reader' | 'manager'>('member')
  const [text, setText] = useState('')
  const [successor, setSuccessor] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<ComboItem[]>(PEOPLE.slice(0, 2))
  return (
    <div className={s.rows}>
      <Select
        label={t.language}
        value={language}
        onChange={setLanguage}
        options={[
          { id: 'fr', label: t.french },
          { id: 'en', label: t.english },
        ]}
      />
      <Select
        label={texts.choices.role}
        value={role}
        onChange={setRole}
        options={[
          { id: 'manager', label: texts.choices.manager, description: texts.choices.managerHelp },
          { id: 'member', label: texts.choices.member, description: texts.choices.memberHelp },
          { id: 'reader', label: texts.choices.reader, description: texts.choices.readerHelp },
        ]}
      />
      <ComboBox
        label={t.successor}
        text={text}
        onTextChange={setText}
        items={found(text)}
        value={successor}
        onChange={(item) => {
          setSuccessor(item?.id ?? null)
          setText(item?.label ?? '')
        }}
        renderBefore={face}
        placeholder={t.placeholder}
      />
      <TokenPicker
        label={t.people}
        hint={t.peopleHint}
        chosen={chosen}
        onChange={setChosen}
        text={typed}
        onTextChange={setTyped}
        items={found(typed)}
        renderBefore={face}
        fromText={(address) => (address.includes('@') ? { id: address, label: address } : null)}
      />
    </div>
  )
}

export function Dates() {
  const t = useTexts().dates
  const [day, setDay] = useState<string | null>('2026-12-18')
  const [from, setFrom] = useState<string | null>('19:00')
  const [until, setUntil] = useState<string | null>(null)
  return (
    <div className={s.rows}>
      <DateField label={t.ends} value={day} onChange={setDay} min="2026-10-08" isOptional />
      <div className={s.two}>
        <TimeField label={t.from} value={from} onChange={setFrom} />
        <TimeField label={t.until} value={until} onChange={setUntil} isDisabled />
      </div>
    </div>
  )
}

export function FormExample() {
  const t = useTexts().form
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  return (
    <Form onSubmit={() => toast({ text: t.done, tone: 'success' })}>
      <TextField label={t.name} value={name} onChange={setName} isRequired maxLength={100} />
      <TextField label={t.email} type="email" value={email} onChange={setEmail} isOptional autoComplete="email" />
      <FormActions>
        <Button onPress={() => setName('')}>{t.cancel}</Button>
        <Button type="submit" variant="soft">
          {t.create}
        </Button>
      </FormActions>
    </Form>
  )
}

export function Files() {
  const t = useTexts().files
  return (
    <FileDrop
      label={t.label}
      hint={t.hint}
      accept=".csv,text/csv"
      maxBytes={8_388_608}
      onFiles={([file]) => toast({ text: t.taken(file?.name ?? '') })}
    />
  )
}
