// SPDX-License-Identifier: EUPL-1.2
// What the server is made to answer, so that a state can be shown.
import type { Page } from '@playwright/test'

/** An answer of the server that never comes. */
export const never = (path: string) => async (page: Page) => await page.route(path, () => undefined)

/** An answer that is none: nobody is there. */
export const unreachable = (path: string) => async (page: Page) => await page.route(path, (route) => route.abort())

const problem = (status: number, code: string) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: code, status, code, request_id: 'req_7F3A21C9' }),
})

/** An answer that says something went wrong on the server. */
export const fails = (path: string) => async (page: Page) =>
  await page.route(path, (route) => route.fulfill(problem(500, 'internal')))

/** Many of a kind: the first of the answer, again and again. */
export const many = (path: string, count: number) => async (page: Page) =>
  await page.route(path, async (route) => {
    const answer = await route.fetch()
    const json = (await answer.json()) as { items: Record<string, unknown>[] }
    const items = Array.from({ length: count }, (_, at) => {
      const it = json.items[at % json.items.length] ?? {}
      return {
        ...it,
        id: at < json.items.length ? it.id : `${String(it.id).slice(0, -4)}${String(at).padStart(4, '0')}`,
      }
    })
    await route.fulfill({ response: answer, json: { ...json, items } })
  })

/** A request to change something that is refused, or granted without any effect: what else is shown does not depend on it. */
export const answers =
  (method: string, path: string, status: number, code = '') =>
  async (page: Page) =>
    await page.route(path, (route) =>
      route.request().method() === method
        ? route.fulfill(code === '' ? { status } : problem(status, code))
        : route.fallback(),
    )

/** An answer that is all made up: what nobody has done in the demonstration. */
export const given =
  (method: string, path: string, json: object, status = 200) =>
  async (page: Page) =>
    await page.route(path, (route) =>
      route.request().method() === method ? route.fulfill({ status, json }) : route.fallback(),
    )

/** An answer changed on its way. */
export const changed = (path: string, change: (json: never) => object) => async (page: Page) =>
  await page.route(path, async (route) => {
    if (route.request().method() !== 'GET') return await route.fallback()
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: change((await answer.json()) as never) })
  })

export interface Some {
  items: { id: string; name?: string }[]
}

/** The first of a list alone. */
export const alone = (path: string) =>
  changed(path, (json: Some) => ({ ...json, items: json.items.slice(0, 1), next: null }))

export const LONG =
  'Réhabilitation-extension du groupe scolaire intercommunal Joséphine-Baker et de son restaurant d’enfants, phase 2 bis'

/** As long as the server lets a name be, without a space to break it at. */
export const ENDLESS = `Schéma_directeur_${'intercommunal_'.repeat(5)}2027`

export const longNames = async (page: Page) => {
  await changed('**/api/v1/projects?*', (json: Some) => ({
    ...json,
    items: json.items.map((it, at) => ({ ...it, name: at % 2 === 0 ? LONG : ENDLESS })),
  }))(page)
  await changed('**/api/v1/projects/prj_*', (json: { name?: string }) => ({ ...json, name: ENDLESS }))(page)
  await changed('**/api/v1/projects/prj_*/links', () => ({
    items: [
      { id: 'prj_00000000000000000000000001', name: LONG, icon: 'school', colour: 'cat-6' },
      { id: 'prj_00000000000000000000000002', name: ENDLESS, icon: 'map', colour: 'cat-3' },
    ],
  }))(page)
  const named = <T extends { person?: object | null }>(it: T) =>
    it.person
      ? {
          ...it,
          person: {
            ...it.person,
            name: 'Marie-Antoinette Rakotondrasoa-Vandenbroucke de La Rochefoucauld-Montmorency',
            function:
              'Responsable adjointe de la coordination intercommunale des politiques éducatives et périscolaires',
          },
        }
      : it
  for (const path of ['**/api/v1/projects/prj_*/members?*', '**/api/v1/admin/accounts?*'])
    await changed(path, (json: { items: { person?: object | null }[] }) => ({ ...json, items: json.items.map(named) }))(
      page,
    )
}
