// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { Api } from './api'
import { linkIn, Mailbox } from './mailbox'
import type { Person } from './people'
import { type Database, Program } from './program'
import { Watch } from './watch'
import { Wire } from './wire'

export { expect } from '@playwright/test'

export interface Options {
  database: Database
}

/** A running Plano with its mail, and the windows people open on it. */
export class Plano {
  readonly #apis: Api[] = []
  readonly #wires: Wire[] = []

  constructor(
    readonly program: Program,
    readonly mail: Mailbox,
    readonly watch: Watch,
    private readonly browser: Browser,
  ) {}

  get url(): string {
    return this.program.url
  }

  /** A browser of its own, as on another machine: no cookie, no cache. */
  async window(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      viewport: { width: 1366, height: 768 },
      ...options,
    })
    await this.watch.over(context)
    return await context.newPage()
  }

  /** A browser in which this person is signed in already, and what it shows. */
  async windowOf(person: Person, at = '/', options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.window(options)
    await signIn(page, this.url, person)
    await page.goto(at)
    return page
  }

  /** A way to the program that can be cut, for the window that is opened with it. */
  async wire(): Promise<Wire> {
    const wire = await Wire.open()
    this.#wires.push(wire)
    return wire
  }

  /** What this person does without looking, to arrange what a test is not about. */
  async as(person: Person): Promise<Api> {
    const api = await Api.signedIn(this.url, person)
    this.#apis.push(api)
    return api
  }

  /** Makes the instance, its first organisation and its administrator. */
  async setUp(administrator: Person): Promise<Api> {
    const link = await this.program.setUpLink()
    const api = await Api.settingUp(this.url, link.split('#')[1] ?? '', administrator)
    this.#apis.push(api)
    return api
  }

  /** Makes an account for this colleague, who accepts the invitation that comes by mail. */
  async colleague(administrator: Api, person: Person, organisation?: string): Promise<void> {
    const own = await administrator.get<{ organisations: { id: string }[] }>('/me')
    const organisations = organisation ? [{ id: organisation }] : own.organisations
    await administrator.post('/admin/accounts', {
      draft: randomUUID(),
      email: person.email,
      given_name: person.given,
      family_name: person.family,
      organisations: organisations.map((it) => it.id),
      language: 'fr',
      invite: true,
    })
    await this.acceptInvitation(person)
  }

  /** The id of this person's account. */
  async accountOf(person: Person): Promise<string> {
    const api = await this.as(person)
    return (await api.get<{ account: { id: string } }>('/me')).account.id
  }

  /** What the person does with the letter, when a test is about something else. */
  async acceptInvitation(person: Person): Promise<void> {
    const link = linkIn(await this.mail.letterTo(person.email, '/invitation#'), '/invitation')
    await Api.anonymously(this.url, '/invitations/acceptance', {
      token: link.split('#')[1],
      given_name: person.given,
      family_name: person.family,
      password: person.password,
      language: 'fr',
    })
  }

  async close(): Promise<void> {
    await Promise.all([...this.#apis, ...this.#wires].map((it) => it.close()))
  }
}

/** Signs in through the API; the page that does it has tests of its own. */
export async function signIn(page: Page, url: string, person: Person): Promise<void> {
  const answer = await page.request.post(`${url}/api/v1/session`, {
    headers: { origin: url },
    data: { email: person.email, password: person.password },
  })
  expect(answer.status(), await answer.text()).toBe(200)
}

export const test = base.extend<{ plano: Plano } & Options>({
  database: ['sqlite', { option: true }],
  plano: async ({ browser, database }, use, info) => {
    const mail = await Mailbox.open()
    const program = await Program.start({ database, mail: mail.url })
    const watch = new Watch(program.url)
    const plano = new Plano(program, mail, watch, browser)
    try {
      await use(plano)
    } finally {
      for (const context of browser.contexts()) await context.close()
      await plano.close()
      await program.remove()
      await mail.close()
      if (info.status !== info.expectedStatus) {
        await info.attach('log', { body: program.log, contentType: 'text/plain' })
        await info.attach('faults', { body: watch.faults.join('\n'), contentType: 'text/plain' })
      }
    }
    expect(watch.faults, 'faults on the pages of this test').toEqual([])
  },
})
