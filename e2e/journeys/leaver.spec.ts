// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { confirm, expectSignedOut, propose } from '../src/controls'
import { camille, maelle, nameOf, yannick } from '../src/people'
import { expect, test } from '../src/test'

test('a leaver’s projects go to a successor in one act @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, yannick)
  await plano.colleague(administrator, maelle)
  const his = await plano.as(yannick)
  for (const name of ['Élections 2027', 'Plan de continuité']) await his.createProject(name)
  const [office, hers, leaving] = [
    await plano.windowOf(camille),
    await plano.windowOf(maelle),
    await plano.windowOf(yannick),
  ]
  await hers.goto('/projets')
  await expect(hers.getByText('Aucun projet pour l’instant')).toBeVisible()

  await office.goto('/administration/comptes')
  await office.getByRole('button', { name: nameOf(yannick), exact: true }).click()
  await expect(office.getByText('2 projets n’ont pas d’autre responsable.')).toBeVisible()
  await office.getByRole('button', { name: 'Confier à une autre personne' }).click()
  const dialog = office.getByRole('dialog', { name: `Confier ce que tient ${nameOf(yannick)}` })
  await expect(dialog.getByText('2 projets à confier')).toBeVisible()
  // The leaver himself is not proposed.
  await propose(dialog, 'Personne qui prend la suite', 'kervadec', nameOf(maelle))
  await expectAccessible(office)
  await dialog.getByRole('button', { name: 'Confier en une fois' }).click()
  await expect(office.getByText(`${nameOf(maelle)} prend la suite : 2 projets et 0 groupe.`).first()).toBeVisible()

  // They come to her window by themselves, and she holds them.
  const list = hers.getByRole('main')
  await expect(list.getByText('Plan de continuité')).toBeVisible()
  await list
    .getByRole('link', { name: /Élections 2027/ })
    .first()
    .click()
  await hers.getByRole('link', { name: 'Membres', exact: true }).click()
  await expect(hers.getByRole('row').filter({ hasText: nameOf(maelle) })).toContainText('Responsable')

  // Then the account is closed: nothing is left without an owner.
  await office.getByRole('button', { name: 'Suspendre le compte' }).click()
  await confirm(office, 'Suspendre le compte')
  await expectSignedOut(leaving)
  const { items } = await (await plano.as(maelle)).get<{ items: { name: string }[] }>('/projects')
  expect(items.map((it) => it.name).sort()).toEqual(['Plan de continuité', 'Élections 2027'])
})
