// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { aProject } from '../src/messages'
import { camille, maelle } from '../src/people'
import { expect, test } from '../src/test'

test('the server goes away and comes back: nothing is lost, and what happened meanwhile is shown @both', async ({
  plano,
}) => {
  const administrator = await plano.setUp(camille)
  const project = await administrator.createProject('Courrier dématérialisé')
  const page = await plano.windowOf(camille, `/p/${project.id}`)
  await expect(page).toHaveTitle(/Courrier dématérialisé/)

  await plano.watch.whileAway(async () => {
    await plano.program.stop('SIGKILL')
    await expect(page.getByText('Le serveur ne répond pas.')).toBeVisible()
    // What is shown stays readable.
    await expect(page).toHaveTitle(/Courrier dématérialisé/)
    await expectAccessible(page)
    // Asking again does no harm while it is still away.
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await expect(page.getByText('Le serveur ne répond pas.')).toBeVisible()

    await plano.program.serve()
    await administrator.renameProject(project.id, 'Courrier numérique')
    // Nothing to press: the window finds its way back by itself.
    await expect(page.getByText('Le serveur ne répond pas.')).toHaveCount(0, { timeout: 30_000 })
  })
  await expect(page).toHaveTitle(/Courrier numérique/)
})

test('a reload without network shows the shell, and the work resumes with the network @both', async ({ plano }) => {
  await plano.setUp(camille)
  const page = await plano.windowOf(camille)
  await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

  await plano.watch.whileAway(async () => {
    await page.context().setOffline(true)
    await page.reload()
    // The shell comes from the browser's own store, and says what is the matter.
    await expect(
      page.getByText('Le serveur ne répond pas.').or(page.getByText('Vous êtes hors connexion.')).first(),
    ).toBeVisible()
    await page.context().setOffline(false)
    // Nothing to press: what failed for want of a network is tried again when it is back.
    await expect(page.getByRole('heading', { level: 1, name: `Bonjour ${camille.given}` })).toBeVisible({
      timeout: 20_000,
    })
  })
})

test('what was written while the server was away is there after a reload, and leaves once and in order @both', async ({
  plano,
}) => {
  const { address } = await aProject(plano, maelle)
  const [his, hers] = [await plano.windowOf(camille), await plano.windowOf(maelle)]
  await his.goto(address)
  await hers.goto(address)
  const writing = his.getByRole('textbox', { name: 'Écrire dans #général' })
  const read = hers.getByRole('log', { name: 'Messages de général' })
  await expect(read).toBeVisible()
  await expect(writing).toBeVisible()
  await his.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const texts = ['Le hall est prêt.', '@Maëlle, on ouvre à 9 h ?', 'Les panneaux suivent.']
  const shown = his.getByRole('region', { name: '3 messages attendent d’être envoyés' }).getByRole('listitem')

  await plano.watch.whileAway(async () => {
    await plano.program.stop('SIGKILL')
    for (const text of texts) {
      await writing.fill(text)
      await writing.press('Enter')
      await expect(writing).toHaveValue('')
    }
    await writing.fill('À propos du guichet')
    await his.reload()

    await expect(his.getByText('Le serveur ne répond pas.').first()).toBeVisible()
    await expect(shown).toHaveCount(3)
    for (const [at, text] of texts.entries()) await expect(shown.nth(at)).toContainText(text)
    await expect(shown.first()).toContainText('#général · Accueil des usagers')
    const drafts = his.getByRole('region', { name: '1 brouillon' })
    await expect(drafts.getByText('À propos du guichet')).toBeVisible()
    await expectAccessible(his)

    await plano.program.serve()
    // Nothing to press: the page opens by itself, and what waited leaves.
    await expect(writing).toHaveValue('À propos du guichet', { timeout: 30_000 })
    const lines = read.getByRole('article').filter({ hasText: /hall est prêt|on ouvre à 9 h|panneaux suivent/ })
    await expect(lines).toHaveCount(3, { timeout: 30_000 })
    for (const [at, text] of texts.entries()) await expect(lines.nth(at)).toContainText(text)
    await expect(his.getByText('En attente d’envoi')).toHaveCount(0)
  })

  // Nothing of it is left to be seen once he has gone.
  await his.getByRole('button', { name: 'ouvrir le menu de mon compte' }).click()
  await his.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await expect(his.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible()
  await plano.watch.whileAway(async () => {
    await plano.program.stop()
    await his.goto(address)
    await expect(his.getByText('Le serveur ne répond pas.').first()).toBeVisible()
    await expect(his.getByText('À propos du guichet')).toHaveCount(0)
    // Nobody is left to miss the server.
    for (const page of [his, hers]) await page.close()
  })
})
