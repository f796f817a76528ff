// SPDX-License-Identifier: EUPL-1.2

/** « Police à haute lisibilité »: fetched only for the people who chose it. */
export function setReadingFont(isOn: boolean): void {
  const root = document.documentElement
  if (isOn) {
    void import('@fontsource-variable/atkinson-hyperlegible-next/wght.css')
    root.dataset.readingFont = 'on'
  } else {
    delete root.dataset.readingFont
  }
}
