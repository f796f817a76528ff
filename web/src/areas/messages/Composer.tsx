// SPDX-License-Identifier: EUPL-1.2

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  AtSign,
  Bold,
  ChevronDown,
  Clock,
  Code,
  CornerDownLeft,
  Gavel,
  Italic,
  Link2,
  List,
  type LucideIcon,
  Plus,
  Quote,
  Send,
  Smile,
  Type,
  Vote,
  X,
} from 'lucide-react'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { usePaused } from '@/lib/useSettled'
import { Avatar, announce, Button, Checkbox, IconButton, Menu, type MenuItems } from '@/ui'
import s from './Composer.module.css'
import { type Draft, emptyDraft } from './drafts'
import { EmojiPicker } from './EmojiPicker'
import { emojiLike, folded, keepRecentEmoji } from './emoji'
import { Floating } from './Floating'
import { KindIcon } from './KindIcon'
import { calledIn, EVERYONE, isCalledAs, type Named, standingIn, toMarkup } from './mentions'
import { myChannels } from './mine'
import { READERS_MAX, readersIn } from './queries'
import { chooseSendKey, useSendKey } from './sendKey'
import { channelName, hintIn, useTalk } from './talk'
import { useTexts } from './texts'
import { continued, type Edit, indented, isInCode, linked, linkedTo, listed, wrapped } from './writing'

/** As the server counts it. Source: BODY_MAX_BYTES of the messages area. */
export const BODY_MAX_BYTES = 16 * 1024
/** Others are told at most this often that someone writes. */
const TYPING_EVERY_MS = 3000
const SUGGESTIONS_MAX = 8

export interface ComposerProps {
  label: string
  initial?: Draft
  /** Told of each change, to keep it on this device. */
  onDraft?: (draft: Draft) => void
  /** `false`: it was not taken, and the text stays. */
  onSend: (body: string, alsoInChannel: boolean, isDecision: boolean) => unknown
  /** Asks for a moment and has it sent then; `sent`: it was taken, and the composer is empty again. */
  onLater?: (at: HTMLElement, body: string, alsoInChannel: boolean, sent: () => void) => void
  /** Of an edit: the text goes back to what it was. */
  onCancel?: () => void
  /** ↑ in an empty composer. */
  onEditLast?: () => void
  isEditing?: boolean
  quoted?: { title: string; text: string; dropLabel: string; onDrop: () => void } | null
  /** The label of the box « Envoyer aussi dans… ». */
  also?: string | undefined
  note?: ReactNode
  /** Why nothing more is taken now: said where the hint stands, and the text stays. */
  refusal?: string | null
  field?: RefObject<HTMLTextAreaElement | null>
  onTyping?: () => void
  /** What is written here may be a decision of the project. */
  mayDecide?: boolean
  /** Opens what puts a poll. */
  onPoll?: () => void
}

interface Suggestion {
  key: string
  label: string
  hint: string
  before: ReactNode
  /** What takes the place of the typed beginning, unless somebody is named. */
  text: string
  named: Named | null
  /** Of an action: what it does with the rest of the text. */
  act?: (rest: Edit) => void
}

interface ComposerAction {
  key: string
  label: string
  icon: LucideIcon
  act: (rest: Edit) => void
}

/** On a touch screen Enter goes to the next line: the button sends. */
const isTouch = () => matchMedia('(pointer: coarse)').matches

