// SPDX-License-Identifier: EUPL-1.2

import { Check } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuSection, MenuItem as Row } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'
import { cx } from '@/lib/cx'
import { drawIcon } from './Icon'
import { Kbd } from './Kbd'
import type { MenuItem, MenuItems, MenuPlacement } from './Menu'
import { useNavigateTo } from './Navigation'
import s from './overlay.module.css'
import { useUiTexts } from './texts'
import { VisuallyHidden } from './VisuallyHidden'

export interface MenuOverlayProps {
  id: string
  anchor: RefObject<HTMLElement | null>
  isOpen: boolean
  onClose: () => void
  items: MenuItems
  label: string | undefined
  placement: MenuPlacement
  header?: ReactNode
}

/** Loaded by `Menu` at its first opening. */
export default function MenuOverlay(props: MenuOverlayProps) {
  const { anchor, isOpen, onClose, items, label, placement, header } = props
  const name = label ?? nameOf(anchor.current)
  return (
    <Popover
      className={cx(s.surface)}
      // The widget makes it a dialog around the menu: it bears the menu's name.
      aria-label={name}
      trigger="MenuTrigger"
      triggerRef={anchor}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      placement={placement}
      offset={4}
    >
      {header}
      <Menu id={props.id} className={s.list ?? ''} aria-label={name} autoFocus="first" onClose={onClose}>
        {items.map((item, index) => {
          if (!item) return null
          // biome-ignore lint/suspicious/noArrayIndexKey: a separator is nothing but its place.
          if (item === 'separator') return <Separator key={`separator-${index}`} className={s.separator ?? ''} />
          if ('heading' in item) {
            return (
              <MenuSection key={`heading-${item.heading}`}>
                <Header className={s.heading ?? ''}>{item.heading}</Header>
              </MenuSection>
            )
          }
          return <Line key={item.id} item={item} onClose={onClose} />
        })}
      </Menu>
    </Popover>
  )
}

function Line({ item, onClose }: { item: MenuItem; onClose: () => void }) {
  const t = useUiTexts()
  const navigate = useNavigateTo()
  const under = item.isDisabled ? (item.reason ?? item.description) : item.description
  return (
    <Row
      id={item.id}
      textValue={item.label}
      className={cx(s.item, item.isDanger && !item.isDisabled && s.danger)}
      {...(item.isDisabled ? { isDisabled: true } : {})}
      onAction={() => {
        onClose()
        item.onAction?.()
        if (item.href !== undefined) navigate(item.href)
      }}
    >
      {drawIcon(item.icon, 16)}
      <span className={s.itemWords}>
        {item.label}
        {under && <span className={s.description}>{under}</span>}
      </span>
      {item.isSelected && (
        <>
          <Check size={16} strokeWidth={2} aria-hidden="true" />
          {/* A row takes no `aria-current`: the tick is said in its name. */}
          <VisuallyHidden>{t.chosen}</VisuallyHidden>
        </>
      )}
      {item.shortcut && (
        <span className={s.shortcut}>
          <Kbd>{item.shortcut}</Kbd>
        </span>
      )}
    </Row>
  )
}

const nameOf = (element: HTMLElement | null) => element?.getAttribute('aria-label') ?? element?.textContent ?? ''
