// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { BellOff, BellRing, EyeOff } from 'lucide-react'
import type { ThreadAttention as Attention, Message } from '@/api/types'
import { Button, Menu, type MenuItems, toast } from '@/ui'
import { failed } from './problems'
import { myThread, useKeepThread } from './queries'
import { useTexts } from './texts'

const CHOICES = ['followed', 'unfollowed', 'muted'] as const
const ICONS = { followed: BellRing, unfollowed: EyeOff, muted: BellOff }

/** How one keeps a thread, in view, and the way to change it; also before its first answer, of which one may want to hear. */
export function ThreadAttention({ root }: { root: Message }) {
  const t = useTexts()
  const keep = useKeepThread()
  // The answers ask for it; here it is only read.
  const attention = useQuery({ ...myThread(root.channel, root.id), enabled: false }).data?.attention
  if (!attention || (root.retracted_at && !root.answers)) return null
  const said: Record<Attention, string> = {
    followed: t.thread.followed,
    unfollowed: t.thread.unfollowed,
    muted: t.thread.muted,
  }
  const items: MenuItems = [
    { heading: t.thread.keep },
    ...CHOICES.map((it) => ({
      id: it,
      label: t.thread.kept[it],
      description: t.thread.keptHelp[it],
      icon: ICONS[it],
      isSelected: it === attention,
      onAction: () =>
        keep.mutate(
          { channel: root.channel, root: root.id, attention: it },
          { onSuccess: () => toast({ text: said[it] }), onError: failed },
        ),
    })),
  ]
  const shown = t.thread.kept[attention]
  return (
    <Menu
      placement="bottom end"
      label={t.thread.keep}
      items={items}
      trigger={
        <Button size="sm" variant="ghost" icon={ICONS[attention]} aria-label={t.thread.keptNow(shown)}>
          {shown}
        </Button>
      }
    />
  )
}
