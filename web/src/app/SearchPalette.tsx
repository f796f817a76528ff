// SPDX-License-Identifier: EUPL-1.2
// Ctrl K: projects, people and actions from anywhere. A dialog that holds a combobox and one grouped list.

import { useQuery } from '@tanstack/react-query'
import { ArrowRight, type LucideIcon, MessagesSquare, TextSearch, X } from 'lucide-react'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useFormat } from '@/lib/format'
import { usePaused } from '@/lib/useSettled'
import { Avatar, Button, Kbd, ProjectIcon, useNavigateTo } from '@/ui'
import { useMe } from '../api/me'
import type { Channel, FoundMessage, Id } from '../api/types'
import { newestFound } from '../areas/messages/found'
import { myChannels } from '../areas/messages/mine'
import { myProjects } from '../areas/projects/queries'
import { fold, highlight, matches, type Piece } from './highlight'
import { searchFor } from './queries'
import { SearchField } from './SearchField'
import s from './SearchPalette.module.css'
import { useAppTexts } from './texts'

type GroupName = 'projects' | 'people' | 'messages' | 'actions'
const GROUPS: readonly GroupName[] = ['projects', 'people', 'messages', 'actions']
/** With nothing asked yet: enough to go where one usually goes. */
const FIRST_PROJECTS = 5
/** Of fewer letters, almost every message has a word. */
const MESSAGE_LETTERS = 3
const MESSAGES = 5
/** Shorter than elsewhere: what is found stands under the line one types in. */
const PAUSE_MS = 150

interface Option {
  id: string
  group: GroupName
  label: string
  /** The label as the server has marked it. */
  pieces?: readonly Piece[]
  hint: string
  drawing: ReactNode
  href?: string
  run?: () => void
}

export interface Action {
  id: string
  label: string
  hint?: string
  icon?: LucideIcon
  href?: string
  run?: () => void
}

interface Props {
  actions: readonly Action[]
  /** What is asked, kept by the shell: the typing may have begun before this was there. */
  text: string
  onText: (text: string) => void
  onClose: () => void
}

