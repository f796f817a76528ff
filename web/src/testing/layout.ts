// SPDX-License-Identifier: EUPL-1.2
// Gives lists the room that the tests' browser, which draws nothing, does not: what is virtualised shows its lines.

import { act } from '@testing-library/react'
import { vi } from 'vitest'

/** Height of what scrolls, and of each of its lines, in pixels. */
const VIEW_PX = 600
const LINE_PX = 40

/** To be called before the list is drawn; lasts for the test file. */
export function withLayout(): void {
  const isLine = (it: Element) => it.hasAttribute('data-index')
  const own = (name: 'clientHeight' | 'offsetHeight' | 'clientWidth') =>
    vi.spyOn(HTMLElement.prototype, name, 'get').mockImplementation(function (this: HTMLElement) {
      if (name === 'clientWidth') return 800
      return isLine(this) ? LINE_PX : VIEW_PX
    })
  own('clientHeight')
  own('offsetHeight')
  own('clientWidth')
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(function (this: HTMLElement) {
    const room = this.querySelector<HTMLElement>('[role="log"]')
    return room ? Number.parseFloat(room.style.height) : VIEW_PX
  })
  Element.prototype.scrollTo = function (this: Element, to?: ScrollToOptions | number) {
    if (typeof to === 'object' && to.top !== undefined) this.scrollTop = to.top
    // Told with the next picture, as browsers do: never while something is being drawn.
    requestAnimationFrame(() => act(() => void this.dispatchEvent(new Event('scroll'))))
  } as typeof Element.prototype.scrollTo
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
}
