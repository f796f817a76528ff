// SPDX-License-Identifier: EUPL-1.2
// Oneself: how one is seen by the others, one's settings, leaving.

import { CircleDot, CircleMinus, Clock, Keyboard, LogOut, Palette, Settings, User } from 'lucide-react'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { Avatar, announce, Menu, type MenuItem, useNavigateTo, VisuallyHidden } from '@/ui'
import { usePresence } from '../api/live'
import type { Me } from '../api/types'
import s from './PersonMenu.module.css'
import { choosePresence, type MyPresence, PRESENCES, useMyPresence } from './presence'
import { signOut } from './session'
import { useShell } from './shellContext'
import { useAppTexts } from './texts'

type TriggerProps = ComponentProps<typeof Menu>['trigger'] extends ReactElement<infer P> ? P : never

const ICONS = { online: CircleDot, busy: CircleMinus, away: Clock } as const

export function usePersonItems(): (MenuItem | 'separator')[] {
  const t = useAppTexts()
  const navigate = useNavigateTo()
  const shell = useShell()
  const mine = useMyPresence()
  const choose = (next: MyPresence) => {
    choosePresence(next)
    announce(t.presence.changed(t.presence[next]))
  }
  return [
    ...PRESENCES.map((it) => ({
      id: it,
      label: t.presence[it],
      icon: ICONS[it],
      isSelected: it === mine,
      onAction: () => choose(it),
    })),
    'separator',
    { id: 'profile', label: t.person.profile, icon: User, onAction: () => navigate('/reglages/profil') },
    { id: 'settings', label: t.person.settings, icon: Settings, onAction: () => navigate('/reglages/securite') },
    { id: 'display', label: t.person.display, icon: Palette, onAction: () => navigate('/reglages/affichage') },
    {
      id: 'shortcuts',
      label: t.person.shortcuts,
      icon: Keyboard,
      shortcut: '?',
      onAction: () => shell?.openShortcuts(),
    },
    'separator',
    { id: 'sign-out', label: t.person.signOut, icon: LogOut, onAction: () => void signOut() },
  ]
}

/** The foot of the sidebar: face, name, availability. */
export function PersonMenu({ me }: { me: Me }) {
  const t = useAppTexts()
  const items = usePersonItems()
  const mine = useMyPresence()
  // What the others see: the server's word once it is heard, what was chosen until then.
  const seen = usePresence(me.account.id, mine)
  return (
    <Menu
      items={items}
      placement="top start"
      trigger={
        <PersonButton className={s.person}>
          <Avatar person={me.account} size={32} presence={seen} />
          <span className={s.words}>
            <span className={s.name}>{me.account.name}</span>
            <span className={s.presence}>{t.presence[seen]}</span>
            <VisuallyHidden>{t.person.menu}</VisuallyHidden>
          </span>
        </PersonButton>
      }
    />
  )
}

interface PersonButtonProps extends TriggerProps {
  className: string | undefined
  children: ReactNode
}

/** A face that opens a menu: what `Menu` gives its trigger goes to the button. */
export function PersonButton({ className, children, onPress, ...rest }: PersonButtonProps) {
  return (
    <button {...rest} type="button" className={className} onClick={onPress}>
      {children}
    </button>
  )
}
