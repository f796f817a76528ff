// SPDX-License-Identifier: EUPL-1.2
import { Hash, Lock, type LucideIcon, Megaphone, MessageCircle, NotebookPen } from 'lucide-react'
import type { ChannelKind } from '@/api/types'
import { VisuallyHidden } from '@/ui'
import { useTexts } from './texts'

const ICONS: Readonly<Record<ChannelKind, LucideIcon>> = {
  open: Hash,
  private: Lock,
  announcement: Megaphone,
  log: NotebookPen,
  direct: MessageCircle,
}

/** Drawn, and said where it is not the usual. */
export function KindIcon({ kind, size }: { kind: ChannelKind; size: number }) {
  const t = useTexts()
  const Icon = ICONS[kind]
  return (
    <>
      <Icon size={size} strokeWidth={1.75} aria-hidden="true" />
      {kind !== 'open' && kind !== 'direct' && <VisuallyHidden>{t.kinds[kind]}</VisuallyHidden>}
    </>
  )
}
