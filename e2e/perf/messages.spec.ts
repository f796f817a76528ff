// SPDX-License-Identifier: EUPL-1.2
// How a channel of 200,000 messages feels on a slow laptop: what it takes to open at the first unread message, to scroll,
// to type while others write. It reports; no time decides whether it passes. Figures: bench/README.md.
import { randomUUID } from 'node:crypto'
import type { CDPSession, Page } from '@playwright/test'
import type { Api } from '../src/api'
import { camille, idriss, maelle } from '../src/people'
import { expect, type Plano, test } from '../src/test'

const MESSAGES = Number(process.env.PLANO_TEST_MESSAGES ?? 200_000)
const READ = MESSAGES / 2
/** How many times slower than this machine. */
const SLOWED = 4
const TIMES = 7

interface Channel {
  id: string
  name: string
  is_main: boolean
}

interface Place {
  big: string
  small: string
  base: string
  others: readonly Api[]
  own: Api
}

/** What people write: mostly a sentence, sometimes more, now and then something that takes room. */
const BODIES = [
  'Oui, c’est noté.',
  'Je regarde cela cet après-midi et je vous dis.',
  'Le **bleu profond** se lit mieux que le vert sauge, surtout de loin. Le contraste est de 12:1 avec la police blanche.',
  'Voir https://www.rivemont.example/signaletique et la note jointe au compte rendu de jeudi.',
  'Merci.',
  'Trois points avant jeudi :\n\n- valider les teintes\n- commander les panneaux\n- prévenir l’accueil',
  '> Le devis du mobilier est arrivé.\n\nOn le signe quand ? La banque la plus basse est à `75 cm`.',
  'Le quai 2 est fermé de 9 h à 11 h : le chargement passe par la rue des Tilleuls, et le gardien ouvre la grille du fond. '.repeat(
    4,
  ),
  '```sql\nSELECT salle, COUNT(*)\nFROM reservations\nGROUP BY salle;\n```',
  '| Salle | Places |\n|---|---|\n| Garonne | 40 |\n| Adour | 12 |',
]

/** Two channels; one holds all these messages, half of which Camille has read. */
async function fill(plano: Plano): Promise<Place> {
  const own = await plano.setUp(camille)
  await plano.colleague(own, maelle)
  await plano.colleague(own, idriss)
  const project = await own.createProject('Accueil des usagers')
  const invitations = await Promise.all(
    [maelle, idriss].map(async (it) => ({ account: await plano.accountOf(it), role: 'member' })),
  )
  await own.post(`/projects/${project.id}/members`, { invitations })
  await own.post(`/projects/${project.id}/channels`, {
    draft: randomUUID(),
    kind: 'open',
    name: 'annonces',
    people: [],
    requires_threads: false,
  })
  let channels: Channel[] = []
  await expect
    .poll(async () => {
      channels = (await own.get<{ items: Channel[] }>(`/projects/${project.id}/channels`)).items
      return channels.length
    })
    .toBe(2)
  const [big, small] = [channels.find((it) => it.is_main), channels.find((it) => !it.is_main)]
  if (!big || !small) throw new Error('both are there')
  const quoted = BODIES.map((it, at) => `WHEN ${at} THEN '${it.replaceAll("'", "''")}'`).join(' ')
  // Microseconds: one message a minute, the last one an hour ago.
  const last = (Date.now() - 3_600_000) * 1000
  await plano.program.timePasses(`
    CREATE TEMP TABLE people AS
      SELECT id, row_number() OVER (ORDER BY email) - 1 AS at FROM accounts WHERE email <> '${camille.email}' ORDER BY email LIMIT 2;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MESSAGES})
    INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
    SELECT randomblob(16),
           (SELECT id FROM channels WHERE is_main), i, (SELECT id FROM people WHERE at = (i / 3) % 2),
           randomblob(16), 'text',
           CASE (i * 7 + i / 11) % ${BODIES.length} ${quoted} END, ${last} - (${MESSAGES} - i) * 60000000, 1
      FROM n;
    UPDATE channels SET last_seq = ${MESSAGES}, last_posted_at = ${last} WHERE is_main;
    INSERT INTO channel_readers (account, channel, read_seq, is_muted)
    SELECT a.id, c.id, ${READ}, FALSE FROM accounts a, channels c WHERE a.email = '${camille.email}' AND c.is_main
    ON CONFLICT (account, channel) DO UPDATE SET read_seq = ${READ};`)
  return {
    big: big.id,
    small: small.id,
    base: `/p/${project.id}/messages`,
    others: [await plano.as(maelle), await plano.as(idriss)],
    own: await plano.as(camille),
  }
}

