// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { camille } from '../src/people'
import { expect, test } from '../src/test'

const LINES = 4000
const FAULTS = 37

/** A file as an administration makes it in a spreadsheet, with 37 faults of four kinds spread over it. */
function staffList(): string {
  const rows = [['adresse', 'prénom', 'nom', 'fonction', 'structure']]
  for (let n = 1; n <= LINES; n += 1) {
    const row = [
      `agent.${n}@rivemont.example`,
      'Agathe',
      n === 2718 ? 'Lœuillet' : `Durand ${n}`,
      'Agent d’accueil',
      '',
    ]
    // One line in a hundred, until all are placed; never the first of a pair of twins.
    const place = n % 100 === 50 ? Math.floor(n / 100) : FAULTS
    if (place < FAULTS) {
      if (place % 4 === 0) row[0] = `agent ${n} chez rivemont`
      if (place % 4 === 1) row[0] = `agent.${n - 1}@rivemont.example`
      if (place % 4 === 2) row[2] = ''
      if (place % 4 === 3) row[4] = 'Service qui n’existe pas'
    }
    rows.push(row)
  }
  return rows.map((row) => row.map((it) => (it.includes(';') ? `"${it}"` : it)).join(';')).join('\r\n')
}

test('4,000 accounts come from one file, whose 37 faults are named before anything is made', async ({ plano }) => {
  test.setTimeout(180_000)
  await plano.setUp(camille)
  const page = await plano.windowOf(camille)
  await page.goto('/administration/import')
  await expect(page.getByRole('heading', { level: 1, name: 'Import de comptes' })).toBeVisible()
  await expectAccessible(page)
  const file = { name: 'agents.csv', mimeType: 'text/csv', buffer: Buffer.from(staffList()) }
  await page.locator('input[type=file]').setInputFiles(file)

  // The dry run: every fault with its line, and nothing made.
  await expect(page.getByRole('heading', { name: `${FAULTS} défauts à corriger` })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Rien n’est encore créé.')).toBeVisible()
  const faults = page.getByRole('table', { name: 'Défauts du fichier, ligne par ligne' })
  // Line 1 has the names of the columns, so the fiftieth person is on line 51.
  await expect(faults.getByRole('row').filter({ hasText: '51' }).first()).toContainText('Adresse mal écrite')
  await expect(faults.getByRole('row').filter({ hasText: 'Service qui n’existe pas' })).not.toHaveCount(0)
  await expectAccessible(page)

  const began = Date.now()
  await page.getByRole('button', { name: 'Créer les 3 963 comptes valides' }).click()
  await expect(page.getByText('3 963 comptes créés.').first()).toBeVisible({ timeout: 60_000 })
  expect(Date.now() - began, 'milliseconds for the whole import').toBeLessThan(60_000)
  expect(plano.mail.letters, 'nobody is written to before an administrator sends a wave').toEqual([])

  // Found without its accent or ligature.
  await page.goto('/administration/comptes')
  await page.getByRole('searchbox', { name: 'Chercher un compte' }).fill('loeuillet')
  await expect(page.getByRole('table').getByRole('row').filter({ hasText: 'Lœuillet' })).toHaveCount(1)
})