export function SearchPalette({ actions, text, onText, onClose }: Props) {
  const t = useAppTexts()
  const format = useFormat()
  const me = useMe()
  const navigate = useNavigateTo()
  const dialog = useRef<HTMLDialogElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const [chosen, setFilter] = useState<GroupName | 'all'>('all')
  const [project, setProject] = useState<Id | null>(null)
  // Of what is found, only messages stand in a project.
  const filter = project === null ? chosen : 'messages'
  const [activeId, setActiveId] = useState<string | null>(null)
  const question = text.trim()
  const settled = usePaused(question, PAUSE_MS)

  const mine = useQuery(myProjects('active'))
  const search = useQuery(searchFor(settled))
  const said = useQuery(newestFound(settled, MESSAGES, settled.length >= MESSAGE_LETTERS, project))
  const channels = useQuery({ ...myChannels, select: namesOf })
  const isLate = question !== '' && (settled !== question || search.isFetching || said.isFetching)

  const options = useMemo<Option[]>(() => {
    const local = (mine.data ?? []).filter((it) => (question === '' ? it.my.pinned : matches(it.name, question)))
    // An answer to fewer letters stands until the next one comes: of it, only what the words asked for are in. Enter must
    // not open what was found for something else.
    const found = question === '' ? undefined : search.data
    const isFound = (it: { name: string }) => !isLate || matches(it.name, question)
    // Mine first and at once, then what the server finds, each project once.
    const projects = new Map(
      [...local.slice(0, question === '' ? FIRST_PROJECTS : 8), ...(found?.projects.filter(isFound) ?? [])].map(
        (it) => [it.id, it],
      ),
    )
    const people = found?.people.filter(isFound) ?? []
    // Found by stems that only the server knows: shown for what was asked, and for nothing else.
    const messages = settled === question ? (said.data?.items ?? []) : []
    const [newest] = messages
    const channelOf = (it: FoundMessage): string | undefined => {
      const channel = channels.data?.find((each) => each.id === it.channel)
      if (!channel) return undefined
      if (channel.kind !== 'direct') return `#${channel.name || t.palette.main}`
      return format.list(channel.people) || t.palette.notes
    }
    const all: Option[] = [
      ...[...projects.values()].map((it) => ({
        id: it.id,
        group: 'projects' as const,
        label: it.name,
        hint: 'aim' in it && typeof it.aim === 'string' ? it.aim : '',
        drawing: <ProjectIcon icon={it.icon} colour={it.colour} size={28} />,
        href: `/p/${it.id}`,
      })),
      ...people.map((it) => ({
        id: it.id,
        group: 'people' as const,
        label: it.name,
        hint: [it.is_external && t.palette.external, it.function, it.organisation].filter(Boolean).join(' · '),
        drawing: <Avatar person={it} size={32} />,
        href: `/personnes/${it.id}`,
      })),
      ...messages.map((it) => ({
        id: it.id,
        group: 'messages' as const,
        label: it.extract.map((piece) => piece.text).join(''),
        pieces: it.extract.map((piece) => ({ text: piece.text, isHit: piece.is_found })),
        hint: [
          it.automate?.name ?? said.data?.people.find((each) => each.id === it.author)?.name,
          channelOf(it),
          said.data?.projects.find((each) => each.id === it.project)?.name,
          format.dateTime(it.posted_at),
        ]
          .filter(Boolean)
          .join(' · '),
        drawing: <ActionIcon icon={MessagesSquare} />,
        href: `${placeOf(it)}?message=${it.id}`,
      })),
      ...(newest
        ? [
            {
              id: 'all-messages',
              group: 'messages' as const,
              label: t.palette.allMessages,
              hint: t.palette.allMessagesHint,
              drawing: <ActionIcon icon={TextSearch} />,
              // Beside the newest of them; in one project, as there is no word for it.
              href: `${placeOf(newest)}?${new URLSearchParams({
                recherche: 'oui',
                q: question,
                ...(project === null ? { ou: 'partout' } : {}),
              })}`,
            },
          ]
        : []),
      ...actions
        .filter((it) => matches(it.label, question))
        .map((it) => ({
          id: `action-${it.id}`,
          group: 'actions' as const,
          label: it.label,
          hint: it.hint ?? '',
          drawing: <ActionIcon icon={it.icon} />,
          ...(it.href === undefined ? {} : { href: it.href }),
          ...(it.run === undefined ? {} : { run: it.run }),
        })),
    ]
    return filter === 'all' ? all : all.filter((it) => it.group === filter)
  }, [
    mine.data,
    search.data,
    said.data,
    channels.data,
    question,
    settled,
    isLate,
    filter,
    project,
    actions,
    format,
    t.palette,
  ])

  const active = options.find((it) => it.id === activeId) ?? options[0]

  // Before the next key can come: an effect after the paint would be too late for a quick hand.
  useLayoutEffect(() => {
    const opened = dialog.current
    const field = input.current
    opened?.showModal()
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
    return () => opened?.close()
  }, [])

  useEffect(() => {
    if (active) document.getElementById(optionId(listId, active.id))?.scrollIntoView({ block: 'nearest' })
  }, [active, listId])

  const open = (option: Option, inNewTab: boolean) => {
    if (inNewTab && option.href !== undefined) {
      window.open(option.href, '_blank', 'noopener')
      return
    }
    onClose()
    if (option.href !== undefined) navigate(option.href)
    else option.run?.()
  }

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const at = active ? options.indexOf(active) : -1
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      setActiveId(options.at(to % Math.max(1, options.length))?.id ?? null)
    } else if (event.key === 'Enter' && active) {
      event.preventDefault()
      open(active, event.ctrlKey || event.metaKey)
    }
  }

  const hasOptions = options.length > 0
  return (
    <dialog
      ref={dialog}
      className={s.palette}
      aria-label={t.palette.title}
      onClose={onClose}
      // A press on the scrim, which belongs to the dialog element itself.
      onMouseDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={s.sheet}>
        <SearchField
          ref={input}
          role="combobox"
          aria-expanded={hasOptions}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active ? optionId(listId, active.id) : undefined}
          value={text}
          enterKeyHint="go"
          onChange={(event) => {
            onText(event.target.value)
            setActiveId(null)
          }}
          onKeyDown={press}
        >
          {text !== '' && (
            <Button
              variant="ghost"
              size="sm"
              onPress={() => {
                onText('')
                input.current?.focus()
              }}
            >
              {t.palette.clear}
            </Button>
          )}
          <button
            type="button"
            className={s.escape}
            aria-label={`${t.palette.keys.escape}, ${t.palette.close}`}
            onClick={onClose}
          >
            <Kbd>{t.palette.keys.escape}</Kbd>
            <X className={s.cross} size={20} strokeWidth={1.75} aria-hidden="true" />
          </button>
        </SearchField>
        <fieldset className={s.filters} aria-label={t.palette.filters}>
          {(['all', ...GROUPS] as const)
            .filter((it) => it !== 'people' || me.can.search_people)
            .map((it) => (
              <button
                key={it}
                type="button"
                className={s.chip}
                aria-pressed={filter === it}
                onClick={() => {
                  setFilter(it)
                  setProject(null)
                  setActiveId(null)
                }}
              >
                {it === 'all' ? t.palette.all : t.palette.groups[it]}
              </button>
            ))}
          <select
            className={s.project}
            aria-label={t.palette.project}
            value={project ?? ''}
            onChange={(event) => {
              setProject(event.target.value || null)
              setActiveId(null)
            }}
          >
            <option value="">{t.palette.anyProject}</option>
            {(mine.data ?? []).map((it) => (
              <option key={it.id} value={it.id}>
                {it.name}
              </option>
            ))}
          </select>
        </fieldset>
        <div className={s.results}>
          <div role="listbox" id={listId} aria-label={t.palette.results} tabIndex={-1}>
            {GROUPS.map((group) => {
              const inGroup = options.filter((it) => it.group === group)
              if (inGroup.length === 0) return null
              const titleId = `${listId}-${group}`
              return (
                // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand inside a listbox.
                <div key={group} role="group" aria-labelledby={titleId}>
                  <div className={s.group} id={titleId} role="presentation">
                    {t.palette.groups[group]}
                  </div>
                  {inGroup.map((it) => (
                    <OptionLine
                      key={it.id}
                      id={optionId(listId, it.id)}
                      option={it}
                      question={question}
                      isActive={it === active}
                      onHover={() => setActiveId(it.id)}
                      onOpen={(inNewTab) => open(it, inNewTab)}
                    />
                  ))}
                </div>
              )
            })}
          </div>
          {!hasOptions && question !== '' && !isLate && (
            <p className={s.none}>
              {t.palette.none(question)}
              <br />
              {filter === 'all' ? t.palette.noneHint : null}
              {filter !== 'all' && (
                <Button
                  variant="soft"
                  size="sm"
                  onPress={() => {
                    setFilter('all')
                    setProject(null)
                  }}
                >
                  {t.palette.seeAll}
                </Button>
              )}
            </p>
          )}
        </div>
        <div className={s.foot}>
          <span className={s.hint}>
            <Kbd>{t.palette.keys.up}</Kbd>
            <Kbd>{t.palette.keys.down}</Kbd>
            {t.palette.browse}
          </span>
          <span className={s.hint}>
            <Kbd>{t.palette.keys.enter}</Kbd>
            {t.palette.open}
          </span>
          <span className={s.hint}>
            <Kbd>{t.palette.keys.ctrlEnter}</Kbd>
            {t.palette.newTab}
          </span>
          <span className={s.count} role="status">
            {isLate ? t.palette.searching : t.palette.count(options.length)}
          </span>
        </div>
      </div>
    </dialog>
  )
}

