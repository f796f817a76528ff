// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from '@playwright/test'
import { demoAccounts } from '../src/demo'
import { wordsIn } from '../src/words'

test('the words of the client can be had in both languages', async () => {
  const [fr, en] = [await wordsIn('fr'), await wordsIn('en')]
  expect(fr.accounts.signIn.send).toBe('Se connecter')
  expect(en.accounts.signIn.send).not.toBe(fr.accounts.signIn.send)
  expect(en.projects.members.invite).not.toBe('')
})

test('the accounts of the demonstration are read from what it prints', () => {
  const printed =
    'Comptes :\n  camille.rovere@rivemont.example   le-gue-traverse-camille   Camille Rovère, administration\n' +
    '  a.b@c.example  x-y-z  A B\n  d.e@f.example\tu-v-w\tD E, externe\n'
  expect(demoAccounts(printed)).toEqual([
    {
      email: 'camille.rovere@rivemont.example',
      password: 'le-gue-traverse-camille',
      about: 'Camille Rovère, administration',
    },
    { email: 'a.b@c.example', password: 'x-y-z', about: 'A B' },
    { email: 'd.e@f.example', password: 'u-v-w', about: 'D E, externe' },
  ])
})
