// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { fill, signInBy } from '../src/controls'
import { linkIn } from '../src/mailbox'
import { camille } from '../src/people'
import { expect, test } from '../src/test'

const NEW = 'camille.rovere-lang@rivemont.example'

test('an address changes once the letter sent to the new one is answered, in whatever browser @both', async ({
  plano,
}) => {
  await plano.setUp(camille)
  const page = await plano.windowOf(camille, '/reglages/profil')
  await page.getByRole('button', { name: 'Changer d’adresse' }).click()
  const dialog = page.getByRole('dialog', { name: 'Changer d’adresse électronique' })
  await fill(dialog, { 'Nouvelle adresse électronique': NEW })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Envoyer le message' }).click()
  await expect(page.getByText(`Un message vient de partir vers ${NEW}.`).first()).toBeVisible()

  // Until then nothing has changed.
  const link = linkIn(await plano.mail.letterTo(NEW, '/adresse#'), '/adresse')
  const before = await plano.window()
  await signInBy(before, NEW, camille.password)
  await expect(before.getByRole('alert')).toBeVisible()

  const elsewhere = await plano.window()
  await elsewhere.goto(link)
  await expect(elsewhere.getByText('Votre nouvelle adresse est confirmée.')).toBeVisible()
  await expectAccessible(elsewhere)
  await signInBy(elsewhere, NEW, camille.password)
  await expect(elsewhere.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()
  await expect(page.getByRole('main').getByText(NEW)).toBeVisible()

  // The link has served.
  const late = await plano.window()
  await late.goto(link)
  await expect(late.getByText('Ce lien n’est plus valable')).toBeVisible()
})
