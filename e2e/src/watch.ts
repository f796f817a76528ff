// SPDX-License-Identifier: EUPL-1.2
import type { BrowserContext, ConsoleMessage } from '@playwright/test'

/**
 * What must never happen on any page, whatever the test is about: a violation of the content security policy, an error
 * in the console, a request to another host.
 */
export class Watch {
  readonly faults: string[] = []
  #isAway = false
  #isFailing = false

  constructor(private readonly origin: string) {}

  async over(context: BrowserContext): Promise<void> {
    await context.exposeBinding('planoReportsViolation', ({ page }, violation: string) => {
      this.faults.push(`content security policy, on ${page.url()}: ${violation}`)
    })
    await context.addInitScript(() => {
      const report = (globalThis as unknown as { planoReportsViolation: (violation: string) => void })
        .planoReportsViolation
      document.addEventListener('securitypolicyviolation', (it) => {
        report(
          `${it.violatedDirective} refused ${it.blockedURI || 'inline'} (${it.sourceFile ?? ''}:${it.lineNumber ?? ''})`,
        )
      })
    })
    context.on('request', (request) => {
      const url = new URL(request.url())
      if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== this.origin) {
        this.faults.push(`request to another host: ${request.method()} ${request.url()}`)
      }
    })
    context.on('weberror', (it) => {
      this.faults.push(`uncaught error, on ${it.page()?.url() ?? '?'}: ${it.error().stack ?? it.error().message}`)
    })
    context.on('console', (message) => {
      if (message.type() === 'error' && !this.#isExpected(message)) {
        this.faults.push(
          `console error, on ${message.page()?.url() ?? '?'}: ${message.text()} (${message.location().url})`,
        )
      }
    })
  }

  /** While the network or the program is taken away on purpose, its absence is no fault. */
  async whileAway(what: () => Promise<void>): Promise<void> {
    this.#isAway = true
    try {
      await what()
    } finally {
      this.#isAway = false
    }
  }

  /** While a test itself answers that something is wrong on the server, that answer is no fault. */
  async whileFailing(what: () => Promise<void>): Promise<void> {
    this.#isFailing = true
    try {
      await this.whileAway(what)
    } finally {
      this.#isFailing = false
    }
  }

  #isExpected(message: ConsoleMessage): boolean {
    const text = message.text()
    // Chromium itself writes a line for each answer of the 400s: what the page makes of it is for the test to look at.
    const isRefusal = /^Failed to load resource: the server responded with a status of 4\d\d/.test(text)
    if (isRefusal && new URL(message.location().url || this.origin).pathname.startsWith('/api/')) return true
    if (this.#isFailing && /status of 500/.test(text)) return true
    return this.#isAway && /net::ERR_|WebSocket connection to|status of 50[234]|network\.unreachable/.test(text)
  }
}
