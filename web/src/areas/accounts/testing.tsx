// SPDX-License-Identifier: EUPL-1.2
// A server for the tests of this area: answers by method and path, and remembers what it was asked.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { vi } from 'vitest'
import type { Instance, Me } from '@/api/types'
import { type Rendered, renderUi } from '@/testing/render'

export interface Asked {
  method: string
  path: string
  body: unknown
}
type Answer = { status?: number; body?: unknown }
export type Answers = Record<string, Answer | ((asked: Asked) => Answer)>

export const anInstance: Instance = {
  name: 'Agglomération de Rivemont',
  version: '0',
  is_set_up: true,
  languages: ['fr', 'en'],
  default_language: 'fr',
  access_requests: { open: true, email_domains: ['rivemont.example'] },
  password: { min_length: 12, admin_min_length: 16 },
  links: { accessibility: null, privacy: null, legal: null, help: null },
}

export const aMe: Me = {
  account: {
    id: 'acc_1',
    name: 'Camille Rovère',
    given_name: 'Camille',
    family_name: 'Rovère',
    function: null,
    organisation: null,
    is_external: false,
    is_active: true,
    photo: null,
  },
  email: 'camille@rivemont.example',
  language: 'fr',
  time_zone: 'Europe/Paris',
  organisations: [],
  display: {
    theme: 'system',
    density: 'comfortable',
    reading_font: false,
    single_key_shortcuts: true,
    reduced_motion: false,
  },
  is_instance_admin: false,
  administers: [],
  can: { create_projects: true, search_people: true, administer: false },
  password_changed_at: '2026-01-01T00:00:00Z',
  session: 'ses_1',
  session_is_fresh: false,
  unread_notifications: 0,
  access_ends_on: null,
  cursor: 'c0',
}

/** A refusal as the server writes it. */
export const refusal = (status: number, code: string, more: object = {}): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code, ...more },
})

/** Draws with a server behind. `answers` is by `METHOD /path`; the installation is always known. */
export function renderWith(ui: ReactElement, answers: Answers): Rendered & { asked: Asked[]; cache: QueryClient } {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '')
    const text = await request.clone().text()
    const one: Asked = { method: request.method, path, body: text === '' ? null : JSON.parse(text) }
    asked.push(one)
    const found =
      answers[`${one.method} ${path}`] ?? (path === '/instance' ? { body: anInstance } : refusal(404, 'not_found'))
    const { status = 200, body } = typeof found === 'function' ? found(one) : found
    return new Response(status === 204 ? null : JSON.stringify(body ?? {}), {
      status,
      headers: { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' },
    })
  })
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return {
    ...renderUi(<QueryClientProvider client={cache}>{ui}</QueryClientProvider>),
    asked,
    cache,
  }
}
