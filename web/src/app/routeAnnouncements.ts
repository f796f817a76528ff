// SPDX-License-Identifier: EUPL-1.2
// A page that changes without loading says nothing by itself: here the title, the focus and the announcement follow.

import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { announce } from '@/ui'

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

function whenHeadingAppears(then: (heading: HTMLElement) => void): () => void {
  const find = () => document.querySelector<HTMLElement>('main h1')
  const present = find()
  if (present) {
    then(present)
    return () => {}
  }
  // The screen is still loading its script or its data.
  const observer = new MutationObserver(() => {
    const heading = find()
    if (!heading) return
    done()
    then(heading)
  })
  const timer = setTimeout(() => done(), GIVE_UP_MS)
  const done = () => {
    observer.disconnect()
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

function nameAndFocus(heading: HTMLElement): void {
  nameOnly(heading)
  const active = document.activeElement
  // A field that the screen has focused itself (a sign-in form) knows better.
  if (!(active instanceof HTMLElement && active.closest('main') && active.matches('input, textarea, select'))) {
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }
  announce(document.title)
}
