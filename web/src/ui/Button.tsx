// SPDX-License-Identifier: EUPL-1.2

import type { AriaAttributes, KeyboardEvent, MouseEvent, ReactNode, Ref } from 'react'
import { cx } from '@/lib/cx'
import s from './Button.module.css'
import { drawIcon, type IconLike } from './Icon'
import { Anchor } from './Navigation'
import { Spinner } from './Spinner'
import { useTooltip } from './Tooltip'
import { useUiTexts } from './texts'

export type ButtonVariant = 'primary' | 'secondary' | 'soft' | 'ghost' | 'danger' | 'danger-quiet' | 'link'
export type PressEvent = MouseEvent<HTMLElement>

/** What a button passes on to its element, beyond its own properties. */
type Passed = Pick<
  AriaAttributes,
  'aria-haspopup' | 'aria-expanded' | 'aria-controls' | 'aria-describedby' | 'aria-label' | 'aria-current'
>

export interface ButtonProps extends Passed {
  children: ReactNode
  variant?: ButtonVariant
  size?: 'sm' | 'md' | 'lg'
  icon?: IconLike
  /** After the words: a chevron for a menu. */
  iconEnd?: IconLike
  /** Keeps its width and its focus, says `busyLabel`, and hears no second press. */
  isBusy?: boolean
  busyLabel?: string
  /** Only when the reason can be read nearby. */
  isDisabled?: boolean
  /** A button that stays down: `aria-pressed`. */
  isPressed?: boolean
  /** As wide as its place. */
  isBlock?: boolean
  onPress?: (event: PressEvent) => void
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  type?: 'button' | 'submit' | 'reset'
  /** The id of the form it sends, when it stands outside: the foot of a dialog. */
  form?: string
  /** Goes somewhere: a link that looks like a button. */
  href?: string
  target?: '_blank'
  download?: string
  autoFocus?: boolean
  id?: string
  ref?: Ref<HTMLElement>
}

export function Button(props: ButtonProps) {
  const { children, variant = 'secondary', size = 'md', icon, iconEnd, isBusy, isDisabled, href, ref } = props
  const t = useUiTexts()
  const className = cx(s.button, s[variant], s[size], props.isBlock && s.block)
  const iconSize = size === 'sm' ? 15 : 17

  const words = (
    <span className={s.words}>
      <span className={cx(s.rest, isBusy && s.away)} aria-hidden={isBusy ? true : undefined}>
        {drawIcon(icon, iconSize)}
        {children}
        {drawIcon(iconEnd, iconSize)}
      </span>
      {isBusy && (
        <span className={s.rest}>
          <Spinner />
          {props.busyLabel ?? t.busy}
        </span>
      )}
    </span>
  )
  const passed = passedOf(props)

  if (href !== undefined && !isDisabled) {
    return (
      <Anchor
        {...passed}
        ref={ref as Ref<HTMLAnchorElement>}
        className={className}
        href={href}
        {...(props.target ? { target: props.target } : {})}
        {...(props.download === undefined ? {} : { download: props.download })}
        {...(props.onPress ? { onClick: props.onPress } : {})}
      >
        {words}
      </Anchor>
    )
  }
  return (
    <button
      {...passed}
      ref={ref as Ref<HTMLButtonElement>}
      className={className}
      // A busy button keeps the focus: `disabled` would drop it. A second submit is stopped below.
      type={isBusy ? 'button' : (props.type ?? 'button')}
      form={props.form}
      disabled={isDisabled}
      aria-disabled={isBusy ? true : undefined}
      aria-busy={isBusy ? true : undefined}
      aria-pressed={props.isPressed}
      // biome-ignore lint/a11y/noAutofocus: asked for by dialogs, where the focus has to go somewhere chosen.
      autoFocus={props.autoFocus}
      onClick={isBusy ? undefined : props.onPress}
      onKeyDown={props.onKeyDown}
    >
      {words}
    </button>
  )
}

/** A link that looks like a button: for going somewhere, where `Button` is for doing something. */
export function LinkButton(props: Omit<ButtonProps, 'href' | 'type' | 'form' | 'isPressed'> & { href: string }) {
  return <Button {...props} />
}

export interface IconButtonProps extends Passed {
  /** Its name, shown as a tooltip. */
  label: string
  icon: IconLike
  size?: 'sm' | 'md' | 'lg'
  variant?: 'ghost' | 'bordered'
  isPressed?: boolean
  isDisabled?: boolean
  /** A number is written; `true` is a dot for something new. Say it in the label too. */
  badge?: number | boolean
  /** The key that does the same, shown in the tooltip. */
  shortcut?: string
  onPress?: (event: PressEvent) => void
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  href?: string
  type?: 'button' | 'submit'
  autoFocus?: boolean
  id?: string
  ref?: Ref<HTMLElement>
}

/** For universal actions only (close, more, search…): elsewhere a button has words. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, size = 'md', variant = 'ghost', isPressed, badge, href, ref } = props
  const tooltip = useTooltip(label, props.shortcut)
  const className = cx(s.icon, s[`icon-${size}`], variant === 'bordered' && s.bordered)
  const passed = { ...passedOf(props), ...tooltip, 'aria-label': label }
  const inside = (
    <>
      {drawIcon(icon, size === 'sm' ? 16 : 18)}
      {badge !== undefined && badge !== false && badge !== 0 && (
        <span className={cx(s.badge, badge === true && s.dot)} aria-hidden="true">
          {badge === true ? null : badge > 99 ? '99+' : badge}
        </span>
      )}
    </>
  )
  if (href !== undefined && !props.isDisabled) {
    return (
      <Anchor
        {...passed}
        ref={ref as Ref<HTMLAnchorElement>}
        className={className}
        href={href}
        {...(props.onPress ? { onClick: props.onPress } : {})}
      >
        {inside}
      </Anchor>
    )
  }
  return (
    <button
      {...passed}
      ref={ref as Ref<HTMLButtonElement>}
      className={className}
      type={props.type ?? 'button'}
      disabled={props.isDisabled}
      aria-pressed={isPressed}
      // biome-ignore lint/a11y/noAutofocus: as for a button.
      autoFocus={props.autoFocus}
      onClick={props.onPress}
      onKeyDown={props.onKeyDown}
    >
      {inside}
    </button>
  )
}

export interface LinkProps {
  href: string
  children: ReactNode
  /** Opens elsewhere, and says so. */
  isNewWindow?: boolean
  /** In a list or a title, where the place says it is a link: underlined on hover only. */
  isQuiet?: boolean
  onPress?: (event: PressEvent) => void
  download?: string
  id?: string
  'aria-current'?: AriaAttributes['aria-current']
  'aria-describedby'?: string
}

/** A link in running text. */
export function Link({ href, children, isNewWindow, isQuiet, onPress, ...rest }: LinkProps) {
  const t = useUiTexts()
  return (
    <Anchor
      {...rest}
      href={href}
      className={isQuiet ? s.quiet : s.link}
      {...(isNewWindow ? { target: '_blank', title: t.newWindow } : {})}
      {...(onPress ? { onClick: onPress } : {})}
    >
      {children}
    </Anchor>
  )
}

function passedOf(props: Passed & { id?: string }) {
  return {
    id: props.id,
    'aria-haspopup': props['aria-haspopup'],
    'aria-expanded': props['aria-expanded'],
    'aria-controls': props['aria-controls'],
    'aria-describedby': props['aria-describedby'],
    'aria-label': props['aria-label'],
    'aria-current': props['aria-current'],
  }
}
