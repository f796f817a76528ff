// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import type { Organisation } from '@/api/types'
import { branchOf, destinations, matching, treeOf } from './tree'

const organisation = (id: string, parent: string | null, name = id): Organisation => ({
  id,
  name,
  parent,
  path: [],
  accounts: 0,
  branch_accounts: 0,
  open_to_requests: false,
  email_domains: [],
  quota_bytes: null,
  used_bytes: 0,
  administrators: [],
  etag: '"1"',
  can: { manage: true, add_child: true, delete: true, limit: true },
})

const list = [
  organisation('ministry', null, 'Ministère'),
  organisation('roads', 'ministry', 'Direction des routes'),
  organisation('bridges', 'roads', 'Ouvrages d’art'),
  organisation('housing', 'ministry', 'Hébergement'),
]

test('the flat list becomes a tree, with levels from one', () => {
  const [ministry] = treeOf(list)
  expect(ministry?.level).toBe(1)
  expect(ministry?.children.map((it) => it.organisation.id)).toEqual(['roads', 'housing'])
  expect(ministry?.children[0]?.children[0]?.level).toBe(3)
})

test('a branch administrator, who does not receive the ministry, still sees the branch', () => {
  const seen = treeOf(list.filter((it) => it.id !== 'ministry'))
  expect(seen.map((it) => it.organisation.id)).toEqual(['roads', 'housing'])
  expect(seen.every((it) => it.level === 1)).toBe(true)
})

test('a branch is everything below, whatever the order of the list', () => {
  expect(branchOf([...list].reverse(), 'roads')).toEqual(new Set(['roads', 'bridges']))
})

test('an organisation is never offered a place below itself, nor the one it has', () => {
  const roads = list[1] as Organisation
  expect(destinations(list, roads).map((it) => it.id)).toEqual(['housing'])
})

test('a place is offered only where the server allows children', () => {
  const closed = list.map((it) => (it.id === 'housing' ? { ...it, can: { ...it.can, add_child: false } } : it))
  expect(destinations(closed, closed[1] as Organisation)).toEqual([])
})

test('a search ignores accents and keeps the way down to what it found', () => {
  expect(matching(list, 'hebergement').map((it) => it.id)).toEqual(['ministry', 'housing'])
  expect(matching(list, 'OUVRAGES').map((it) => it.id)).toEqual(['ministry', 'roads', 'bridges'])
  expect(matching(list, 'x')).toEqual([])
})
