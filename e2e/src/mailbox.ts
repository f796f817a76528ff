// SPDX-License-Identifier: EUPL-1.2
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Letter {
  to: string
  subject: string
  text: string
  html: string
}

/** The mail server of the tests: keeps what it is given, sends nothing on. */
export class Mailbox {
  readonly letters: Letter[] = []
  readonly #server: SMTPServer
  #waiting: (() => void)[] = []

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onData: (stream, session, done) => {
        simpleParser(stream).then(
          (mail) => {
            for (const recipient of session.envelope.rcptTo) {
              this.letters.push({
                to: recipient.address.toLowerCase(),
                subject: mail.subject ?? '',
                text: mail.text ?? '',
                html: mail.html || '',
              })
            }
            done()
            for (const wake of this.#waiting.splice(0)) wake()
          },
          (problem: Error) => done(problem),
        )
      },
    })
  }

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox()
    await new Promise<void>((ready) => mailbox.#server.listen(0, '127.0.0.1', ready))
    return mailbox
  }

  get url(): string {
    const address = this.#server.server.address() as AddressInfo
    return `smtp+plain://127.0.0.1:${address.port}`
  }

  /** The latest letter to this address whose subject or text says so, waited for. */
  async letterTo(to: string, saying: string | RegExp = '', withinMs = 15_000): Promise<Letter> {
    const says = (letter: Letter) => {
      const whole = `${letter.subject}\n${letter.text}`
      return typeof saying === 'string' ? whole.includes(saying) : saying.test(whole)
    }
    const deadline = Date.now() + withinMs
    for (;;) {
      const found = this.letters.findLast((it) => it.to === to.toLowerCase() && says(it))
      if (found) return found
      const left = deadline - Date.now()
      if (left <= 0) {
        const had = this.letters.map((it) => `${it.to}: ${it.subject}`).join('\n  ') || 'none at all'
        throw new Error(`No letter to ${to} saying ${saying}. Letters received:\n  ${had}`)
      }
      await Promise.race([
        new Promise<void>((wake) => this.#waiting.push(wake)),
        new Promise<void>((wake) => setTimeout(wake, left).unref()),
      ])
    }
  }

  async close(): Promise<void> {
    await new Promise<void>((closed) => this.#server.close(() => closed()))
  }
}

/** The link in a letter that leads to this page; its secret stands in the fragment, which no server ever sees. */
export function linkIn(letter: Letter, page: string): string {
  const found = new RegExp(`https?://\\S+${page}#[\\w.~-]+`).exec(letter.text)
  if (!found) throw new Error(`No link to ${page} in the letter “${letter.subject}”:\n${letter.text}`)
  return found[0]
}