export function Composer(props: ComposerProps) {
  const { label, initial = emptyDraft, onDraft, onSend, onCancel, onPoll, isEditing = false, quoted = null } = props
  const t = useTexts()
  const own = useRef<HTMLTextAreaElement>(null)
  const field = props.field ?? own
  const [draft, setDraft] = useState<Draft>(initial)
  const [isAlso, setAlso] = useState((props.also !== undefined && initial.isAlso) ?? false)
  const [isDecision, setDecision] = useState((props.mayDecide && initial.isDecision) ?? false)
  const [hasTools, setTools] = useState(false)
  const [emojiAt, setEmojiAt] = useState<HTMLElement | null>(null)
  const told = useRef(0)
  const plus = useRef<HTMLSpanElement>(null)
  const hintId = useId()
  const latestActions = useRef<readonly ComposerAction[]>([])
  const [hasCode, setHasCode] = useState(false)
  const talk = useTalk()
  const { text } = draft
  const body = useMemo(() => toMarkup(text, draft.named), [text, draft.named])
  const isTooLong = useMemo(() => body.length > 4096 && new TextEncoder().encode(body).length > BODY_MAX_BYTES, [body])
  const isBlank = text.trim() === ''
  const wrong = isTooLong ? t.composer.tooLong : (props.refusal ?? null)
  const popover = useSuggestions(field, draft, latestActions)
  const sendKey = useSendKey()

  const change = (next: Draft) => {
    setDraft(next)
    onDraft?.({ ...next, isDecision, isAlso })
    if (props.onTyping && next.text.trim() !== '' && Date.now() - told.current >= TYPING_EVERY_MS) {
      told.current = Date.now()
      props.onTyping()
    }
  }
  const decide = (on: boolean, now: Draft = draft) => {
    setDecision(on)
    onDraft?.({ ...now, isDecision: on, isAlso })
  }
  const sendAlso = (on: boolean) => {
    setAlso(on)
    onDraft?.({ ...draft, isDecision, isAlso: on })
  }
  useGrowth(field, text)

  const caret = useRef<{ from: number; to: number } | null>(null)
  // Together with the text: the next letter may be on its way.
  useLayoutEffect(() => {
    const at = caret.current
    if (at === null) return
    caret.current = null
    field.current?.focus()
    field.current?.setSelectionRange(at.from, at.to)
  })
  /** Writes into the field as typing would, and puts the caret where it belongs. */
  const apply = ({ text: next, from, to }: Edit, named: readonly Named[] = draft.named) => {
    caret.current = { from, to }
    change({ text: next, named })
    // What closes itself with this gives the focus back to its button, a moment later.
    requestAnimationFrame(() => {
      if (field.current && document.activeElement !== field.current) field.current.focus()
    })
  }
  const selection = (): Edit => ({
    text,
    from: field.current?.selectionStart ?? text.length,
    to: field.current?.selectionEnd ?? text.length,
  })
  const insert = (words: string) => {
    const { from, to } = selection()
    apply({ text: text.slice(0, from) + words + text.slice(to), from: from + words.length, to: from + words.length })
  }
  /** Asks whom to name, where the caret is. */
  const mention = ({ text: now, from, to }: Edit) => {
    const sign = from > 0 && !/\s/.test(now[from - 1] ?? ' ') ? ' @' : '@'
    const next = now.slice(0, from) + sign + now.slice(to)
    const at = from + sign.length
    apply({ text: next, from: at, to: at })
    popover.look(next, at)
  }
  const take = (it: Suggestion) => {
    const { from, caret } = popover
    if (it.act) {
      // What was typed to find it goes first.
      const rest = `${text.slice(0, from)}${text.slice(caret)}`
      popover.close()
      it.act({ text: rest, from, to: from })
      return
    }
    const [before, after] = [text.slice(0, from), text.slice(caret)]
    // Two of one name in one text are called apart, so that each is told.
    const standing = standingIn(`${before} ${after}`, draft.named)
    const named = it.named && calledIn(standing, it.named, hintIn(talk))
    const words = named ? `${named.href === undefined ? '@' : '#'}${named.name} ` : it.text
    const at = from + words.length
    const kept = named === null ? draft.named : [...draft.named.filter((each) => !isCalledAs(each, named)), named]
    apply({ text: `${before}${words}${after}`, from: at, to: at }, kept)
    popover.close()
  }

  const written = useRef(text)
  written.current = text
  const clear = () => {
    change(emptyDraft)
    setAlso(false)
    setDecision(false)
    field.current?.focus()
  }
  const send = () => {
    if (isBlank || wrong !== null) return
    if (onSend(body.trim(), isAlso, isDecision) === false) return
    told.current = 0
    if (!isEditing) clear()
  }

  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // A word is being composed: its keys are the keyboard's own.
    if (event.nativeEvent.isComposing) return
    if (popover.hears(event, take)) return
    const isCtrl = (event.ctrlKey || event.metaKey) && !event.altKey
    if (event.key === 'Enter' && !event.altKey) {
      const now = selection()
      const sends = isCtrl || (sendKey === 'enter' && !isTouch() && !isInCode(now.text, now.from))
      if (sends && !event.shiftKey) {
        event.preventDefault()
        send()
        return
      }
      const next = isCtrl ? null : continued(now)
      if (next) {
        event.preventDefault()
        apply(next)
        return
      }
    }
    if (event.key === 'Escape' && (onCancel || quoted)) {
      event.preventDefault()
      event.stopPropagation()
      if (onCancel) onCancel()
      else quoted?.onDrop()
      return
    }
    if (event.key === 'ArrowUp' && text === '' && props.onEditLast) {
      event.preventDefault()
      props.onEditLast()
      return
    }
    if (!isCtrl) return
    const tool = tools.find((it) => it.letter === event.key.toLowerCase() && it.isShifted === event.shiftKey)
    if (!tool) return
    event.preventDefault()
    apply(tool.edit(selection()))
  }

  const tools = [
    {
      key: 'bold',
      letter: 'b',
      isShifted: false,
      icon: Bold,
      label: t.composer.bold,
      keys: 'Ctrl B',
      edit: (it: Edit) => wrapped(it, '**'),
    },
    {
      key: 'italic',
      letter: 'i',
      isShifted: false,
      icon: Italic,
      label: t.composer.italic,
      keys: 'Ctrl I',
      edit: (it: Edit) => wrapped(it, '*'),
    },
    { key: 'list', letter: '8', isShifted: true, icon: List, label: t.composer.list, keys: 'Ctrl ⇧ 8', edit: listed },
    {
      key: 'quote',
      letter: '9',
      isShifted: true,
      icon: Quote,
      label: t.composer.quote,
      keys: 'Ctrl ⇧ 9',
      edit: (it: Edit) => indented(it, '> '),
    },
    {
      key: 'code',
      letter: 'e',
      isShifted: false,
      icon: Code,
      label: t.composer.code,
      keys: 'Ctrl E',
      edit: (it: Edit) => wrapped(it, '`'),
    },
    { key: 'link', letter: 'k', isShifted: true, icon: Link2, label: t.composer.link, keys: 'Ctrl ⇧ K', edit: linked },
  ]

  /** « / » at the beginning: the same actions as the buttons, found by their name. */
  const actions: ComposerAction[] = [
    ...tools.map(({ key, label: name, icon, edit }) => ({
      key,
      label: name,
      icon,
      act: (it: Edit) => apply(edit(it)),
    })),
    ...(props.mayDecide
      ? [
          {
            key: 'decision',
            label: t.composer.decision,
            icon: Gavel,
            act: (it: Edit) => {
              apply(it)
              decide(true, { text: it.text, named: draft.named })
            },
          },
        ]
      : []),
    ...(onPoll
      ? [
          {
            key: 'poll',
            label: t.poll.title,
            icon: Vote,
            act: (it: Edit) => {
              // The focus is the dialog's.
              change({ text: it.text, named: draft.named })
              onPoll()
            },
          },
        ]
      : []),
    { key: 'mention', label: t.composer.mention, icon: AtSign, act: mention },
    {
      key: 'emoji',
      label: t.composer.emoji,
      icon: Smile,
      act: (it: Edit) => {
        apply(it)
        setEmojiAt(field.current)
      },
    },
  ]
  latestActions.current = actions

  const later = (at: HTMLElement) =>
    props.onLater?.(at, body.trim(), isAlso, () => {
      // Whoever writes on meanwhile keeps what he writes.
      if (written.current === text) clear()
    })
  /** A decision is taken when it is said. */
  const mayWait = props.onLater !== undefined && !isDecision
  /** On a small screen, what is a row of buttons elsewhere. */
  const more: MenuItems = [
    { id: 'mention', label: t.composer.mention, icon: AtSign, onAction: () => mention(selection()) },
    { id: 'emoji', label: t.composer.emoji, icon: Smile, onAction: () => setEmojiAt(plus.current) },
    {
      id: 'format',
      label: t.composer.format,
      icon: Type,
      isSelected: hasTools,
      onAction: () => setTools(!hasTools),
    },
    props.mayDecide && {
      id: 'decision',
      label: t.composer.decision,
      icon: Gavel,
      isSelected: isDecision,
      onAction: () => decide(!isDecision),
    },
    onPoll && { id: 'poll', label: t.poll.title, icon: Vote, onAction: onPoll },
    mayWait && {
      id: 'later',
      label: t.later.sendLater,
      icon: Clock,
      isDisabled: isBlank || isTooLong,
      onAction: () => plus.current && later(plus.current.querySelector('button') ?? plus.current),
    },
  ].map((it) => it || null)

  return (
    <div className={cx(s.composer, isEditing && s.editing, isDecision && s.deciding)}>
      {quoted && (
        <div className={s.quoted}>
          <span className={s.quotedText}>
            <b>{quoted.title}</b> {quoted.text}
          </span>
          <IconButton size="sm" icon={X} label={quoted.dropLabel} onPress={quoted.onDrop} />
        </div>
      )}
      {props.also !== undefined && (
        <div className={s.also}>
          <Checkbox label={props.also} isSelected={isAlso} onChange={sendAlso} />
        </div>
      )}
      {popover.element(take)}
      <span ref={plus} className={s.plus}>
        <Menu
          placement="top start"
          items={more}
          trigger={<IconButton size="sm" icon={Plus} label={t.composer.more} />}
        />
      </span>
      <textarea
        ref={field}
        className={s.field}
        rows={1}
        value={text}
        placeholder={label}
        aria-label={isEditing ? t.composer.editing : label}
        aria-describedby={hintId}
        {...popover.attributes}
        enterKeyHint={isTouch() ? 'enter' : 'send'}
        onChange={(event) => {
          change({ ...draft, text: event.target.value })
          popover.look(event.target.value, event.target.selectionStart)
          setHasCode(isInCode(event.target.value, event.target.selectionStart))
        }}
        onSelect={({ currentTarget: { value, selectionStart } }) => {
          popover.look(value, selectionStart)
          setHasCode(isInCode(value, selectionStart))
        }}
        onBlur={popover.close}
        onKeyDown={press}
        onPaste={(event) => {
          const next = linkedTo(selection(), event.clipboardData.getData('text/plain'))
          if (!next) return
          event.preventDefault()
          apply(next)
        }}
      />
      {hasTools && (
        <div className={s.tools} role="toolbar" aria-label={t.composer.format}>
          {tools.map((it) => (
            <IconButton
              key={it.key}
              size="sm"
              icon={it.icon}
              label={it.label}
              shortcut={it.keys}
              onPress={() => apply(it.edit(selection()))}
            />
          ))}
          {!isTouch() && (
            <IconButton
              size="sm"
              icon={CornerDownLeft}
              label={t.composer.enterBreaks}
              isPressed={sendKey === 'ctrl-enter'}
              onPress={() => chooseSendKey(sendKey === 'enter' ? 'ctrl-enter' : 'enter')}
            />
          )}
        </div>
      )}
      <div className={s.foot}>
        <span className={s.buttons}>
          <IconButton size="sm" icon={AtSign} label={t.composer.mention} onPress={() => mention(selection())} />
          <IconButton
            size="sm"
            icon={Smile}
            label={t.composer.emoji}
            onPress={(event) => setEmojiAt(emojiAt ? null : event.currentTarget)}
          />
          <IconButton
            size="sm"
            icon={Type}
            label={t.composer.format}
            isPressed={hasTools}
            onPress={() => setTools(!hasTools)}
          />
          {props.mayDecide && (
            <IconButton
              size="sm"
              icon={Gavel}
              label={t.composer.decision}
              isPressed={isDecision}
              onPress={() => decide(!isDecision)}
            />
          )}
          {onPoll && <IconButton size="sm" icon={Vote} label={t.poll.title} onPress={onPoll} />}
        </span>
        <span
          id={hintId}
          className={cx(s.hint, wrong !== null && s.wrong, isDecision && s.said)}
          role={wrong !== null ? 'alert' : undefined}
        >
          {wrong ??
            (isDecision
              ? t.composer.decisionHint
              : (props.note ??
                (sendKey !== 'enter' ? t.composer.hintCtrl : hasCode ? t.composer.hintCode : t.composer.hint)))}
        </span>
        {onCancel && (
          <Button size="sm" variant="ghost" onPress={onCancel}>
            {t.composer.cancel}
          </Button>
        )}
        {/* Not disabled while empty: it is heard, and does nothing, as Enter does. */}
        <span className={s.send}>
          <Button size="sm" variant="primary" icon={isEditing ? undefined : Send} onPress={send}>
            {isEditing ? t.composer.save : <span className={s.sendWord}>{t.composer.send}</span>}
          </Button>
          {mayWait && (
            <IconButton
              size="sm"
              icon={ChevronDown}
              label={t.later.sendLater}
              aria-haspopup="menu"
              isDisabled={isBlank || isTooLong}
              onPress={(event) => later(event.currentTarget)}
            />
          )}
        </span>
      </div>
      {emojiAt && (
        <Floating at={emojiAt} label={t.emoji.title} onClose={() => setEmojiAt(null)}>
          <EmojiPicker
            onChoose={(emoji) => {
              setEmojiAt(null)
              insert(emoji)
            }}
          />
        </Floating>
      )}
    </div>
  )
}

