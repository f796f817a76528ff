// SPDX-License-Identifier: EUPL-1.2

import { type RenderResult, render } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { type ReactElement, Suspense } from 'react'
import { vi } from 'vitest'
import { Overlays, UiProvider } from '@/ui'

export interface Rendered extends RenderResult {
  user: UserEvent
  /** Where the links of the primitives went. */
  navigate: ReturnType<typeof vi.fn<(href: string) => void>>
}

/** Draws as the shell does: the language of the widgets, dialogs, toasts, announcements. */
export function renderUi(ui: ReactElement): Rendered {
  const navigate = vi.fn<(href: string) => void>()
  const wrap = (inside: ReactElement) => (
    <UiProvider navigate={navigate}>
      <Suspense fallback={null}>{inside}</Suspense>
      <Overlays />
    </UiProvider>
  )
  const user = userEvent.setup()
  const result = render(wrap(ui))
  return { ...result, user, navigate, rerender: (next) => result.rerender(wrap(next as ReactElement)) }
}
