// SPDX-License-Identifier: EUPL-1.2
// A page that changes without loading says nothing by itself: here the title, the focus and the announcement follow.

import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { announce } from '@/ui'
import { bareTitle } from './attention'

const PRODUCT = 'Plano'
/** A screen that has no heading by then keeps the product's name. */
const GIVE_UP_MS = 10_000

/** « Membres – Plano », from the heading, for a screen that does not write a title of its own. */
function titleFrom(heading: string): string {
  return heading.trim() === '' ? PRODUCT : `${heading.trim()} – ${PRODUCT}`
}

export function useRouteAnnouncements(): void {
  const router = useRouter()
  useEffect(() => {
    let stop = () => {}
    let isFirst = true
    const off = router.subscribe('onRendered', ({ pathChanged }) => {
      if (!pathChanged && !isFirst) return
      stop()
      stop = whenHeadingAppears(isFirst ? nameOnly : nameAndFocus)
      isFirst = false
    })
    return () => {
      off()
      stop()
    }
  }, [router])
}

function whenHeadingAppears(then: (heading: HTMLElement, hasMovedOn: boolean) => void): () => void {
  const find = () => document.querySelector<HTMLElement>('main h1')
  const present = find()
  if (present) {
    then(present, false)
    return () => {}
  }
  // The screen is still loading its script or its data; whoever goes on with Tab meanwhile is not called back.
  let hasMovedOn = false
  const hear = (event: KeyboardEvent) => {
    hasMovedOn ||= event.key === 'Tab'
  }
  document.addEventListener('keydown', hear, true)
  const observer = new MutationObserver(() => {
    const heading = find()
    if (!heading) return
    done()
    then(heading, hasMovedOn)
  })
  const timer = setTimeout(() => done(), GIVE_UP_MS)
  const done = () => {
    observer.disconnect()
    document.removeEventListener('keydown', hear, true)
    clearTimeout(timer)
  }
  observer.observe(document.body, { childList: true, subtree: true })
  return done
}

/** Ours stands only while a screen writes none: two titles in a page, and the first one wins. */
function nameOnly(heading: HTMLElement): void {
  document.querySelector('head > title[data-fallback]')?.remove()
  if (document.querySelector('head > title')) return
  const title = document.createElement('title')
  title.dataset.fallback = ''
  title.textContent = titleFrom(heading.textContent ?? '')
  document.head.append(title)
}

function nameAndFocus(heading: HTMLElement, hasMovedOn: boolean): void {
  nameOnly(heading)
  const active = document.activeElement
  // A field that the screen has focused itself (a sign-in form) knows better; so does a line that one comes back to.
  if (
    !hasMovedOn &&
    !(
      active instanceof HTMLElement &&
      active.closest('main') &&
      active.matches('input, textarea, select, [data-arrived]')
    )
  ) {
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }
  // Without the number before it, which is said where it counts something.
  announce(bareTitle(document.title))
}
