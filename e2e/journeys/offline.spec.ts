// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { camille } from '../src/people'
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
