// SPDX-License-Identifier: EUPL-1.2
import { CUT_MS, confirm, expectSignedOut, fill, GONE, openInvitation } from '../src/controls'
import { camille, maelle, nameOf, yannick } from '../src/people'
import { expect, test } from '../src/test'

test('two people in one project see each other’s changes as they happen @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  const project = await administrator.createProject('Accueil des usagers')
  const [left, right] = [await plano.windowOf(camille), await plano.windowOf(maelle)]
  await right.goto('/projets')
  await expect(right.getByText('Aucun projet pour l’instant')).toBeVisible()

  // She is invited: the project comes to her, and so does the notification.
  await left.goto(`/p/${project.id}`)
  const dialog = await openInvitation(left)
  await dialog.getByRole('combobox', { name: 'Personnes, groupes ou adresses' }).fill('kervadec')
  await left.getByRole('option', { name: nameOf(maelle) }).click()
  await dialog.getByRole('button', { name: 'Envoyer l’invitation' }).click()
  await expect(right.getByRole('main').getByText('Accueil des usagers')).toBeVisible()
  await expect(right.getByRole('navigation', { name: 'Navigation principale' })).toContainText('1')

  // He renames it in the settings: it is renamed before her eyes.
  await right.goto(`/p/${project.id}`)
  await left.getByRole('main').getByRole('link', { name: 'Réglages', exact: true }).click()
  await fill(left, { 'Nom du projet': 'Guichet unique' })
  await left.getByRole('button', { name: 'Enregistrer', exact: true }).first().click()
  await expect(right).toHaveTitle(/Guichet unique/)
})

test('removal cuts the open window within two seconds @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, yannick)
  const project = await administrator.createProject('Élections 2027')
  await administrator.post(`/projects/${project.id}/members`, {
    invitations: [{ account: await plano.accountOf(yannick), role: 'member' }],
  })

  const his = await plano.windowOf(yannick, `/p/${project.id}`)
  await expect(his).toHaveTitle(/Élections 2027/)

  const page = await plano.windowOf(camille, `/p/${project.id}/membres`)
  await page.getByRole('button', { name: `Actions pour ${nameOf(yannick)}` }).click()
  await page.getByRole('menuitem', { name: 'Retirer du projet' }).click()
  await confirm(page, 'Retirer du projet')
  await expect(page.getByText(`${nameOf(yannick)} n’est plus membre du projet.`).first()).toBeVisible()
  await expect(his.getByText(GONE)).toBeVisible({ timeout: CUT_MS })
  await expect(his.getByText('Élections 2027')).toHaveCount(0)
})

test('deactivation ends every window of a person @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, yannick)
  const his = await plano.windowOf(yannick)
  await expect(his.getByRole('heading', { level: 1, name: `Bonjour ${yannick.given}` })).toBeVisible()

  await administrator.put(`/admin/accounts/${await plano.accountOf(yannick)}/deactivation`)

  await expectSignedOut(his)
})
