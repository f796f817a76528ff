// SPDX-License-Identifier: EUPL-1.2

import {
  cloneElement,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useCallback,
  useId,
  useRef,
  useState,
} from 'react'
import type { PressEvent } from './Button'
import type { IconLike } from './Icon'

export interface MenuItem {
  id: string
  label: string
  icon?: IconLike
  /** « F2 », « Ctrl K ». The area hears the key; the menu only shows it. */
  shortcut?: string
  /** Under the label. */
  description?: string
  isDanger?: boolean
  isDisabled?: boolean
  /** Why it is disabled: shown under the label. */
  reason?: string
  /** For a choice: ticked or not. */
  isSelected?: boolean
  onAction?: () => void
  href?: string
}

/** The dangerous item comes last, after a separator. */
export type MenuItems = readonly (MenuItem | 'separator' | { heading: string } | null | false)[]
export type MenuPlacement = 'bottom start' | 'bottom end' | 'top start' | 'top end' | 'right top'

const load = () => import('./MenuOverlay')
const MenuOverlay = lazy(load)

/** What a trigger of an overlay must take: our buttons do. */
export interface TriggerProps {
  onPress?: (event: PressEvent) => void
  onClick?: (event: PressEvent) => void
  onKeyDown?: (event: React.KeyboardEvent<HTMLElement>) => void
  'aria-haspopup'?: 'menu' | 'dialog'
  'aria-expanded'?: boolean
  'aria-controls'?: string | undefined
}

/** The press of a trigger: ours say `onPress`, a native button `onClick`. */
export function pressed(trigger: ReactElement<TriggerProps>, then: (event: PressEvent) => void): TriggerProps {
  const name = typeof trigger.type === 'string' ? 'onClick' : 'onPress'
  return {
    [name]: (event: PressEvent) => {
      trigger.props[name]?.(event)
      then(event)
    },
  }
}

export interface MenuProps {
  /** A `Button`, an `IconButton` or a native button. Its own name names the menu. */
  trigger: ReactElement<TriggerProps>
  items: MenuItems
  /** Names the menu when the trigger's words do not say it. */
  label?: string
  placement?: MenuPlacement
  /** Above the items: who is signed in. */
  header?: ReactNode
}

export function Menu({ trigger, items, label, placement = 'bottom start', header }: MenuProps) {
  const [isOpen, setOpen] = useState(false)
  const anchor = useRef<HTMLElement>(null)
  const id = useId()
  // Only the first opening waits for the code of the menu.
  const [isWanted, setWanted] = useState(false)
  const open = (element: HTMLElement) => {
    anchor.current = element
    setWanted(true)
    setOpen(true)
  }
  const element = cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': isOpen,
    'aria-controls': isOpen ? id : undefined,
    ...pressed(trigger, (event) => open(event.currentTarget)),
    onKeyDown: (event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        open(event.currentTarget)
      }
    },
  })
  return (
    <>
      {element}
      {isWanted && (
        <Suspense fallback={null}>
          <MenuOverlay
            id={id}
            anchor={anchor}
            isOpen={isOpen}
            onClose={() => setOpen(false)}
            items={items}
            label={label}
            placement={placement}
            header={header}
          />
        </Suspense>
      )}
    </>
  )
}

export interface SharedMenu {
  /** Opens at an element, which gets the focus back. */
  open: (at: HTMLElement, items: MenuItems, label?: string) => void
  /** To be drawn once, beside the list. */
  element: ReactNode
  /** The element whose menu is open: for its `aria-expanded`. */
  openAt: HTMLElement | null
}

/** One menu for a whole list: each line only says what it holds, when it is asked. */
export function useMenu(placement: MenuPlacement = 'bottom end'): SharedMenu {
  const anchor = useRef<HTMLElement>(null)
  const [shown, setShown] = useState<{ items: MenuItems; label: string | undefined; at: HTMLElement }>()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const open = useCallback((at: HTMLElement, items: MenuItems, label?: string) => {
    anchor.current = at
    setShown({ items, label, at })
    setOpen(true)
  }, [])
  const element = shown && (
    <Suspense fallback={null}>
      <MenuOverlay
        id={id}
        anchor={anchor}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        items={shown.items}
        label={shown.label}
        placement={placement}
      />
    </Suspense>
  )
  return { open, element, openAt: isOpen && shown ? shown.at : null }
}

/** Fetches the code of menus ahead, once the page has nothing better to do. */
export function warmMenus(): void {
  void load()
}