const GROWS_ITSELF = CSS.supports('field-sizing', 'content')

/** As high as its text, to forty hundredths of the window (the style sheet says so). */
function useGrowth(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const it = field.current
    // The style sheet does it, without having the page laid out at each letter.
    if (!it || GROWS_ITSELF) return
    it.style.height = 'auto'
    it.style.height = `${it.scrollHeight}px`
  }, [field, text])
}

interface Asked {
  sign: '@' | ':' | '#' | '/'
  query: string
  from: number
  caret: number
}

/** What stands before the caret and asks for a suggestion. */
export function askedBefore(text: string, caret: number): Asked | null {
  const before = text.slice(Math.max(0, caret - 60), caret)
  const at = /(?:^|[\s([{'’"])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]*){0,2})$/u.exec(before)
  if (at) return { sign: '@', query: at[1] ?? '', from: caret - (at[1] ?? '').length - 1, caret }
  const colon = /(?:^|\s):([\p{L}]{2,20})$/u.exec(before)
  const channel = /(?:^|[\s([{'’"])#([\p{L}\p{N}'’._-]*)$/u.exec(before)
  if (channel) return { sign: '#', query: channel[1] ?? '', from: caret - (channel[1] ?? '').length - 1, caret }
  // At the very beginning: elsewhere it is a fraction, or a path.
  const action = /^\/(\p{L}*(?: \p{L}*)?)$/u.exec(text.slice(0, caret))
  if (action) return { sign: '/', query: action[1] ?? '', from: 0, caret }
  if (colon) return { sign: ':', query: colon[1] ?? '', from: caret - (colon[1] ?? '').length - 1, caret }
  return null
}

/** Every word typed begins a word of the name. */
export function isLike(name: string, query: string): boolean {
  const words = folded(name).split(/[\s'’-]+/)
  return folded(query)
    .split(/[\s'’-]+/)
    .filter(Boolean)
    .every((wanted) => words.some((word) => word.startsWith(wanted)))
}

function useSuggestions(
  field: RefObject<HTMLTextAreaElement | null>,
  draft: Draft,
  actions: RefObject<readonly ComposerAction[]>,
) {
  const t = useTexts()
  const format = useFormat()
  const { nameables, channel, place } = useTalk()
  const cache = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [at, setAt] = useState(0)
  const listId = useId()
  const isDirect = channel.kind === 'direct'
  // Of more readers than are known at once, those are asked for whose name begins so.
  const named = usePaused(asked?.sign === '@' ? asked.query.trim() : '')
  const isLarge = nameables.filter((it) => it.person).length >= READERS_MAX - 1
  const found = useQuery({
    ...readersIn(cache, channel.id, named),
    enabled: isLarge && named !== '',
    placeholderData: keepPreviousData,
  }).data

  const items = useMemo((): Suggestion[] => {
    if (!asked) return []
    if (asked.sign === ':')
      return emojiLike(t.emoji.names, asked.query)
        .slice(0, SUGGESTIONS_MAX)
        .map((emoji) => ({
          key: emoji,
          label: (t.emoji.names as Readonly<Record<string, string>>)[emoji] ?? emoji,
          hint: '',
          before: <span className={s.emoji}>{emoji}</span>,
          text: `${emoji} `,
          named: null,
        }))
    if (asked.sign === '/')
      return actions.current
        .filter((it) => isLike(it.label, asked.query))
        .map(({ key, label, icon: Icon, act }) => ({
          key,
          label,
          hint: '',
          before: <Icon size={16} strokeWidth={1.75} aria-hidden="true" />,
          text: '',
          named: null,
          act,
        }))
    if (asked.sign === '#')
      // Read when it is asked: a counter that moves does not draw the composer again.
      return (cache.getQueryData(myChannels.queryKey) ?? [])
        .filter((it) => place !== null && it.project === place.id && !it.archived_at)
        .map((it) => ({ id: it.id, kind: it.kind, topic: it.topic, name: channelName(it, t, format.list) }))
        .filter((it) => isLike(it.name, asked.query))
        .slice(0, SUGGESTIONS_MAX)
        .map((it) => ({
          key: it.id,
          label: `#${it.name}`,
          hint: it.topic,
          before: <KindIcon kind={it.kind} size={16} />,
          text: '',
          named: { id: it.id, name: it.name, href: `/p/${place?.id}/messages/${it.id}` },
        }))
    // Already chosen: the caret stands after a whole name.
    if (draft.named.some((it) => asked.query.startsWith(`${it.name} `))) return []
    const everyone = { id: EVERYONE, name: t.composer.everyone, hint: t.composer.everyoneHint, person: null }
    const known = new Set(nameables.map((it) => it.id))
    const others = (found ?? []).flatMap((it) =>
      known.has(it.id) ? [] : [{ id: it.id, name: it.name, hint: it.function ?? '', person: it }],
    )
    return [...nameables, ...others, ...(isDirect ? [] : [everyone])]
      .filter((it) => isLike(it.name, asked.query))
      .slice(0, SUGGESTIONS_MAX)
      .map((it) => ({
        key: it.id,
        label: it.name,
        hint: it.hint,
        before: it.person ? <Avatar person={it.person} size={24} /> : <AtSign size={16} aria-hidden="true" />,
        text: '',
        named: { id: it.id, name: it.name },
      }))
  }, [asked, draft.named, nameables, found, isDirect, t, actions, cache, place, format])

  const count = items.length
  useEffect(() => {
    if (count > 0) announce(t.composer.found(count))
  }, [count, t])

  const isOpen = asked !== null && count > 0
  const chosen = Math.min(at, count - 1)
  const optionId = (index: number) => `${listId}-${index}`
  const close = () => setAsked(null)

  return {
    from: asked?.from ?? 0,
    caret: asked?.caret ?? 0,
    close,
    look: (text: string, caret: number) => {
      const next = askedBefore(text, caret)
      if (next?.query !== asked?.query || next?.sign !== asked?.sign) setAt(0)
      setAsked((now) =>
        now && next && now.from === next.from && now.caret === next.caret && now.query === next.query ? now : next,
      )
    },
    attributes: isOpen
      ? {
          'aria-autocomplete': 'list' as const,
          'aria-haspopup': 'listbox' as const,
          'aria-controls': listId,
          'aria-activedescendant': optionId(chosen),
        }
      : { 'aria-autocomplete': 'list' as const, 'aria-haspopup': 'listbox' as const },
    /** `true`: the key was for the list. */
    hears: (event: KeyboardEvent, take: (it: Suggestion) => void): boolean => {
      if (!isOpen) return false
      const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
      const by = steps[event.key]
      const it = items[chosen]
      if (by !== undefined) setAt((chosen + by + count) % count)
      else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') {
        if (it) take(it)
      } else if (event.key === 'Escape') close()
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
    element: (take: (it: Suggestion) => void) =>
      isOpen && (
        <div className={s.suggestions} role="listbox" id={listId} aria-label={t.composer.suggestions}>
          {items.map((it, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus.
            // biome-ignore lint/a11y/useFocusableInteractive: pointed at by aria-activedescendant.
            <div
              key={it.key}
              id={optionId(index)}
              role="option"
              aria-selected={index === chosen}
              className={cx(s.suggestion, index === chosen && s.chosen)}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => {
                take(it)
                field.current?.focus()
                if (it.named === null && !it.act) keepRecentEmoji(it.key)
              }}
            >
              {it.before}
              <span className={s.suggestionName}>{it.label}</span>
              <span className={s.suggestionHint}>{it.hint}</span>
            </div>
          ))}
        </div>
      ),
  }
}
