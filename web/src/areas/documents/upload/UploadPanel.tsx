// SPDX-License-Identifier: EUPL-1.2
import { ChevronDown, ChevronUp, CircleCheck, Pause, Play, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { sentence } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import { useFormat } from '@/lib/format'
import { Anchor, announce, Button, Checkbox, confirm, IconButton, Progress, useKeptFocus } from '@/ui'
import { hrefOf } from '../addresses'
import { FileIcon, FolderShape } from '../FileIcon'
import { kindOf } from '../kinds'
import { useTexts } from '../texts'
import { type Choice, type Item, isAsking, isUnderWay, type UploadQueue } from './queue'
import s from './UploadPanel.module.css'
import { useUploadItems } from './uploads'

/** Of thousands, those one can do something about, those that move, and some of the others. */
const SHOWN_MAX = 50

const rank = (it: Item): number => {
  if (isAsking(it)) return 0
  if (it.state.is === 'sending' || it.state.is === 'cut') return 1
  if (it.state.is === 'paused') return 2
  return it.state.is === 'waiting' ? 3 : 4
}

/** What is being sent, at the corner of every screen. */
export function UploadPanel({ uploads }: { uploads: UploadQueue }) {
  const t = useTexts()
  const items = useUploadItems(uploads)
  const [isFolded, setFolded] = useState(false)
  const list = useKeptFocus<HTMLElement>((area) => area.querySelector('ul button, header button'))

  const files = items.filter((it) => it.kind === 'file')
  // A folder that is there says nothing more: its files do.
  const shown = items.filter((it) => it.kind === 'file' || it.state.is !== 'done' || files.length === 0)
  const busy = files.filter(isUnderWay)
  const asking = items.filter(isAsking)
  const done = files.filter((it) => it.state.is === 'done')
  const isBusy = items.some(isUnderWay)
  const open = files.length - done.length
  const remaining = isBusy ? uploads.remaining : null

  // Said at the start, at the end, and when it is the person's turn; not at each step.
  const told = useRef({ isBusy: false, asking: 0 })
  useEffect(() => {
    const before = told.current
    if (isBusy && !before.isBusy) announce(t.uploads.started(busy.length))
    if (!isBusy && before.isBusy && done.length > 0) announce(t.uploads.finished(done.length))
    if (asking.length > before.asking) announce(t.uploads.asking(asking.length))
    told.current = { isBusy, asking: asking.length }
  })

  const close = async () => {
    if (open > 0 || asking.length > 0) {
      const isSure = await confirm({
        title: t.uploads.cancelTitle(Math.max(open, 1)),
        body: t.uploads.cancelText,
        confirmLabel: t.uploads.cancelConfirm,
        keepLabel: t.uploads.cancelKeep,
        isDanger: true,
      })
      if (!isSure) return
      uploads.cancelAll()
    }
    uploads.clear()
  }

  const ordered = [...shown].sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN_MAX)
  const heading = isBusy
    ? t.uploads.heading(files.length)
    : asking.length > 0
      ? t.uploads.headingWaits(asking.length)
      : t.uploads.headingDone(done.length)

  return (
    <section className={s.panel} aria-label={t.uploads.label} data-region ref={list}>
      <header className={s.head}>
        <h2 className={s.title}>
          {heading}
          {remaining !== null && (
            <span className={s.left}>, {t.uploads.left(Math.max(1, Math.round(remaining / 1000)))}</span>
          )}
        </h2>
        <IconButton
          size="sm"
          icon={isFolded ? ChevronUp : ChevronDown}
          label={isFolded ? t.uploads.unfold : t.uploads.fold}
          onPress={() => setFolded(!isFolded)}
        />
        <IconButton size="sm" icon={X} label={t.uploads.close} onPress={() => void close()} />
      </header>
      {isFolded
        ? isBusy && (
            <div className={s.folded}>
              <Progress
                label={heading}
                isLabelHidden
                value={files.reduce((sum, it) => sum + it.sent, 0)}
                max={files.reduce((sum, it) => sum + it.size, 0)}
              />
            </div>
          )
        : ordered.length > 0 && (
            <ul className={s.list}>
              {ordered.map((it) => (
                <Line key={it.id} item={it} uploads={uploads} alike={alikeIn(items, it)} />
              ))}
              {shown.length > ordered.length && (
                <li className={s.others}>{t.uploads.others(shown.length - ordered.length)}</li>
              )}
            </ul>
          )}
    </section>
  )
}

/** How many others of the same drop wait for the same answer, or are still to come to it. */
const alikeIn = (items: readonly Item[], it: Item): number =>
  it.state.is === 'taken'
    ? items.filter(
        (each) =>
          each.id !== it.id && each.batch === it.batch && (each.state.is === 'taken' || each.state.is === 'waiting'),
      ).length
    : 0

