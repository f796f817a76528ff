// SPDX-License-Identifier: EUPL-1.2
// Dividing and ordering the list of channels: menus, what is dropped, and the dialog that names a folder. It comes with its
// own piece of code, to those who may.

import { ArrowDown, ArrowUp, FolderMinus, FolderPlus, Pencil } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
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
import { sectionsOf, sortedChannels } from './folders'
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

  // Read when something is asked for: what is handed to the lines stays the same, so that a message somewhere does not
  // have all of them drawn again.
  const now = useRef({ channels, folders, mayManage, t })
  useEffect(() => {
    now.current = { channels, folders, mayManage, t }
  })

  const organiser = useMemo((): Organiser => {
    const listOf = (folder: Id | null) =>
      sectionsOf(now.current.channels, now.current.folders).find((it) => (it.folder?.id ?? null) === folder)
        ?.channels ?? []

    const placed = (channel: Channel) => {
      const { channels, t } = now.current
      const folder = channel.folder ?? null
      // As it is now seen: the main channel keeps its place at the top, whatever is put before it.
      const all = sortedChannels([...channels.filter((it) => it.id !== channel.id), channel], true)
      const list = all.filter((it) => (it.folder?.id ?? null) === (folder?.id ?? null))
      const at = list.findIndex((it) => it.id === channel.id)
      announce(t.folders.placed(channel.name, folder?.name ?? null, at + 1, list.length))
    }

    const place = (id: Id, folder: Id | null, before: Id | null) => {
      const channel = now.current.channels.find((it) => it.id === id)
      if (!channel?.can.manage || channel.is_main || before === id) return
      put({ channel, folder, before }, { onSuccess: placed, onError: failed })
    }

    const channelMenu = (channel: Channel, at: HTMLElement) => {
      const { folders, mayManage, t } = now.current
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
      const { folders, t } = now.current
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
  }, [open, confirm, put, moveFolder, removeFolder])

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
          // As it is now: somebody else may have named it meanwhile.
          folder={folders.find((it) => it.id === naming.folder?.id) ?? naming.folder}
          onClose={() => setNaming(null)}
          onMade={(made) => {
            if (naming.channel) organiser.place(naming.channel.id, made.id, null)
          }}
        />
      )}
    </>
  )
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
