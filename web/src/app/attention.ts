// SPDX-License-Identifier: EUPL-1.2
// What calls the person, outside the page: in the tab's title and icon, on the application's icon.

/** With a space that does not break: a title of people's own that begins with a number in brackets is not taken for it. */
const COUNTED = /^\(\d+\)\u00a0/

/** The title of a page without its number, to be read out. */
export const bareTitle = (title: string): string => title.replace(COUNTED, '')

/** « (3) Membres – Plano ». */
export const countedTitle = (title: string, count: number): string =>
  count > 0 ? `(${count})\u00a0${bareTitle(title)}` : bareTitle(title)

interface Badged {
  setAppBadge?: (count?: number) => Promise<void>
  clearAppBadge?: () => Promise<void>
}

export interface Attention {
  /** @param count how many call the person; @param hasNews something else is new. */
  show: (count: number, hasNews: boolean) => void
  end: () => void
}

/** Keeps the number before whatever title the screens write. */
export function startAttention(): Attention {
  let count = 0
  const write = () => {
    const next = countedTitle(document.title, count)
    // Each writing is heard below: what is right already is left alone.
    if (next !== document.title) document.title = next
  }
  const observer = new MutationObserver(write)
  observer.observe(document.head, { childList: true, subtree: true, characterData: true })
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const app = navigator as Badged
  const show: Attention['show'] = (next, hasNews) => {
    count = next
    write()
    const href = next > 0 || hasNews ? '/icon-new.svg' : '/icon.svg'
    if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href)
    // Refused where the page is not installed: the tab says it.
    void (next > 0 ? app.setAppBadge?.(next) : app.clearAppBadge?.())?.catch(() => {})
  }
  return {
    show,
    end: () => {
      show(0, false)
      observer.disconnect()
    },
  }
}