const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b)
const part = (list: readonly number[], share: number): number =>
  sorted(list)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0
const told = (list: readonly number[]): string =>
  `median ${part(list, 0.5).toFixed(0)} ms, 95 % ${part(list, 0.95).toFixed(0)} ms, at most ${Math.max(...list).toFixed(0)} ms`

async function slowed(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
  return session
}

/** Processor time that the page's own thread takes for this, in milliseconds of this machine, not slowed. */
async function processor(session: CDPSession, what: () => Promise<unknown>): Promise<number> {
  const taken = async () =>
    (await session.send('Performance.getMetrics')).metrics.find((it) => it.name === 'TaskDuration')?.value ?? 0
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const before = await taken()
  await what()
  const after = await taken()
  await session.send('Performance.disable')
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
  return (after - before) * 1000
}

/** From the press on its link to the picture in which the first unread message stands. */
async function opening(page: Page, place: Place): Promise<number> {
  await page.evaluate((channel) => {
    const kept = globalThis as unknown as { opened: Promise<number> }
    kept.opened = new Promise((done) => {
      document.addEventListener(
        'click',
        (event) => {
          if (!(event.target as Element).closest(`a[href$="${channel}"]`)) return
          const from = event.timeStamp
          const look = () => {
            const log = document.querySelector('[role="log"]')
            const mark = [...(log?.querySelectorAll('h2, h3, h4') ?? [])].find(
              (it) => it.textContent === 'Nouveaux messages',
            )
            const box = mark?.getBoundingClientRect()
            const isThere = box && box.top >= 0 && box.bottom <= innerHeight && log?.querySelector('article')
            if (!isThere) return void requestAnimationFrame(look)
            // After this picture has been drawn.
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)))
          }
          look()
        },
        { capture: true },
      )
    })
  }, place.big)
  await page
    .getByRole('navigation', { name: 'Canaux' })
    .getByRole('link', { name: /général/ })
    .click()
  return await page.evaluate(() => (globalThis as unknown as { opened: Promise<number> }).opened)
}

