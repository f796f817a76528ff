// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { CUT_MS, GONE, openInvitation, propose } from '../src/controls'
import { camille, maelle, nameOf, yannick } from '../src/people'
import { expect, test } from '../src/test'

test('joining a group opens its projects in the window that is open, leaving it closes them @both', async ({
  plano,
}) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  await plano.colleague(administrator, yannick)
  const project = await (await plano.as(maelle)).createProject('Voirie et réseaux')
  const [office, hers, his] = [
    await plano.windowOf(camille),
    await plano.windowOf(maelle),
    await plano.windowOf(yannick),
  ]

  await office.goto('/administration/groupes')
  await office.getByRole('button', { name: 'Créer un groupe' }).first().click()
  const creation = office.getByRole('dialog')
  await creation.getByRole('textbox', { name: 'Nom du groupe' }).fill('Équipe voirie')
  await creation.getByRole('button', { name: 'Créer le groupe' }).click()
  await expect(office.getByText('Le groupe Équipe voirie est créé.').first()).toBeVisible()

  // A group is invited as a person is, and counts as one member.
  await hers.goto(`/p/${project.id}`)
  const invitation = await openInvitation(hers)
  await propose(invitation, 'Personnes, groupes ou adresses', 'voirie', 'Équipe voirie')
  await invitation.getByRole('button', { name: 'Envoyer l’invitation' }).click()
  const line = hers.getByRole('row').filter({ hasText: 'Équipe voirie' })
  await expect(line).toContainText('Groupe, 0 personne')
  await his.goto('/projets')
  await expect(his.getByText('Aucun projet pour l’instant')).toBeVisible()

  await propose(office, 'Ajouter une personne', 'morvezen', nameOf(yannick))
  await expect(office.getByText(`${nameOf(yannick)} est dans le groupe.`).first()).toBeVisible()
  // The field waits for the next person, with nothing in the way of the list below it.
  await expect(office.getByRole('combobox', { name: 'Ajouter une personne' })).toBeFocused()
  await expect(office.getByRole('listbox')).toHaveCount(0)
  await expectAccessible(office)

  // He has done nothing: the project is there, and she sees that the group has grown.
  await his
    .getByRole('main')
    .getByRole('link', { name: /Voirie et réseaux/ })
    .first()
    .click()
  await expect(his).toHaveTitle(/Voirie et réseaux/)
  await expect(line).toContainText('Groupe, 1 personne')

  await office.getByRole('button', { name: `Retirer ${nameOf(yannick)}` }).click()
  await expect(office.getByText(`${nameOf(yannick)} n’est plus dans le groupe.`).first()).toBeVisible()
  await expect(his.getByText(GONE)).toBeVisible({ timeout: CUT_MS })
  await expect(his.getByText('Voirie et réseaux')).toHaveCount(0)
  await expect(line).toContainText('Groupe, 0 personne')
})