function Line({ item, uploads, alike }: { item: Item; uploads: UploadQueue; alike: number }) {
  const t = useTexts()
  const format = useFormat()
  const { state, name } = item
  const isFolder = item.kind === 'folder'
  const sizes = [format.bytes(item.sent), format.bytes(item.size)] as const
  const isMoving = state.is === 'sending' && !isFolder
  return (
    <li className={s.line}>
      {isFolder ? <FolderShape size={24} /> : <FileIcon kind={kindOf(name, item.type)} size={24} />}
      <div className={s.words}>
        <div className={s.first}>
          {state.is === 'done' && item.entry ? (
            <Anchor className={s.name} href={hrefOf(item.project, item.entry)} title={name}>
              {name}
            </Anchor>
          ) : (
            <span className={s.name} title={name}>
              {name}
            </span>
          )}
          {isMoving && <span className={s.detail}>{t.uploads.progress(...sizes)}</span>}
          {state.is === 'done' && (
            <span className={s.done}>
              <CircleCheck size={15} strokeWidth={1.75} aria-hidden="true" />
              {isFolder ? t.uploads.folderDone : t.uploads.done}
            </span>
          )}
        </div>
        {isMoving && (
          <Progress
            label={name}
            isLabelHidden
            value={item.sent}
            max={item.size}
            detail={t.uploads.progress(...sizes)}
          />
        )}
        <Second item={item} uploads={uploads} alike={alike} sizes={sizes} />
      </div>
      {!isFolder && isUnderWay(item) && (
        <IconButton size="sm" icon={Pause} label={t.uploads.pause(name)} onPress={() => uploads.pause(item.id)} />
      )}
      {state.is === 'paused' && (
        <IconButton size="sm" icon={Play} label={t.uploads.resume(name)} onPress={() => uploads.resume(item.id)} />
      )}
      {state.is !== 'done' && state.is !== 'taken' && (
        <IconButton size="sm" icon={X} label={t.uploads.cancel(name)} onPress={() => uploads.cancel(item.id)} />
      )}
    </li>
  )
}

function Second(props: { item: Item; uploads: UploadQueue; alike: number; sizes: readonly [string, string] }) {
  const { item, uploads, alike, sizes } = props
  const t = useTexts()
  const api = useApiTexts()
  const input = useRef<HTMLInputElement>(null)
  const { state } = item
  switch (state.is) {
    case 'waiting':
      return <p className={s.note}>{item.kind === 'folder' ? t.uploads.folderWaiting : t.uploads.waiting}</p>
    case 'paused':
      return <p className={s.note}>{t.uploads.paused(...sizes)}</p>
    case 'cut':
      return <p className={s.note}>{t.uploads.cut}</p>
    case 'taken':
      return <Taken item={item} state={state} alike={alike} choose={(it, all) => uploads.choose(item.id, it, all)} />
    case 'misnamed':
      return (
        <>
          <p className={s.fault}>{sentence(state.problem, api)}</p>
          <div className={s.acts}>
            <Button size="sm" onPress={() => uploads.rename(item.id, state.better)}>
              {t.uploads.rename(state.better)}
            </Button>
          </div>
        </>
      )
    case 'refused':
      return (
        <>
          <p className={s.fault}>
            {state.problem.status === 404 ? t.uploads.folderGone : sentence(state.problem, api)}
          </p>
          <div className={s.acts}>
            <Button size="sm" onPress={() => uploads.retry(item.id)}>
              {t.uploads.retry}
            </Button>
          </div>
        </>
      )
    case 'unread':
      return (
        <>
          <p className={s.fault}>{t.uploads.unread}</p>
          <div className={s.acts}>
            <Button size="sm" onPress={() => input.current?.click()}>
              {t.uploads.choose}
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              aria-label={t.uploads.choose}
              onChange={(event) => {
                const [file] = event.target.files ?? []
                if (file) uploads.give(item.id, file)
              }}
            />
          </div>
        </>
      )
    default:
      return null
  }
}

interface TakenProps {
  item: Item
  state: Extract<Item['state'], { is: 'taken' }>
  alike: number
  choose: (choice: Choice, isForAll: boolean) => void
}

/** Nothing is replaced and nothing is copied unless the person says so. */
function Taken({ item, state, alike, choose }: TakenProps) {
  const t = useTexts()
  const [isForAll, setForAll] = useState(false)
  const { revision } = state
  const mayBeVersion = item.kind === 'file' && state.kind === 'file' && state.entry !== null && revision !== null
  return (
    <>
      <p className={s.note}>
        {state.isChanged ? t.uploads.changed : state.kind === 'folder' ? t.uploads.takenByFolder : t.uploads.taken}
      </p>
      <div className={s.acts}>
        {mayBeVersion && (
          <Button size="sm" onPress={() => choose('version', isForAll)}>
            {t.uploads.asVersion(revision + 1)}
          </Button>
        )}
        <Button size="sm" onPress={() => choose('both', isForAll)}>
          {t.uploads.keepBoth}
        </Button>
        <Button size="sm" variant="ghost" onPress={() => choose('skip', isForAll)}>
          {t.uploads.skip}
        </Button>
      </div>
      {alike > 0 && <Checkbox label={t.uploads.forAll(alike)} isSelected={isForAll} onChange={setForAll} />}
    </>
  )
}
