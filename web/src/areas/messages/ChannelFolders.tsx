// SPDX-License-Identifier: EUPL-1.2
// Dividing and ordering the list of channels: menus, what is dropped, and the dialog that names a folder. It comes with its
// own piece of code, to those who may.

import { ArrowDown, ArrowUp, FolderMinus, FolderPlus, Pencil } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { asProblem, fieldSentences } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import type { Channel, ChannelFolder, Id } from '@/api/types'
import {
  announce,
  Button,
  Dialog,
  Form,
  type MenuItems,
  ProblemLine,
  TextField,
  toast,
  useConfirm,
  useMenu,
} from '@/ui'
import { useFolders, usePlaceChannel } from './folderQueries'
import { sectionsOf } from './folders'
import { failed } from './problems'
import { useTexts } from './texts'

/** What the list can do with it, once it is loaded. */
export interface Organiser {
  channelMenu: (channel: Channel, at: HTMLElement) => void
  folderMenu: (folder: ChannelFolder, at: HTMLElement) => void
  /** Before another channel, or as the last of a folder. */
  place: (channel: Id, folder: Id | null, before: Id | null) => void
  create: () => void
}

interface OrganiseProps {
  project: Id
  /** Open ones, in the order of the list. */
  channels: readonly Channel[]
  folders: readonly ChannelFolder[]
  /** Makes, names, moves and deletes folders; otherwise only puts channels into those there are. */
  mayManage: boolean
  onReady: (organiser: Organiser | null) => void
}

/** `null`: a new one. */
interface Naming {
  folder: ChannelFolder | null
  /** What is put into it once it is there. */
  channel: Channel | null
}

export function Organise({ project, channels, folders, mayManage, onReady }: OrganiseProps) {
  const t = useTexts()
  const menu = useMenu('bottom start')
  const confirm = useConfirm()
  const { move, remove } = useFolders(project)
  const { mutate: put } = usePlaceChannel()
  const [naming, setNaming] = useState<Naming | null>(null)
  const { mutate: moveFolder } = move
  const { mutate: removeFolder } = remove
  const { open } = menu

  const organiser = useMemo((): Organiser => {
    const sections = sectionsOf(channels, folders)
    const listOf = (folder: Id | null) => sections.find((it) => (it.folder?.id ?? null) === folder)?.channels ?? []
    const nameOf = (folder: Id | null) => folders.find((it) => it.id === folder)?.name ?? null

    const place = (id: Id, folder: Id | null, before: Id | null) => {
      const channel = channels.find((it) => it.id === id)
      if (!channel?.can.manage || channel.is_main || before === id) return
      const others = listOf(folder).filter((it) => it.id !== id)
      const at = before === null ? others.length : others.findIndex((it) => it.id === before)
      put(
        { channel, folder, before },
        {
          onSuccess: () => {
            announce(t.folders.placed(channel.name, nameOf(folder), at + 1, others.length + 1))
            focusOn(`[data-channel="${id}"] > a`, folder)
          },
          onError: failed,
        },
      )
    }

    const channelMenu = (channel: Channel, at: HTMLElement) => {
      const folder = channel.folder?.id ?? null
      // The main channel keeps its place at the top.
      const list = listOf(folder).filter((it) => !it.is_main)
      const index = list.findIndex((it) => it.id === channel.id)
      const previous = list[index - 1]
      const items: MenuItems = [
        { heading: t.folders.into },
        {
          id: 'none',
          label: t.folders.none,
          isSelected: folder === null,
          onAction: () => folder !== null && place(channel.id, null, null),
        },
        ...folders.map((it) => ({
          id: it.id,
          label: it.name,
          isSelected: folder === it.id,
          onAction: () => folder !== it.id && place(channel.id, it.id, null),
        })),
        mayManage && {
          id: 'new',
          label: t.folders.createInto,
          icon: FolderPlus,
          onAction: () => setNaming({ folder: null, channel }),
        },
        (index > 0 || index < list.length - 1) && 'separator',
        previous !== undefined && {
          id: 'up',
          label: t.folders.up,
          icon: ArrowUp,
          onAction: () => place(channel.id, folder, previous.id),
        },
        index < list.length - 1 && {
          id: 'down',
          label: t.folders.down,
          icon: ArrowDown,
          onAction: () => place(channel.id, folder, list[index + 2]?.id ?? null),
        },
      ]
      open(at, items, t.folders.channelMenu(channel.name))
    }

    const folderMenu = (folder: ChannelFolder, at: HTMLElement) => {
      const index = folders.findIndex((it) => it.id === folder.id)
      const previous = folders[index - 1]
      const moveTo = (place: number, before: Id | null) =>
        moveFolder(
          { folder: folder.id, before },
          {
            onSuccess: () => announce(t.folders.moved(folder.name, place + 1, folders.length)),
            onError: failed,
          },
        )
      const takeAway = async () => {
        const isSure = await confirm({
          title: t.folders.removeTitle(folder.name),
          body: t.folders.removeBody,
          confirmLabel: t.folders.remove,
          isDanger: true,
        })
        if (!isSure) return
        removeFolder(folder.id, { onSuccess: () => toast({ text: t.folders.removed(folder.name) }), onError: failed })
      }
      const items: MenuItems = [
        {
          id: 'rename',
          label: t.folders.rename,
          icon: Pencil,
          onAction: () => setNaming({ folder, channel: null }),
        },
        previous !== undefined && {
          id: 'up',
          label: t.folders.up,
          icon: ArrowUp,
          onAction: () => moveTo(index - 1, previous.id),
        },
        index < folders.length - 1 && {
          id: 'down',
          label: t.folders.down,
          icon: ArrowDown,
          onAction: () => moveTo(index + 1, folders[index + 2]?.id ?? null),
        },
        'separator',
        {
          id: 'remove',
          label: t.folders.remove,
          icon: FolderMinus,
          isDanger: true,
          onAction: () => void takeAway(),
        },
      ]
      open(at, items, t.folders.folderMenu(folder.name))
    }
    return { place, channelMenu, folderMenu, create: () => setNaming({ folder: null, channel: null }) }
  }, [channels, folders, mayManage, open, confirm, put, moveFolder, removeFolder, t])

  useEffect(() => {
    onReady(organiser)
    return () => onReady(null)
  }, [organiser, onReady])

  return (
    <>
      {menu.element}
      {naming && (
        <FolderDialog
          project={project}
          folder={naming.folder}
          onClose={() => setNaming(null)}
          onMade={(made) => {
            const { channel } = naming
            if (!channel) return
            put(
              { channel, folder: made.id, before: null },
              { onSuccess: () => announce(t.folders.placed(channel.name, made.name, 1, 1)), onError: failed },
            )
          }}
        />
      )}
    </>
  )
}

