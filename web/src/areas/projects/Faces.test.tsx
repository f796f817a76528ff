// SPDX-License-Identifier: EUPL-1.2
import '@/testing/request'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Project } from '@/api/types'
import { renderUi } from '@/testing/render'
import fr from './fr'
import { Faces } from './ProjectFrame'
import { membersOf } from './queries'

test('the way to the members is named by its words, which the letters of their faces do not contradict', () => {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  cache.setQueryData(membersOf('prj_1').queryKey, [])
  renderUi(
    <QueryClientProvider client={cache}>
      <Faces project={{ id: 'prj_1', members: 12 } as Project} />
    </QueryClientProvider>,
  )
  const link = screen.getByRole('link', { name: fr.frame.manageMembers(12) })
  expect(link.hasAttribute('aria-label')).toBe(false)
})
