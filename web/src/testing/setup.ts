// SPDX-License-Identifier: EUPL-1.2

// What the tests' browser lacks and components ask for.
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { useApiTexts } from '@/api/texts'
import { setLanguage } from '@/lib/i18n'

if (typeof window !== 'undefined') {
  window.matchMedia ??= (query) =>
    ({
      matches: false,
      media: query,
      onchange: null,
      addEventListener: () => {},
      removeEventListener: () => {},
      addListener: () => {},
      removeListener: () => {},
      dispatchEvent: () => false,
    }) satisfies MediaQueryList
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  // The ids React makes need no more than this.
  window.CSS ??= {
    escape: (text: string) => text.replace(/[^\w-]/g, '\\$&'),
    supports: () => false,
  } as unknown as typeof CSS
  Element.prototype.scrollIntoView ??= () => {}
  // There is one, and it only complains.
  window.scrollTo = () => {}
  // React takes `<search>`, which is of 2023, for a slip of the pen where the browser does not know it.
  Object.defineProperty(HTMLUnknownElement.prototype, Symbol.toStringTag, {
    get(this: HTMLElement) {
      return this.localName === 'search' ? 'HTMLElement' : 'HTMLUnknownElement'
    },
  })
  // The layout engine of the tests draws nothing, so it has no animation to wait for.
  Element.prototype.getAnimations ??= () => []
}

// They come with the first screen that may show them: a test begins where one has been.
await useApiTexts.load()

afterEach(async () => {
  cleanup()
  await setLanguage('fr')
})

// A loaded machine is slow, not wrong: what is waited for may take its time; what never comes still fails.
configure({ asyncUtilTimeout: 15_000 })
