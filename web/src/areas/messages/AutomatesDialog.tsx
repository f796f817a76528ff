// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { Bot as BotIcon, Ellipsis, Pencil, Plus, RefreshCw, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { asProblem, fieldSentences } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import type { Bot, Hook, NewBot, NewHook } from '@/api/types'
import { changed } from '@/lib/changed'
import { useFormat } from '@/lib/format'
import {
  announce,
  Button,
  CATEGORIES,
  DateField,
  Dialog,
  Form,
  IconButton,
  Menu,
  ProblemLine,
  ProjectIcon,
  SecretField,
  Select,
  SkeletonList,
  TextField,
  useConfirm,
  useKeptFocus,
} from '@/ui'
import { NotLoaded } from './AskAgain'
import s from './AutomatesDialog.module.css'
import { automatesOf, useAutomates } from './automatesQueries'
import { failed } from './problems'
import { useTalk } from './talk'
import { useTexts } from './texts'

const NAME_MAX = 120
/** Of all signs, those that a program might want. */
const ICONS = [
  'megaphone',
  'siren',
  'calendar',
  'chart',
  'mail',
  'folder',
  'globe',
  'shield',
  'wrench',
  'truck',
] as const
const REACHES: readonly NewBot['reach'][] = ['read_and_post', 'post', 'read']

type View =
  | { is: 'list' }
  | { is: 'hook'; hook: Hook | null }
  | { is: 'bot' }
  /** What is told this once. `hook`: one that was there and has another address. */
  | { is: 'told'; of: 'hook' | 'bot'; secret: string; hook: Hook | null }

type Actions = ReturnType<typeof useAutomates>

/**
 * The programs that post in a channel, or read it: for those who manage it. One dialog all along, so that the focus goes
 * back at last to what opened it.
 */
export function AutomatesDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const { channel } = useTalk()
  const actions = useAutomates(channel.id)
  const [view, setView] = useState<View>({ is: 'list' })
  const before = useRef<View>(view)
  const show = (next: View) => {
    before.current = view
    setView(next)
  }
  const back = () => {
    for (const it of Object.values(actions)) it.reset()
    show({ is: 'list' })
  }
  const title = titleOf(view, t)
  useEffect(() => {
    if (before.current.is !== view.is) announce(title)
  }, [view, title])
  const run =
    view.is === 'bot' ? actions.makeBot : view.is === 'hook' && view.hook ? actions.editHook : actions.makeHook
  const isForm = view.is === 'hook' || view.is === 'bot'
  return (
    <Dialog
      title={title}
      isOpen
      onClose={view.is === 'list' ? onClose : back}
      size="md"
      keepsOnOutsidePress={view.is !== 'list'}
      footer={
        isForm ? (
          <>
            <Button onPress={back}>{t.automates.cancel}</Button>
            <Button variant="primary" type="submit" form={FORM} isBusy={run.isPending}>
              {view.is === 'hook' && view.hook ? t.automates.save : title}
            </Button>
          </>
        ) : view.is === 'told' ? (
          <Button variant="primary" onPress={back}>
            {t.automates.done}
          </Button>
        ) : (
          <Button onPress={onClose}>{t.automates.close}</Button>
        )
      }
    >
      {view.is === 'list' && <List actions={actions} onView={show} cameFrom={before.current} />}
      {view.is === 'hook' && <HookForm hook={view.hook} actions={actions} onBack={back} onView={show} />}
      {view.is === 'bot' && <BotForm actions={actions} onView={show} />}
      {view.is === 'told' && <Told of={view.of} secret={view.secret} />}
    </Dialog>
  )
}

const FORM = 'automate'

function titleOf(view: View, t: ReturnType<typeof useTexts>): string {
  switch (view.is) {
    case 'list':
      return t.automates.title
    case 'hook':
      return view.hook ? t.automates.editTitle : t.automates.makeHook
    case 'bot':
      return t.automates.makeBot
    case 'told':
      return view.of === 'hook' ? t.automates.hookMade : t.automates.botMade
  }
}

interface ListProps {
  actions: Actions
  onView: (view: View) => void
  /** What was shown before: the focus goes back there. */
  cameFrom: View
}

