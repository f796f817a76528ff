// SPDX-License-Identifier: EUPL-1.2

import { type AnchorHTMLAttributes, createContext, type MouseEvent, type Ref, useContext } from 'react'

/** Goes to an address of the application without loading the page again. */
export type Navigate = (href: string) => void

const NavigationContext = createContext<Navigate>((href) => window.location.assign(href))

/** Set once by the shell, so that links of the primitives go through its router. */
export const NavigationProvider = NavigationContext.Provider
export const useNavigateTo = (): Navigate => useContext(NavigationContext)

/** The person asks for something else than going there: a new tab, a new window, saving. */
const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

const isInside = (href: string) => href.startsWith('/') && !href.startsWith('//') && !href.startsWith('/api/')

export interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  ref?: Ref<HTMLAnchorElement>
}

/** An `a` that stays in the application when it can. */
export function Anchor({ href, onClick, target, download, ...rest }: AnchorProps) {
  const navigate = useNavigateTo()
  const click = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || !isPlainClick(event) || target || download !== undefined || !isInside(href)) return
    event.preventDefault()
    navigate(href)
  }
  const isNewWindow = target === '_blank'
  return (
    <a
      {...rest}
      href={href}
      target={target}
      download={download}
      rel={isNewWindow ? 'noopener noreferrer' : rest.rel}
      onClick={click}
    />
  )
}
