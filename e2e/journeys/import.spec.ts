// SPDX-License-Identifier: EUPL-1.2
import { expectAccessible } from '../src/axe'
import { camille } from '../src/people'
import { expect, test } from '../src/test'

const LINES = 4000
const FAULTS = 37

/**
 * How long a job stays with a program that was killed: on PostgreSQL it might be another node that is only slow. On
 * SQLite there is no other, and it is taken up at once.
 */
const LEASE_MS = { sqlite: 0, postgres: 60_000 }

interface Fault {
  line: number
  column: string
  says: string
}

/** A file as an administration makes it in a spreadsheet, with 37 faults of four kinds spread over it. */
function staffList(): { text: string; faults: Fault[] } {
  const rows = [['adresse', 'prénom', 'nom', 'fonction', 'structure']]
  const faults: Fault[] = []
  for (let n = 1; n <= LINES; n += 1) {
    const row = [
      `agent.${n}@rivemont.example`,
      'Agathe',
      n === 2718 ? 'Lœuillet' : `Durand ${n}`,
      'Agent d’accueil',
      '',
    ]
    // One line in a hundred, until all are placed; never the first of a pair of twins.
    if (n % 100 === 50 && faults.length < FAULTS) {
      const [at, wrong, says] = KINDS[faults.length % KINDS.length] as (typeof KINDS)[number]
      row[at] = wrong(n)
      // Line 1 has the names of the columns, so the fiftieth person is on line 51.
      faults.push({ line: n + 1, column: rows[0]?.[at] ?? '', says })
    }
    rows.push(row)
  }
  return { text: rows.map((row) => row.join(';')).join('\r\n'), faults }
}

const KINDS = [
  [0, (n: number) => `agent ${n} chez rivemont`, 'Adresse mal écrite'],
  [0, (n: number) => `agent.${n - 1}@rivemont.example`, 'Adresse en double'],
  [2, () => '', 'Nom manquant'],
  [4, () => 'Service qui n’existe pas', 'Structure inconnue'],
] as const

test('4,000 accounts come from one file, whose 37 faults are named before anything is made @both', async ({
  plano,
  database,
}) => {
  test.setTimeout(240_000)
  const administrator = await plano.setUp(camille)
  const page = await plano.windowOf(camille, '/administration/import')
  await expect(page.getByRole('heading', { level: 1, name: 'Import de comptes' })).toBeVisible()
  await expectAccessible(page)
  const { text, faults } = staffList()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'agents.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

  // The dry run: every fault with its line and its column, and nothing made.
  await expect(page.getByRole('heading', { name: `${FAULTS} défauts à corriger` })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Rien n’est encore créé.')).toBeVisible()
  const table = page.getByRole('table', { name: 'Défauts du fichier, ligne par ligne' })
  const named = await table
    .getByRole('row')
    .evaluateAll((rows) => rows.slice(1).map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
  expect(named.map(([line, column]) => ({ line: Number(line), column }))).toEqual(
    faults.map(({ line, column }) => ({ line, column })),
  )
  for (const [at, { says }] of faults.entries()) expect(named[at]?.[3]).toContain(says)
  expect((await administrator.get<{ total: number }>('/admin/accounts')).total, 'accounts after the dry run').toBe(1)
  await expectAccessible(page)

  // The import, which goes on by itself after the program was killed in the middle of it, and each line comes once.
  const began = Date.now()
  await page.getByRole('button', { name: 'Créer les 3 963 comptes valides' }).click()
  await expect(page.getByRole('progressbar', { name: 'Création des comptes en cours' })).toBeVisible()
  await plano.watch.whileAway(async () => {
    await plano.program.stop('SIGKILL')
    await plano.program.serve()
    await expect(page.getByText('3 963 comptes créés.').first()).toBeVisible({ timeout: 150_000 })
  })
  expect(Date.now() - began, 'milliseconds for the whole import').toBeLessThan(60_000 + LEASE_MS[database])
  expect((await administrator.get<{ total: number }>('/admin/accounts')).total, 'accounts, each made once').toBe(3964)
  // Herself aside, who is told of each new device of hers.
  const letters = () => plano.mail.letters.map((it) => it.to).filter((it) => it !== camille.email)
  expect(letters(), 'nobody is written to before an administrator sends a wave').toEqual([])

  // Invitations in waves: a few first, then some more, and nobody twice.
  for (const [size, left] of [
    [5, '3 958'],
    [3, '3 955'],
  ] as const) {
    await page.getByRole('spinbutton', { name: 'Nombre d’invitations' }).fill(String(size))
    await page.getByRole('button', { name: `Envoyer ${size} invitations` }).click()
    await expect(page.getByText(`${left} personnes attendent leur invitation.`)).toBeVisible()
  }
  await expect.poll(() => new Set(letters()).size).toBe(8)
  expect(letters(), 'letters, one a person').toHaveLength(8)

  // Found without its accent or ligature.
  await page.goto('/administration/comptes')
  await page.getByRole('searchbox', { name: 'Chercher un compte' }).fill('loeuillet')
  await expect(page.getByRole('table').getByRole('row').filter({ hasText: 'Lœuillet' })).toHaveCount(1)
})