/** Where a message stands. */
const placeOf = (it: FoundMessage) => `${it.project ? `/p/${it.project}/messages` : '/conversations'}/${it.channel}`

/** Counters move with each message of anybody's: what does not show them is not drawn again for them. */
const namesOf = (channels: readonly Channel[]) =>
  channels.map(({ id, kind, name, people }) => ({ id, kind, name, people: people.map((it) => it.name) }))

interface LineProps {
  id: string
  option: Option
  question: string
  isActive: boolean
  onHover: () => void
  onOpen: (inNewTab: boolean) => void
}

function OptionLine({ id, option, question, isActive, onHover, onOpen }: LineProps) {
  const t = useAppTexts()
  const press = (event: MouseEvent) => onOpen(event.button === 1 || event.ctrlKey || event.metaKey)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field, which keeps the focus.
    // biome-ignore lint/a11y/useFocusableInteractive: the field points at it with aria-activedescendant.
    <div
      role="option"
      id={id}
      aria-selected={isActive}
      className={s.option}
      onMouseMove={isActive ? undefined : onHover}
      onClick={press}
      onAuxClick={press}
    >
      {option.drawing}
      <span className={s.words}>
        <span className={s.label}>
          {(option.pieces ?? highlight(option.label, question)).map((piece, at) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity.
            piece.isHit ? <mark key={at}>{piece.text}</mark> : piece.text,
          )}
        </span>
        {option.hint !== '' && <span className={s.detail}>{option.hint}</span>}
      </span>
      {isActive && <Kbd>{t.palette.keys.enter}</Kbd>}
    </div>
  )
}

function ActionIcon({ icon }: { icon: LucideIcon | undefined }) {
  const Drawing = icon ?? ArrowRight
  return (
    <span className={s.icon}>
      <Drawing size={18} strokeWidth={1.75} aria-hidden="true" />
    </span>
  )
}

const optionId = (list: string, option: string) => `${list}-${fold(option)}`
