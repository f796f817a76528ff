// SPDX-License-Identifier: EUPL-1.2
// The guard over every page, itself guarded: each fault it is for is planted here and must be noticed.
import { type Browser, expect, test } from '@playwright/test'
import { expectAccessible } from '../src/axe'
import { Watch } from '../src/watch'

const ORIGIN = 'http://plano.test'
const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'"

interface Planted {
  body?: string
  doing?: string
  scripts?: Record<string, string>
  policy?: string
}

async function faultsOn(
  browser: Browser,
  { body = '', doing = '', scripts = {}, policy = POLICY }: Planted,
): Promise<string[]> {
  const context = await browser.newContext()
  const watch = new Watch(ORIGIN)
  await watch.over(context)
  await context.route('**', async (route) => {
    const url = new URL(route.request().url())
    if (url.origin !== ORIGIN) return await route.abort()
    if (url.pathname === '/favicon.ico') return await route.fulfill({ status: 204 })
    const script = scripts[url.pathname]
    if (script !== undefined) return await route.fulfill({ contentType: 'text/javascript', body: script })
    if (url.pathname.startsWith('/api/'))
      return await route.fulfill({ status: Number(url.pathname.split('/').at(-1)), body: '{}' })
    await route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': policy }, body: page(body) })
  })
  const open = await context.newPage()
  await open.goto(ORIGIN)
  if (doing) await open.evaluate(doing)
  // Reports come over the same wire as answers: after one more, all before it are here.
  await open.evaluate(() => new Promise(requestAnimationFrame))
  await context.close()
  return watch.faults
}

const page = (body: string) =>
  `<!doctype html><html lang="fr"><head><title>Essai</title></head><body><main><h1>Essai</h1>${body}</main></body></html>`

test('a calm page has no fault', async ({ browser }) => {
  expect(await faultsOn(browser, { doing: "fetch('/api/v1/404').then(() => undefined)" })).toEqual([])
})

test('something inline is noticed', async ({ browser }) => {
  const faults = await faultsOn(browser, { body: '<p style="color: red">Bonjour</p>' })
  expect(faults.join('\n')).toContain('content security policy')
})

test('a request to another host is noticed', async ({ browser }) => {
  // Even where the policy would let it pass.
  const doing = "fetch('https://ailleurs.example/x').catch(() => undefined)"
  const faults = await faultsOn(browser, { doing, policy: `${POLICY} https://ailleurs.example` })
  expect(faults.join('\n')).toContain('request to another host: GET https://ailleurs.example/x')
})

test('an error in the console is noticed', async ({ browser }) => {
  const faults = await faultsOn(browser, { doing: "console.error('une erreur')" })
  expect(faults.join('\n')).toContain('console error')
})

test('an error that nobody caught is noticed', async ({ browser }) => {
  const faults = await faultsOn(browser, {
    body: '<script src="/a.js"></script>',
    scripts: { '/a.js': "throw new Error('tombé')" },
  })
  expect(faults.join('\n')).toContain('uncaught error')
})

test('an answer of the 500s is noticed', async ({ browser }) => {
  const faults = await faultsOn(browser, { doing: "fetch('/api/v1/500').then(() => undefined)" })
  expect(faults.join('\n')).toContain('console error')
})

test('a field without a name is noticed by axe', async ({ browser }) => {
  const context = await browser.newContext()
  const open = await context.newPage()
  await open.setContent(page('<input type="text">'))
  await expect(expectAccessible(open)).rejects.toThrow(/label/)
  await open.setContent(page('<label>Nom <input type="text"></label>'))
  await expectAccessible(open)
  await context.close()
})
