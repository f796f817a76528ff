// SPDX-License-Identifier: EUPL-1.2
import { ExternalLink, MailPlus, RotateCcw, UserRoundX } from 'lucide-react'
import type { AdminAccount, Id } from '@/api/types'
import { confirm, type MenuItems, toast } from '@/ui'
import { useAccountAction, useInviteAgain } from '../queries'
import { useTexts } from '../texts'
import { useFailure } from '../useFailure'

/** What the menu of a line holds: one menu for the whole list, filled when it opens. */
export function useAccountMenu(open: (id: Id) => void): (account: AdminAccount) => MenuItems {
  const all = useTexts()
  const t = all.account
  const failed = useFailure()
  const deactivate = useAccountAction('deactivate')
  const reactivate = useAccountAction('reactivate')
  const invite = useInviteAgain()

  const askToDeactivate = async ({ person }: AdminAccount) => {
    const isSure = await confirm({
      title: t.deactivateTitle(person.name),
      body: t.deactivateBody,
      confirmLabel: t.deactivate,
      keepLabel: all.keep,
      isDanger: true,
    })
    if (isSure)
      deactivate.mutate(person.id, {
        onSuccess: () => toast({ text: t.deactivated(person.name), tone: 'success' }),
        onError: failed,
      })
  }

  return (account) => {
    const { person, can, status } = account
    return [
      { id: 'open', label: all.create.open, icon: ExternalLink, onAction: () => open(person.id) },
      can.edit &&
        status === 'invited' && {
          id: 'invite',
          label: t.invite,
          icon: MailPlus,
          onAction: () =>
            invite.mutate(person.id, {
              onSuccess: () => toast({ text: t.invited(person.name), tone: 'success' }),
              onError: failed,
            }),
        },
      can.deactivate &&
        status === 'deactivated' && {
          id: 'reactivate',
          label: t.reactivate,
          icon: RotateCcw,
          onAction: () =>
            reactivate.mutate(person.id, {
              onSuccess: () => toast({ text: t.reactivated(person.name), tone: 'success' }),
              onError: failed,
            }),
        },
      can.deactivate && status !== 'deactivated' && 'separator',
      can.deactivate &&
        status !== 'deactivated' && {
          id: 'deactivate',
          label: t.deactivate,
          icon: UserRoundX,
          isDanger: true,
          onAction: () => void askToDeactivate(account),
        },
    ]
  }
}
