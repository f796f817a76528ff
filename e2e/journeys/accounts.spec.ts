// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Api } from '../src/api'
import { expectAccessible } from '../src/axe'
import { confirm, expectSignedOut, propose } from '../src/controls'
import { camille, idriss, maelle, nameOf, yannick } from '../src/people'
import { expect, test } from '../src/test'

const rootOf = async (api: Api) =>
  (await api.get<{ organisations: { id: string }[] }>('/me')).organisations[0]?.id ?? ''

async function organisation(api: Api, name: string, parent: string): Promise<string> {
  return (await api.post<{ id: string }>('/admin/organisations', { draft: randomUUID(), name, parent })).id
}

test('several accounts are suspended and reactivated at once, and what cannot be is named @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await plano.colleague(administrator, maelle)
  await plano.colleague(administrator, yannick)
  const his = await plano.windowOf(yannick)
  await expect(his.getByRole('heading', { level: 1, name: `Bonjour ${yannick.given}` })).toBeVisible()
  const page = await plano.windowOf(camille, '/administration/comptes')
  for (const person of [camille, maelle, yannick])
    await page.getByRole('checkbox', { name: `Sélectionner ${nameOf(person)}` }).check({ force: true })
  await expect(page.getByText('3 comptes sélectionnés').first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Suspendre', exact: true }).click()
  await confirm(page, 'Suspendre')

  const result = page.getByRole('dialog', { name: 'Résultat' })
  await expect(result.getByText('2 comptes traités, 1 sans changement.')).toBeVisible()
  await expect(result.getByRole('listitem').filter({ hasText: nameOf(camille) })).toContainText(
    'Vous ne pouvez pas le faire sur votre propre compte.',
  )
  await expectSignedOut(his)
  await result.getByRole('button', { name: 'Fermer' }).last().click()
  for (const person of [maelle, yannick])
    await expect(page.getByRole('row').filter({ hasText: person.email })).toContainText('Suspendu')

  for (const person of [maelle, yannick])
    await page.getByRole('checkbox', { name: `Sélectionner ${nameOf(person)}` }).check({ force: true })
  await page.getByRole('button', { name: 'Réactiver', exact: true }).click()
  await expect(page.getByText('2 comptes traités.').first()).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: yannick.email })).toContainText('Actif')
})

test('the exported list is a table for spreadsheets in which nothing is a formula @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  await administrator.post('/admin/accounts', {
    draft: randomUUID(),
    email: 'formule@rivemont.example',
    given_name: '=HYPERLINK("http://ailleurs.example";"Agathe")',
    family_name: '+33 Durand',
    function: '@SUM(A1:A9)',
    organisations: [await rootOf(administrator)],
    language: 'fr',
    invite: false,
  })
  const page = await plano.windowOf(camille, '/administration/comptes')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Exporter' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
  const text = await readFile(await file.path(), 'utf8')
  expect(text.charCodeAt(0), 'the mark of UTF-8').toBe(0xfeff)
  expect(text).toContain(camille.email)
  const line = text.split('\r\n').find((it) => it.includes('formule@rivemont.example')) ?? ''
  for (const inert of [`'=HYPERLINK`, `'+33 Durand`, `'@SUM(A1:A9)`]) expect(line).toContain(inert)
  expect(line).not.toMatch(/(^|[,;"])[=+@]/)
})

test('a branch administrator sees his branch and no other, and no project @both', async ({ plano }) => {
  const administrator = await plano.setUp(camille)
  const root = await rootOf(administrator)
  const culture = await organisation(administrator, 'Direction de la culture', root)
  const library = await organisation(administrator, 'Médiathèque', culture)
  const roads = await organisation(administrator, 'Direction de la voirie', root)
  await plano.colleague(administrator, maelle, culture)
  await plano.colleague(administrator, idriss, library)
  await plano.colleague(administrator, yannick, roads)
  const secret = await (await plano.as(idriss)).createProject('Fonds ancien', { organisation: library })

  // Before, there is no administration for her; she is appointed, and it is there.
  const hers = await plano.windowOf(maelle)
  await expect(hers.getByRole('heading', { level: 1, name: `Bonjour ${maelle.given}` })).toBeVisible()
  await expect(hers.getByRole('link', { name: 'Administration', exact: true })).toHaveCount(0)
  const page = await plano.windowOf(camille, `/administration/structures?structure=${culture}`)
  await page.getByRole('button', { name: 'Nommer une personne' }).click()
  const dialog = page.getByRole('dialog', { name: 'Nommer une personne' })
  await propose(dialog, 'Personne à nommer', 'kervadec', nameOf(maelle))
  await dialog.getByRole('button', { name: 'Nommer la personne' }).click()
  await expect(page.getByText(`${nameOf(maelle)} administre maintenant cette branche.`).first()).toBeVisible()
  await hers.getByRole('link', { name: 'Administration', exact: true }).click()

  await expect(hers.getByText('Vous administrez Direction de la culture.')).toBeVisible()
  const table = hers.getByRole('table', { name: 'Comptes de l’installation' })
  await expect(table.getByText(maelle.email)).toBeVisible()
  await expect(table.getByText(idriss.email)).toBeVisible()
  await expect(table.getByText(yannick.email)).toHaveCount(0)
  await expect(table.getByText(camille.email)).toHaveCount(0)
  await expectAccessible(hers)

  // Not by its address either.
  await hers.goto(`/administration/comptes?compte=${await plano.accountOf(yannick)}`)
  await expect(table.getByText(idriss.email)).toBeVisible()
  await expect(hers.getByText(yannick.email)).toHaveCount(0)
  await hers.goto('/administration/structures')
  await expect(hers.getByText('Médiathèque').first()).toBeVisible()
  await expect(hers.getByText('Direction de la voirie')).toHaveCount(0)
  await hers.goto('/administration/journal')
  await expect(hers.getByText(`${nameOf(idriss)} a ouvert son compte`).first()).toBeVisible()
  await expect(hers.getByText(nameOf(yannick))).toHaveCount(0)
  await hers.goto('/administration/reglages')
  await expect(hers.getByText('Cette page concerne toute l’installation')).toBeVisible()

  // What is in the projects of her branch is not hers to read; nor is it the installation's administrator's.
  for (const reader of [hers, page]) {
    await reader.goto(`/p/${secret.id}`)
    await expect(reader.getByText('Cette page n’existe pas ou n’est plus accessible')).toBeVisible()
    await expect(reader.getByText('Fonds ancien')).toHaveCount(0)
  }
})
