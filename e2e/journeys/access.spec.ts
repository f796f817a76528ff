// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { GONE } from '../src/controls'
import { camille, maelle, nameOf, yannick } from '../src/people'
import { expect, test } from '../src/test'

test('access is asked for on the refused page, and given in one click @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  await plano.colleague(administrator, yannick)
  const project = await (await plano.as(maelle)).createProject('Accueil des usagers')
  const [hers, his] = [await plano.windowOf(maelle), await plano.windowOf(yannick)]
  await expect(hers.getByRole('heading', { level: 1, name: `Bonjour ${maelle.given}` })).toBeVisible()

  await his.goto(`/p/${project.id}`)
  await expect(his.getByText(GONE)).toBeVisible()
  await his.getByRole('button', { name: 'Demander l’accès au propriétaire' }).click()
  const dialog = his.getByRole('dialog', { name: 'Demander l’accès' })
  await dialog.getByRole('textbox', { name: 'Motif' }).fill('Je tiens le guichet le mardi.')
  await expectAccessible(his)
  await dialog.getByRole('button', { name: 'Demander l’accès' }).click()
  await expect(dialog.getByText('Votre demande est envoyée.')).toBeVisible()
  await his.keyboard.press('Escape')

  // She is told at once, wherever she is, and answers where she reads it.
  await expect(hers.getByRole('navigation', { name: 'Navigation principale' })).toContainText('1')
  await hers
    .getByRole('navigation', { name: 'Navigation principale' })
    .getByRole('link', { name: /Notifications/ })
    .click()
  const panel = hers.getByRole('dialog', { name: 'Notifications' })
  await expect(panel.getByText(`${nameOf(yannick)} demande à rejoindre Accueil des usagers`)).toBeVisible()
  await panel.getByRole('button', { name: `Accepter ${nameOf(yannick)}` }).click()
  await expect(hers.getByText(`La demande de ${nameOf(yannick)} est acceptée.`).first()).toBeVisible()

  // The page that refused him opens by itself.
  await expect(his).toHaveTitle(/Accueil des usagers/)
  await expect(his.getByText(GONE)).toHaveCount(0)
})

test('a project that does not exist answers a request in the same words @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, yannick)
  const his = await plano.windowOf(yannick)
  let opened = () => {}
  const isWriting = new Promise<void>((done) => {
    opened = done
  })
  await his.routeWebSocket('**/live', async (socket) => {
    await isWriting
    const server = socket.connectToServer()
    // As one who was away for so long that what he missed is not known any more.
    socket.onMessage((said) =>
      server.send(String(said).replace(/"cursor":"[^"]*"/, '"cursor":"9000000000000000000.1"')),
    )
  })
  await his.goto('/p/prj_00000000000000000000000001')
  await his.getByRole('button', { name: 'Demander l’accès au propriétaire' }).press('Enter')
  const dialog = his.getByRole('dialog', { name: 'Demander l’accès' })
  const reason = dialog.getByRole('textbox', { name: 'Motif' })
  await expect(reason).toBeFocused()
  await his.keyboard.type('Je tiens le guichet le mardi.')
  // Everything is asked for again: what he has written stays.
  const again = his.waitForResponse((it) => it.url().endsWith('/projects/prj_00000000000000000000000001'))
  opened()
  await again
  await expect(reason).toHaveValue('Je tiens le guichet le mardi.')
  await dialog.getByRole('button', { name: 'Demander l’accès' }).click()
  await expect(dialog.getByText('Votre demande est envoyée.')).toBeVisible()
})