/** The time between pictures, and what held them up, while this goes on. */
async function pictures(page: Page, what: () => Promise<void>): Promise<{ gaps: number[]; held: string[] }> {
  await page.evaluate(() => {
    const kept = { gaps: [] as number[], held: [] as string[], isOn: true }
    Object.assign(globalThis, { pictures: kept })
    let before = performance.now()
    const next = (now: number) => {
      kept.gaps.push(now - before)
      before = now
      if (kept.isOn) requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
    interface LongFrame extends PerformanceEntry {
      blockingDuration: number
      styleAndLayoutStart: number
      scripts: { sourceFunctionName: string; invoker: string; duration: number; forcedStyleAndLayoutDuration: number }[]
    }
    new PerformanceObserver((list) => {
      for (const it of list.getEntries() as LongFrame[])
        kept.held.push(
          `${it.duration.toFixed(0)} ms: ${it.scripts
            .map(
              (script) =>
                `${script.invoker} ${script.sourceFunctionName} ${script.duration.toFixed(0)} (layout ${script.forcedStyleAndLayoutDuration.toFixed(0)})`,
            )
            .join(', ')}; style and layout ${(it.startTime + it.duration - it.styleAndLayoutStart).toFixed(0)}`,
        )
    }).observe({ type: 'long-animation-frame' })
  })
  await what()
  return await page.evaluate(async () => {
    const { pictures: kept } = globalThis as unknown as { pictures: { gaps: number[]; held: string[]; isOn: boolean } }
    kept.isOn = false
    await new Promise((later) => setTimeout(later, 200))
    return { gaps: kept.gaps.slice(2), held: kept.held }
  })
}

test(`a channel of ${MESSAGES} messages, slowed ${SLOWED} times`, async ({ plano }) => {
  test.setTimeout(600_000)
  const place = await fill(plano)
  const lines: string[] = []
  const say = (line: string) => {
    lines.push(line)
    console.log(`  ${line}`)
  }

  const page = await plano.windowOf(camille, `${place.base}/${place.small}`)
  const session = await slowed(page)
  const times: number[] = []
  const taken: number[] = []
  for (let turn = 0; turn < TIMES * 2; turn++) {
    // As if nothing had been read, in a window that has not held the channel.
    await place.own.put(`/channels/${place.big}/read`, { seq: READ })
    await page.goto(`${place.base}/${place.small}`)
    await page.getByRole('textbox', { name: 'Écrire dans #annonces' }).waitFor()
    await page.waitForTimeout(1500)
    // What others do on this machine meanwhile lengthens the times; the processor time hardly.
    if (turn < TIMES) times.push(await opening(page, place))
    else taken.push(await processor(session, async () => await opening(page, place)))
  }
  // The first one also loads and compiles what the others have.
  say(
    `opens at the first of ${MESSAGES - READ} unread: ${told(times.slice(1))} (the first time ${times[0]?.toFixed(0)} ms)`,
  )
  say(`  of which processor: ${told(taken)}, not slowed`)

  const box = await page.getByRole('log').boundingBox()
  if (!box) throw new Error('the list is there')
  for (const [way, distance] of [
    ['up', 30_000],
    ['down', -30_000],
  ] as const) {
    const { gaps, held } = await pictures(page, async () => {
      await session.send('Input.synthesizeScrollGesture', {
        x: 800,
        y: 400,
        yDistance: distance,
        speed: 4000,
        gestureSourceType: 'mouse',
      })
    })
    say(
      `scrolling ${way}, 30,000 px: ${told(gaps)} between pictures, ${gaps.filter((it) => it > 50).length} of ${gaps.length} over 50 ms`,
    )
    for (const it of sorted(held.map(Number.parseFloat)).reverse().slice(0, 3))
      say(`  held up: ${held.find((line) => Number.parseFloat(line) === it)}`)
  }

  const scrolled = await processor(session, async () => {
    await session.send('Input.synthesizeScrollGesture', {
      x: 800,
      y: 400,
      yDistance: 30_000,
      speed: 4000,
      gestureSourceType: 'mouse',
    })
  })
  say(
    `scrolling 30,000 px takes ${scrolled.toFixed(0)} ms of processor, not slowed: ${(scrolled / 30).toFixed(0)} ms a 1,000 px`,
  )

  // Somebody types while two others write, at the end of the channel.
  await page.getByRole('button', { name: /derniers messages|nouveaux messages/ }).click()
  const field = page.getByRole('textbox', { name: 'Écrire dans #général' })
  await field.click()
  await page.evaluate(() => {
    const keys: number[] = []
    Object.assign(globalThis, { keys })
    document.addEventListener(
      'keydown',
      (event) => {
        const from = event.timeStamp
        requestAnimationFrame(() => setTimeout(() => keys.push(performance.now() - from)))
      },
      { capture: true },
    )
  })
  let isTyping = true
  const writing = place.others.map(async (it) => {
    while (isTyping) {
      await it
        .post(`/channels/${place.big}/messages`, { draft: randomUUID(), body: BODIES[Math.floor(Math.random() * 8)] })
        .catch(() => undefined)
      await new Promise((later) => setTimeout(later, 400))
    }
  })
  await field.pressSequentially(
    'Le comité se réunit jeudi à neuf heures, salle Garonne, et la visite suit. '.repeat(2),
    {
      delay: 60,
      timeout: 240_000,
    },
  )
  isTyping = false
  await Promise.all(writing)
  const keys = await page.evaluate(() => (globalThis as unknown as { keys: number[] }).keys)
  say(
    `typing while two others write five messages a second: ${told(keys)} from the key to the picture, ${keys.filter((it) => it > 100).length} of ${keys.length} over 100 ms`,
  )

  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number }
  say(`memory of scripts after all this: ${(usedSize / 1024 / 1024).toFixed(0)} MiB`)
  await test.info().attach('figures', { body: lines.join('\n'), contentType: 'text/plain' })
})
