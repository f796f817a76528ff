// SPDX-License-Identifier: EUPL-1.2
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, test } from 'vitest'
import { renderUi } from '@/testing/render'
import { useRouteAnnouncements } from './routeAnnouncements'

let arrive = () => {}

/** A screen whose data comes late: its heading with it. */
function Late() {
  const [isThere, setThere] = useState(false)
  arrive = () => setThere(true)
  return isThere ? <h1>Membres</h1> : null
}

function Frame() {
  useRouteAnnouncements()
  return (
    <>
      <button type="button">Avant</button>
      <button type="button">Après</button>
      <main>
        <Outlet />
      </main>
    </>
  )
}

async function onTheWay() {
  const root = createRootRoute({ component: Frame })
  const home = createRoute({ getParentRoute: () => root, path: '/', component: () => <h1>Accueil</h1> })
  const late = createRoute({ getParentRoute: () => root, path: '/membres', component: Late })
  const history = createMemoryHistory({ initialEntries: ['/'] })
  const router = createRouter({ routeTree: root.addChildren([home, late]), history })
  renderUi(<RouterProvider router={router} />)
  await screen.findByRole('heading', { name: 'Accueil' })
  await act(() => router.navigate({ to: '/membres' as never }))
  await waitFor(() => expect(screen.queryByRole('heading')).toBeNull())
}

describe('the heading of the next screen', () => {
  test('takes the focus when it comes', async () => {
    await onTheWay()
    act(() => arrive())
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Membres' })))
  })

  test('leaves it to who has gone on with Tab meanwhile', async () => {
    await onTheWay()
    await userEvent.tab()
    await userEvent.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Après' }))
    act(() => arrive())
    await waitFor(() => expect(document.title).toContain('Membres'))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Après' }))
  })
})