function List({ actions, onView, cameFrom }: ListProps) {
  const t = useTexts()
  const { channel } = useTalk()
  const query = useQuery(automatesOf(channel.id))
  const kept = useKeptFocus<HTMLDivElement>()
  const wasBot = cameFrom.is === 'bot' || (cameFrom.is === 'told' && cameFrom.of === 'bot')
  const wasIn = cameFrom.is === 'hook' || cameFrom.is === 'told' ? cameFrom.hook?.id : undefined
  const isThere = query.data?.hooks.some((it) => it.id === wasIn) ?? false
  const wasHook = cameFrom.is !== 'list' && !wasBot && !isThere
  return (
    <div ref={kept} className={s.stack}>
      <p className={s.intro}>{t.automates.intro}</p>
      {query.isPending && <SkeletonList label={t.automates.loading} rows={3} />}
      {query.isError && !query.data && <NotLoaded size="sm" title={t.automates.notLoaded} query={query} />}
      {query.data && (
        <>
          <section className={s.stack} aria-label={t.automates.hooks}>
            <div className={s.heading}>
              <h3>{t.automates.hooks}</h3>
              {channel.can.manage && (
                <Button size="sm" icon={Plus} autoFocus={wasHook} onPress={() => onView({ is: 'hook', hook: null })}>
                  {t.automates.makeHook}
                </Button>
              )}
            </div>
            {query.data.hooks.length === 0 ? (
              <p className={s.none}>{t.automates.noHook}</p>
            ) : (
              <ul className={s.list}>
                {query.data.hooks.map((it) => (
                  <HookLine key={it.id} hook={it} actions={actions} onView={onView} wasHere={it.id === wasIn} />
                ))}
              </ul>
            )}
          </section>
          <section className={s.stack} aria-label={t.automates.bots}>
            <div className={s.heading}>
              <h3>{t.automates.bots}</h3>
              {channel.can.manage && (
                <Button size="sm" icon={Plus} autoFocus={wasBot} onPress={() => onView({ is: 'bot' })}>
                  {t.automates.makeBot}
                </Button>
              )}
            </div>
            {query.data.bots.length === 0 ? (
              <p className={s.none}>{t.automates.noBot}</p>
            ) : (
              <ul className={s.list}>
                {query.data.bots.map((it) => (
                  <BotLine key={it.id} bot={it} actions={actions} />
                ))}
              </ul>
            )}
          </section>
        </>
      )}
    </div>
  )
}

function useFacts() {
  const t = useTexts()
  const format = useFormat()
  return (it: Pick<Hook | Bot, 'maker' | 'last_used_at'>, ...more: (string | false | null | undefined)[]): string =>
    [
      it.maker ? t.automates.for(it.maker.name) : t.automates.forNobody,
      it.last_used_at ? t.automates.used(format.relative(it.last_used_at)) : t.automates.neverUsed,
      ...more,
    ]
      .filter(Boolean)
      .join(' · ')
}

/** Asks before; it is said once it is done. */
function useRemoval({ id, name }: Pick<Hook | Bot, 'id' | 'name'>, { mutate }: Actions['removeHook' | 'removeBot']) {
  const t = useTexts().automates
  const confirm = useConfirm()
  return async () => {
    const isSure = await confirm({
      title: t.removeTitle(name),
      body: t.removeText,
      confirmLabel: t.remove,
      isDanger: true,
    })
    if (isSure) mutate(id, { onSuccess: () => announce(t.removed), onError: failed })
  }
}

interface HookLineProps {
  hook: Hook
  actions: Actions
  onView: (view: View) => void
  /** What was shown before was about it: it takes the focus back. */
  wasHere: boolean
}

function HookLine({ hook, actions, onView, wasHere }: HookLineProps) {
  const t = useTexts()
  const format = useFormat()
  const confirm = useConfirm()
  const facts = useFacts()
  const { can } = useTalk().channel
  const renew = async () => {
    const isSure = await confirm({
      title: t.automates.renewTitle(hook.name),
      body: t.automates.renewText,
      confirmLabel: t.automates.renew,
    })
    if (!isSure) return
    actions.renewHook.mutate(hook.id, {
      onSuccess: (made) => onView({ is: 'told', of: 'hook', secret: made.address, hook }),
      onError: failed,
    })
  }
  const remove = useRemoval(hook, actions.removeHook)
  return (
    <li>
      <ProjectIcon icon={hook.icon} colour={hook.colour} size={28} />
      <span className={s.main}>
        <b>{hook.name}</b>
        <span className={s.facts}>{facts(hook)}</span>
        {hook.refusal && hook.refused_at && (
          <span className={s.refused}>{t.automates.refusals[hook.refusal](format.relative(hook.refused_at))}</span>
        )}
      </span>
      <Menu
        placement="bottom end"
        trigger={<IconButton size="sm" icon={Ellipsis} label={t.automates.more(hook.name)} autoFocus={wasHere} />}
        items={[
          can.manage && {
            id: 'edit',
            label: t.automates.edit,
            icon: Pencil,
            onAction: () => onView({ is: 'hook', hook }),
          },
          can.manage && { id: 'renew', label: t.automates.renew, icon: RefreshCw, onAction: () => void renew() },
          can.manage && 'separator',
          { id: 'remove', label: t.automates.remove, icon: Trash2, isDanger: true, onAction: () => void remove() },
        ]}
      />
    </li>
  )
}