/** The line is drawn anew at its new place, which loses the focus; in a folded folder it is not drawn at all. */
function focusOn(line: string, folder: Id | null): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    const found = document.querySelector<HTMLElement>(line)
    ;(found ?? document.querySelector<HTMLElement>(`[data-folder="${folder}"] button`))?.focus()
  })
}

function FolderDialog(props: {
  project: Id
  folder: ChannelFolder | null
  onClose: () => void
  onMade: (folder: ChannelFolder) => void
}) {
  const { project, folder, onClose, onMade } = props
  const t = useTexts()
  const api = useApiTexts()
  const { make, rename } = useFolders(project)
  const [name, setName] = useState(folder?.name ?? '')
  const asked = folder ? rename : make
  const faults = fieldSentences(asked.error ? asProblem(asked.error) : null, api)
  const save = () => {
    const done = (made: ChannelFolder) => {
      onClose()
      announce(folder ? t.folders.renamed(made.name) : t.folders.made(made.name))
      if (!folder) onMade(made)
    }
    if (!folder) make.mutate(name.trim(), { onSuccess: done })
    else if (name.trim() === folder.name) onClose()
    else rename.mutate({ folder, name: name.trim() }, { onSuccess: done })
  }
  return (
    <Dialog
      title={folder ? t.folders.renameTitle : t.folders.createTitle}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.create.cancel}</Button>
          <Button variant="primary" type="submit" form="dossier-canaux" isBusy={asked.isPending}>
            {folder ? t.folders.rename : t.folders.create}
          </Button>
        </>
      }
    >
      <Form id="dossier-canaux" onSubmit={save}>
        <TextField
          label={t.folders.name}
          hint={t.folders.nameHint}
          value={name}
          onChange={setName}
          isRequired
          autoFocus
          maxLength={60}
          error={faults.name ?? null}
        />
        <ProblemLine problem={asked.error} />
      </Form>
    </Dialog>
  )
}
