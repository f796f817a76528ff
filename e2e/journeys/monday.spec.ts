// SPDX-License-Identifier: EUPL-1.2
// Monday, after two weeks of leave: fourteen projects, 1,900 unread messages, read in two minutes.
import { expectAccessible } from '../src/axe'
import { type Channel, mainOf, post } from '../src/messages'
import { camille, maelle } from '../src/people'
import { expect, test } from '../src/test'

const PROJECTS = 14
/** Unread in each project, the busiest first: 1,900 together, of which a few are posted at the end. */
const WRITTEN = [640, 410, 260, 180, 120, 90, 60, 45, 30, 22, 15, 10, 7, 4]
const DAY_MS = 86_400_000
/** What somebody reads who is in no hurry. */
const WORDS_IN_TWO_MINUTES = 2 * 220

test('after two weeks, fourteen projects and 1,900 messages are read in two minutes, and put behind in all windows', async ({
  plano,
}) => {
  test.setTimeout(120_000)
  const his = await plano.setUp(camille)
  await plano.colleague(his, maelle)
  const hers = await plano.accountOf(maelle)
  const channels: Channel[] = []
  for (let n = 1; n <= PROJECTS; n++) {
    const project = await his.createProject(`Chantier ${n}`)
    await his.post(`/projects/${project.id}/members`, { invitations: [{ account: hers, role: 'member' }] })
    channels.push(await mainOf(his, project.id))
  }
  const [busiest, second] = channels
  if (!busiest || !second) throw new Error('there are fourteen')
  // The thread she follows began before she left.
  const root = await post(await plano.as(maelle), second.id, 'Qui tient l’accueil en juillet ?')

  // Two weeks of what others write.
  const now = Date.now() * 1000
  const places = WRITTEN.map((count, at) => `('Chantier ${at + 1}', ${count})`).join(', ')
  await plano.program.timePasses(`
    CREATE TEMP TABLE written AS SELECT column1 AS name, column2 AS count FROM (VALUES ${places});
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)
    INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
    SELECT randomblob(16), c.id, c.last_seq + n.i, a.id, randomblob(16), 'text', 'Point ' || n.i || ' de la quinzaine',
           ${now} - (w.count - n.i + 1) * (${14 * DAY_MS}000 / (w.count + 1)), 1
      FROM written w JOIN projects p ON p.name = w.name JOIN channels c ON c.project = p.id AND c.is_main
      JOIN accounts a ON a.email = '${camille.email}' JOIN n ON n.i <= w.count;
    UPDATE channels SET last_posted_at = ${now},
      last_seq = last_seq + (SELECT w.count FROM written w JOIN projects p ON p.name = w.name WHERE p.id = channels.project)
      WHERE is_main;`)
  const api = await plano.as(camille)
  await post(api, busiest.id, `@[Maëlle](${hers}) le plan est à relire avant midi`)
  await post(api, busiest.id, `@[Maëlle](${hers}) merci pour la note`)
  await post(api, second.id, 'Les panneaux seront bleus.', { kind: 'decision' })
  await post(api, second.id, 'Idriss, du 3 au 17.', { thread: root.id })
  await post(api, channels[5]?.id ?? '', 'Le lot 3 est reçu.')
  await post(api, channels[6]?.id ?? '', 'La grue part mardi.')
  await post(api, channels[13]?.id ?? '', 'Visite jeudi à 9 h.')
  const talk = await api.post<{ id: string }>('/me/conversations', { people: [hers] })
  await post(api, talk.id, 'As-tu une minute ce matin ?')

  const herApi = await plano.as(maelle)
  const mine = async () => (await herApi.get<{ items: Channel[] }>('/me/channels')).items
  const unread = (of: readonly Channel[]) => of.reduce((sum, it) => sum + it.unread, 0)
  expect(unread(await mine())).toBe(1_900)

  // How much waits is said on her first page; then « what happened since I left »: all that asks for her, and no more than
  // is read in two minutes.
  const [page, other] = [await plano.windowOf(maelle), await plano.windowOf(maelle)]
  const waits = (words: RegExp | string) => other.getByRole('main').getByText(words)
  await other.goto('/')
  await expect(waits(/^1\s900 messages non lus dans 15 canaux ou conversations/)).toBeVisible()
  const left = new Date(Date.now() - 15 * DAY_MS).toISOString().slice(0, 10)
  await page.goto(`/rattrapage?depuis=${left}`)
  const section = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })
  await expect(section('Mentions').getByText('le plan est à relire avant midi')).toBeVisible()
  await expect(section('Mentions').getByText('merci pour la note')).toBeVisible()
  await expect(section('Messages directs').getByText('As-tu une minute ce matin ?')).toBeVisible()
  await expect(section('Fils suivis').getByText('Qui tient l’accueil en juillet ?')).toBeVisible()
  await expect(section('Décisions').getByText('Les panneaux seront bleus.')).toBeVisible()
  await expect(section('Canaux les plus animés').getByText('642 messages')).toBeVisible()
  await expect(section('Canaux les plus animés').getByText('9 autres canaux')).toBeVisible()
  // biome-ignore lint/performance/useDomNodeTextContent: what is read, not what is there.
  const words = (await page.getByRole('main').innerText()).split(/\s+/).length
  expect(words).toBeLessThan(WORDS_IN_TWO_MINUTES)
  await expectAccessible(page)

  // She opens the busiest at the first message she has not read, and comes back.
  await section('Canaux les plus animés')
    .getByRole('link', { name: /Chantier 1$/ })
    .click()
  await expect(page.getByRole('heading', { name: 'Nouveaux messages' })).toBeInViewport()
  await expect(page.getByRole('article').filter({ hasText: /Point 1 de la quinzaine/ })).toBeInViewport()
  await page.goBack()

  // Put behind, section by section; the other window says so too. A mention is, without what stands around it.
  for (const name of ['Mentions', 'Messages directs', 'Fils suivis', 'Canaux les plus animés']) {
    await section(name).getByRole('button', { name: 'Tout marquer comme lu' }).click()
  }
  const busy = [...WRITTEN].slice(0, 5).reduce((sum, it) => sum + it, 0) + 3
  await expect.poll(async () => unread(await mine())).toBe(1_900 - busy - 1)
  await expect(waits(/^286 messages non lus dans 9 canaux ou conversations/)).toBeVisible()

  // The others are listed where they are counted; one press puts them all behind, and another brings them back.
  await section('Canaux les plus animés').getByText('9 autres canaux').click()
  const others = section('Canaux les plus animés').getByRole('group')
  await expect(others.getByRole('listitem')).toHaveCount(9)
  await expect(others.getByRole('listitem').filter({ hasText: 'Chantier 6' })).toContainText('91 non lus')
  await others.getByRole('button', { name: 'Tout marquer comme lu' }).click()
  await expect(waits('Vous avez tout lu.')).toBeVisible()
  await page.getByRole('button', { name: 'Annuler' }).last().click()
  await expect(waits(/^286 messages non lus dans 9 canaux/)).toBeVisible()
  await others.getByRole('button', { name: 'Tout marquer comme lu' }).click()
  await expect(waits('Vous avez tout lu.')).toBeVisible()
})
