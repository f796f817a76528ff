// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { calledIn, forWriting, fromMarkup, type Named, standingIn, toMarkup } from './mentions'

const unknown = () => undefined
const again = (body: string, nameOf: (id: string) => string | undefined = unknown, hintOf = unknown) => {
  const { text, named } = forWriting(body, nameOf, hintOf)
  return { text, sent: toMarkup(text, named) }
}

test('written again, whoever is not known keeps the name that stands in the message, and nobody becomes somebody else', () => {
  const body = 'Vu avec @[Léa Roy](acc_1), @[Idriss \\[RH\\]](acc_2) et @[tous](everyone)'
  expect(again(body)).toEqual({ text: 'Vu avec @Léa Roy, @Idriss [RH] et @tous', sent: body })
})

test('whoever is called otherwise today is shown so, and the message sent unchanged is what it was', () => {
  const body = '@[Léa Roy](acc_1), puis @[Léa](acc_1) et @[Léa \\Roy](acc_2)'
  expect(again(body, (id) => (id === 'acc_1' ? 'Léa Martin' : undefined))).toEqual({
    text: '@Léa Martin, puis @Léa et @Léa Roy',
    sent: body,
  })
})

test('two of one name are called apart and each is told, by a name of their own where they have one', () => {
  const body = '@[Marie Dupont](acc_1) et @[Marie Dupont](acc_2), pas @[Marie Dupont](acc_1)'
  expect(again(body)).toEqual({ text: '@Marie Dupont et @Marie Dupont (2), pas @Marie Dupont', sent: body })
  const renamed = '@[Marie Dupont](acc_1) et @[Marie Roy](acc_2)'
  expect(again(renamed, () => 'Marie Dupont')).toEqual({ text: '@Marie Dupont et @Marie Roy', sent: renamed })
})

test('what they do tells them apart, unless both do the same', () => {
  const body = '@[Marie Dupont](acc_1), @[Marie Dupont](acc_2), @[Marie Dupont](acc_3)'
  const does: Record<string, string> = { acc_1: 'Voirie', acc_2: 'Urbanisme', acc_3: 'Voirie' }
  const { text, named } = forWriting(body, unknown, (id) => does[id])
  expect(text).toBe('@Marie Dupont, @Marie Dupont (Urbanisme), @Marie Dupont (2)')
  expect(toMarkup(text, named)).toBe(body)
})

test('a person and a channel of one name need no telling apart', () => {
  const body = `@[travaux](grp_1) dans [#travaux](${location.origin}/p/prj_1/messages/chn_2)`
  expect(again(body)).toEqual({ text: '@travaux dans #travaux', sent: body })
})

test('read, each is called by the plain name', () => {
  const body = '@[Marie Dupont](acc_1) et @[Marie Dupont](acc_2) et @[](acc_3)'
  expect(fromMarkup(body, unknown).text).toBe('@Marie Dupont et @Marie Dupont et @[](acc_3)')
  expect(again(body).sent).toBe(body)
})

test('somebody is called the same again, and takes the plain name once its bearer has left the text', () => {
  const first: Named = { id: 'acc_1', name: 'Marie Dupont' }
  const second: Named = { id: 'acc_2', name: 'Marie Dupont' }
  const apart = calledIn([first], second, unknown)
  expect(apart).toEqual({ id: 'acc_2', name: 'Marie Dupont (2)', said: 'Marie Dupont' })
  expect(calledIn([first, apart], second, unknown)).toBe(apart)
  expect(standingIn('Voir @Marie Dupont (2)', [first, apart])).toEqual([apart])
  expect(calledIn(standingIn('Voir ', [first]), second, unknown)).toEqual(second)
  // Followed by a letter, it is not the other one who is called.
  expect(toMarkup('@Marie Dupont (2)x', [first, apart])).toBe('@[Marie Dupont](acc_2)x')
})
