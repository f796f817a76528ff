// SPDX-License-Identifier: EUPL-1.2
import { screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { RequestAccess } from './RequestAccess'
import { type Answers, refusal, renderWith } from './testing'

afterEach(() => vi.unstubAllGlobals())

const organisations: Answers = {
  'GET /access-requests/organisations': {
    body: { items: [{ id: 'org_1', name: 'Agglomération', path: ['Agglomération'] }] },
  },
}
type Body = { draft: string; email: string }

async function fill(user: ReturnType<typeof renderWith>['user'], email: string) {
  await screen.findByRole('option', { name: 'Agglomération' })
  await user.type(screen.getByRole('textbox', { name: 'Prénom' }), 'Nour')
  await user.type(screen.getByRole('textbox', { name: 'Nom' }), 'Attali')
  await user.type(screen.getByRole('textbox', { name: /Adresse électronique/ }), email)
  await user.selectOptions(screen.getByRole('combobox', { name: 'Structure' }), 'org_1')
  await user.type(screen.getByRole('textbox', { name: /Pourquoi/ }), 'Groupe de travail')
}
const send = () => screen.getByRole('button', { name: 'Envoyer la demande' })

test('the rule on addresses is said before, and a refused one on its field', async () => {
  const { user } = renderWith(<RequestAccess />, {
    ...organisations,
    'POST /access-requests': refusal(422, 'email.domain_refused', { params: { domains: 'rivemont.example' } }),
  })
  await screen.findByText('Une adresse qui se termine par @rivemont.example.')
  await fill(user, 'nour@messagerie.example')
  await user.click(send())
  await screen.findByText(/Cette adresse n’est pas professionnelle/)
  expect(screen.getByRole('textbox', { name: /Adresse électronique/ }).getAttribute('aria-invalid')).toBe('true')
})

test('sending again after a lost answer makes one request; a corrected one is another', async () => {
  let tries = 0
  const { user, asked } = renderWith(<RequestAccess />, {
    ...organisations,
    'POST /access-requests': () => {
      tries += 1
      return tries < 3 ? refusal(503, 'server.busy') : { status: 202 }
    },
  })
  await fill(user, 'nour@rivemont.example')
  await user.click(send())
  await screen.findByRole('alert')
  await user.click(send())
  await vi.waitFor(() => expect(tries).toBe(2))
  await screen.findByRole('alert')
  await user.type(screen.getByRole('textbox', { name: /Service/ }), 'Accueil')
  await user.click(send())
  await screen.findByRole('heading', { name: 'Confirmez votre adresse' })
  const drafts = asked.filter((it) => it.method === 'POST').map((it) => (it.body as Body).draft)
  expect(drafts[0]).toBe(drafts[1])
  expect(drafts[2]).not.toBe(drafts[0])
})
