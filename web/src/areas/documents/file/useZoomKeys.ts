// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef } from 'react'

interface Zooming {
  onLarger: () => void
  onSmaller: () => void
  onFit: () => void
}

/** Whatever is open over the page hears its own keys. */
const MODAL = '[role="dialog"], [role="alertdialog"], [role="menu"]'

export const isElsewhere = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  document.querySelector(MODAL) !== null ||
  (event.target instanceof Element && event.target.closest('input, textarea, select, [role="tablist"]') !== null)

/** + and − make what is shown larger or smaller, 0 puts it whole into its place. */
export function useZoomKeys(zooming: Zooming): void {
  const latest = useRef(zooming)
  useEffect(() => {
    latest.current = zooming
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (isElsewhere(event)) return
      const { onLarger, onSmaller, onFit } = latest.current
      if (event.key === '+' || event.key === '=') onLarger()
      else if (event.key === '-') onSmaller()
      else if (event.key === '0') onFit()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}
