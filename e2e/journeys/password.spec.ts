// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { fill, password, signInBy } from '../src/controls'
import { linkIn } from '../src/mailbox'
import { camille, maelle } from '../src/people'
import { expect, test } from '../src/test'

const FRESH = 'une-autre-phrase-bien-longue'

test('a forgotten password is replaced, and everything opened with the old one ends @both', async ({ plano }) => {
  await plano.setUp(camille)
  const left = await plano.windowOf(camille)
  await expect(left.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()

  const page = await plano.window()
  await page.goto('/connexion')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Mot de passe oublié ?' }).click()
  // The page before has a field of the same name.
  await expect(page.getByRole('heading', { level: 1, name: 'Mot de passe oublié' })).toBeVisible()
  await expectAccessible(page)
  await fill(page, { 'Adresse électronique': camille.email })
  await page.getByRole('button', { name: 'Recevoir un lien' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Regardez votre messagerie' })).toBeVisible()

  const link = linkIn(await plano.mail.letterTo(camille.email, '/mot-de-passe#'), '/mot-de-passe')
  await page.goto(link)
  await expectAccessible(page)
  await password(page, 'Nouveau mot de passe').fill(FRESH)
  await page.getByRole('button', { name: 'Enregistrer et me connecter' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()

  // The window that was open before is shown the door, by itself.
  await expect(left.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible()
  await signInBy(left, camille.email, camille.password)
  await expect(left.getByRole('alert')).toBeVisible()
  await signInBy(left, camille.email, FRESH)
  await expect(left.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()

  // Used once is used up.
  const late = await plano.window()
  await late.goto(link)
  await password(late, 'Nouveau mot de passe').fill(`${FRESH}-encore`)
  await late.getByRole('button', { name: 'Enregistrer et me connecter' }).click()
  await expect(late.getByRole('alert').or(late.getByText('Ce lien n’est plus valable')).first()).toBeVisible()
})

test('an address without an account is answered in the same words, and gets no letter', async ({ plano }) => {
  await plano.setUp(camille)
  const page = await plano.window()
  for (const address of [camille.email, maelle.email]) {
    await page.goto('/mot-de-passe-oublie')
    await fill(page, { 'Adresse électronique': address })
    await page.getByRole('button', { name: 'Recevoir un lien' }).click()
    await expect(page.getByText(`Si un compte existe pour ${address}, un message vient de partir.`)).toBeVisible()
  }
  await plano.mail.letterTo(camille.email, '/mot-de-passe#')
  expect(plano.mail.letters.filter((it) => it.to === maelle.email)).toEqual([])
})