function BotLine({ bot, actions }: { bot: Bot; actions: Actions }) {
  const t = useTexts()
  const format = useFormat()
  const facts = useFacts()
  const reach = bot.scope === 'messages:read' ? 'read' : bot.scope === 'messages:post' ? 'post' : 'read_and_post'
  const remove = useRemoval(bot, actions.removeBot)
  return (
    <li>
      <BotIcon size={20} strokeWidth={1.75} aria-hidden="true" />
      <span className={s.main}>
        <b>{bot.name}</b>
        <span className={s.facts}>
          {facts(bot, t.automates.reaches[reach], bot.expires_on && t.automates.until(format.date(bot.expires_on)))}
        </span>
      </span>
      <IconButton size="sm" icon={Trash2} label={t.automates.removeTitle(bot.name)} onPress={() => void remove()} />
    </li>
  )
}

function HookForm(props: { hook: Hook | null; actions: Actions; onBack: () => void; onView: (view: View) => void }) {
  const { hook, actions, onBack, onView } = props
  const t = useTexts()
  const api = useApiTexts()
  const [name, setName] = useState(hook?.name ?? '')
  const [icon, setIcon] = useState<NonNullable<NewHook['icon']>>(hook?.icon ?? 'megaphone')
  const [colour, setColour] = useState<NonNullable<NewHook['colour']>>(hook?.colour ?? 'cat-10')
  const run = hook ? actions.editHook : actions.makeHook
  const faults = fieldSentences(run.error ? asProblem(run.error) : null, api)
  const look = { name: name.trim(), icon, colour }
  const save = () => {
    if (hook) {
      const patch = changed({ name: hook.name, icon: hook.icon, colour: hook.colour }, look)
      if (Object.keys(patch).length === 0) onBack()
      else actions.editHook.mutate({ hook, patch }, { onSuccess: onBack })
      return
    }
    actions.makeHook.mutate(look, {
      onSuccess: (made) => onView({ is: 'told', of: 'hook', secret: made.address, hook: null }),
    })
  }
  const icons: readonly NonNullable<NewHook['icon']>[] = ICONS.some((it) => it === icon) ? ICONS : [icon, ...ICONS]
  return (
    <Form id={FORM} onSubmit={save}>
      <NameField value={name} onChange={setName} error={faults.name ?? null} />
      <div className={s.looks}>
        <Select
          label={t.automates.icon}
          value={icon}
          onChange={setIcon}
          options={icons.map((id) => ({ id, label: t.automates.icons[id as (typeof ICONS)[number]] ?? id }))}
        />
        <Select
          label={t.automates.colour}
          value={colour}
          onChange={setColour}
          options={CATEGORIES.map((id) => ({ id, label: t.automates.colours[id] }))}
        />
        <ProjectIcon icon={icon} colour={colour} size={36} />
      </div>
      <ProblemLine problem={run.error} />
    </Form>
  )
}

function BotForm({ actions, onView }: { actions: Actions; onView: (view: View) => void }) {
  const t = useTexts()
  const api = useApiTexts()
  const [name, setName] = useState('')
  const [reach, setReach] = useState<NewBot['reach']>('read_and_post')
  const [endsOn, setEndsOn] = useState<string | null>(null)
  const { makeBot } = actions
  const faults = fieldSentences(makeBot.error ? asProblem(makeBot.error) : null, api)
  const save = () =>
    makeBot.mutate(
      { name: name.trim(), reach, ...(endsOn ? { expires_on: endsOn } : {}) },
      { onSuccess: (made) => onView({ is: 'told', of: 'bot', secret: made.secret, hook: null }) },
    )
  return (
    <Form id={FORM} onSubmit={save}>
      <p className={s.intro}>{t.automates.botText}</p>
      <NameField value={name} onChange={setName} error={faults.name ?? null} />
      <Select
        label={t.automates.reach}
        value={reach}
        onChange={setReach}
        options={REACHES.map((id) => ({ id, label: t.automates.reaches[id] }))}
      />
      <DateField
        label={t.automates.expires}
        hint={t.automates.expiresHint}
        isOptional
        value={endsOn}
        onChange={setEndsOn}
        error={faults.expires_on ?? null}
      />
      <ProblemLine problem={makeBot.error} />
    </Form>
  )
}

function NameField(props: { value: string; onChange: (name: string) => void; error: string | null }) {
  const t = useTexts().automates
  return <TextField {...props} label={t.name} hint={t.nameHint} maxLength={NAME_MAX} isRequired autoFocus />
}

/** Its address or password, and how to try it. */
function Told({ of, secret }: { of: 'hook' | 'bot'; secret: string }) {
  const t = useTexts()
  const { channel } = useTalk()
  const example =
    of === 'hook'
      ? `curl -X POST '${secret}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"text": "${t.automates.hello}"}'`
      : `curl '${location.origin}/api/v1/channels/${channel.id}/messages' \\\n  -H 'Authorization: Bearer ${secret}'`
  return (
    <div className={s.stack}>
      <SecretField
        label={of === 'hook' ? t.automates.address : t.automates.secret}
        secret={secret}
        {...(of === 'hook' ? { text: t.automates.hookText } : {})}
      />
      <p className={s.intro}>{t.automates.example}</p>
      <pre className={s.example} tabIndex={0}>
        {example}
      </pre>
    </div>
  )
}
