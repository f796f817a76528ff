// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { expectAccessible } from '../src/axe'
import { password } from '../src/controls'
import { linkIn } from '../src/mailbox'
import { camille, idriss } from '../src/people'
import { expect, type Plano, test } from '../src/test'

const REFUSED = 'Ce lien n’est plus valable'

/** Invites him, and gives the link in his letter. */
async function invited(plano: Plano): Promise<string> {
  const administrator = await plano.setUp(camille)
  const { organisations } = await administrator.get<{ organisations: { id: string }[] }>('/me')
  await administrator.post('/admin/accounts', {
    draft: randomUUID(),
    email: idriss.email,
    given_name: idriss.given,
    family_name: idriss.family,
    organisations: organisations.map((it) => it.id),
    language: 'fr',
    invite: true,
  })
  return linkIn(await plano.mail.letterTo(idriss.email, '/invitation#'), '/invitation')
}

test('an invitation serves once, and a newer one takes its place @both', async ({ plano }) => {
  const first = await invited(plano)
  const office = await plano.windowOf(camille, '/administration/comptes')
  await office.getByRole('button', { name: `${idriss.given} ${idriss.family}`, exact: true }).click()
  await office.getByRole('button', { name: 'Renvoyer l’invitation' }).click()
  await expect(office.getByText('La précédente ne marche plus.').first()).toBeVisible()
  await expect.poll(() => plano.mail.letters.filter((it) => it.to === idriss.email).length).toBe(2)
  const second = linkIn(await plano.mail.letterTo(idriss.email, '/invitation#'), '/invitation')
  expect(second).not.toBe(first)

  const page = await plano.window()
  await page.goto(first)
  await expect(page.getByText(REFUSED)).toBeVisible()
  await expect(page.getByText('Demandez une nouvelle invitation à la personne qui vous a invité.')).toBeVisible()
  await expectAccessible(page)

  // Two windows on the newer one: whoever is first has the account, the other is told.
  const other = await plano.window()
  for (const it of [page, other]) {
    await it.goto(second)
    await password(it).fill(idriss.password)
  }
  await page.getByRole('button', { name: 'Créer mon compte' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${idriss.given}` })).toBeVisible()
  await other.getByRole('button', { name: 'Créer mon compte' }).click()
  await expect(other.getByRole('alert').or(other.getByText(REFUSED)).first()).toBeVisible()
  await expect(other.getByRole('heading', { level: 1, name: `Bonjour ${idriss.given}` })).toHaveCount(0)
  const late = await plano.window()
  await late.goto(second)
  await expect(late.getByText(REFUSED)).toBeVisible()
  // In the office the account is open now, without a reload.
  await expect(office.getByRole('row').filter({ hasText: idriss.email })).toContainText('Actif')
})

test('an invitation whose term has passed is refused in plain words @both', async ({ plano }) => {
  const link = await invited(plano)
  await plano.program.timePasses('UPDATE mailed_links SET expires_at = 1')
  const page = await plano.window()
  await page.goto(link)
  await expect(page.getByText(REFUSED)).toBeVisible()
  await expect(page.getByText('Demandez une nouvelle invitation à la personne qui vous a invité.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Créer mon compte' })).toHaveCount(0)
})
