// SPDX-License-Identifier: EUPL-1.2
import { expect, type Page } from '@playwright/test'

/** A telephone: its pointer is a finger. */
export const telephone = (width: number, height = 844) =>
  ({ viewport: { width, height }, hasTouch: true, isMobile: true }) as const

/** Every control that is shown has room for a finger, 44 by 44 pixels (DESIGN §6). `soft`: the test goes on to say the others. */
export async function expectRoomForFingers(
  page: Page,
  { except = '', of = 'this screen', soft = false } = {},
): Promise<void> {
  await expect
    .configure({ soft })
    .poll(() => page.evaluate(tooSmall, except), `controls of ${of} too small for a finger`)
    .toEqual([])
}

/** What is pressed counts, not what is drawn: its room may be larger than its picture. */
function tooSmall(except: string): string[] {
  const LEAST_PX = 43.5
  const out: string[] = []
  const scrollsAround = (it: Element) => it.closest('[role=log], [role=dialog], nav')?.getBoundingClientRect()
  for (const it of document.querySelectorAll<HTMLElement>('button, [href], input, textarea, [role=menuitem]')) {
    if (except !== '' && it.matches(except)) continue
    const box = it.getBoundingClientRect()
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    const isMine = (left: number, top: number) => {
      const hit = document.elementFromPoint(left, top)
      return hit !== null && (it.contains(hit) || hit.closest('label')?.contains(it) === true)
    }
    // Hidden, covered, or cut by the edge of what scrolls: it is pressed once it is seen whole.
    const around = scrollsAround(it)
    const isCut = around && (box.top < around.top || box.bottom > around.bottom)
    if (box.width < 2 || isCut || !isMine(x, y)) continue
    const far = (right: number, down: number) => {
      let px = 0
      while (px < LEAST_PX && isMine(x + right * (px + 1), y + down * (px + 1))) px += 1
      return px
    }
    const width = Math.max(box.width, far(-1, 0) + far(1, 0) + 1)
    const height = Math.max(box.height, far(0, -1) + far(0, 1) + 1)
    if (width >= LEAST_PX && height >= LEAST_PX) continue
    const name = it.getAttribute('aria-label') ?? it.textContent ?? ''
    out.push(`${Math.round(width)}×${Math.round(height)} ${it.tagName} ${name.trim().slice(0, 40)}`)
  }
  return out
}
