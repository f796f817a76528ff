// SPDX-License-Identifier: EUPL-1.2
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type Database = 'sqlite' | 'postgres'

const START_MS = 20_000

/** The built program, as `make e2e` names it. */
export function executable(): string {
  const path = process.env.PLANO_TEST_PROGRAM ?? join(import.meta.dirname, '../../target/debug/plano')
  if (!existsSync(path)) throw new Error(`${path} is not there. \`make e2e\` builds it first.`)
  return path
}

interface Demonstration {
  folder: string
  printed: string
}

let made: Promise<Demonstration> | undefined

/** The demonstration, made once for all the tests of this process: each works on a copy of its own. */
async function demonstration(): Promise<Demonstration> {
  made ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plano-e2e-demo-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    const { stdout } = await run(executable(), ['demo', '--data', folder], {
      env: environment({}),
      maxBuffer: 16 * 1024 * 1024,
    })
    return { folder, printed: stdout }
  })()
  return await made
}

/** Nothing of ours but what is meant: the program refuses settings it does not know. */
function environment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PLANO_'))
  return { ...Object.fromEntries(own), ...settings, NO_COLOR: '1' }
}

/**
 * Below those that the system gives to whoever connects (Linux: from 32768): one that is left for a moment stays free. Above
 * 10080, the last that Chromium refuses.
 */
const PORTS = { from: 11_000, to: 32_000 }

/** A port nobody listens on. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise((told) => {
    const probe = createServer()
    probe.once('error', () => told(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => told(true)))
  })
}

/** `plano serve` on a folder of its own. */
export class Program {
  #process: ChildProcess | undefined
  #log = ''
  #listeners: (() => void)[] = []
  /** What `plano demo` printed. */
  demo = ''

  private constructor(
    readonly url: string,
    readonly data: string,
    private readonly listen: string,
    private readonly settings: Record<string, string>,
    private readonly databaseUrl: string | undefined,
  ) {}

  static async start(options: { database: Database; mail: string; demo?: boolean }): Promise<Program> {
    const data = await mkdtemp(join(tmpdir(), 'plano-e2e-'))
    const listen = `127.0.0.1:${await freePort()}`
    const url = `http://${listen}`
    const databaseUrl = options.database === 'postgres' ? await newPostgresDatabase() : undefined
    const program = new Program(
      url,
      data,
      listen,
      {
        PLANO_PUBLIC_URL: url,
        PLANO_MAIL: options.mail,
        PLANO_ADMIN_LISTEN: `127.0.0.1:${await freePort()}`,
        ...(databaseUrl ? { PLANO_DATABASE: databaseUrl } : {}),
      },
      databaseUrl,
    )
    if (options.demo) {
      const made = await demonstration()
      await cp(made.folder, data, { recursive: true })
      program.demo = made.printed
    }
    await program.serve()
    return program
  }

  /** Everything the program has said. */
  get log(): string {
    return this.#log
  }

  /** Runs another command of the program with the same settings, and gives what it prints. */
  async command(...args: string[]): Promise<string> {
    const { stdout } = await run(executable(), args, { env: this.#environment(), maxBuffer: 16 * 1024 * 1024 })
    return stdout
  }

  /**
   * Stops the program, changes its database as passing time would, and starts it again: a term of days passes in a test
   * without a clock of its own in the program.
   */
  async timePasses(statement: string): Promise<void> {
    await this.stop()
    if (this.databaseUrl) await psql(this.databaseUrl, statement)
    else await run('sqlite3', ['-bail', join(this.data, 'plano.db'), statement])
    await this.serve()
  }

  async serve(): Promise<void> {
    const child = spawn(executable(), ['serve', '--data', this.data, '--listen', this.listen], {
      env: this.#environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#log += text
        for (const wake of this.#listeners.splice(0)) wake()
      })
    }
    child.once('exit', () => {
      for (const wake of this.#listeners.splice(0)) wake()
    })
    const deadline = Date.now() + START_MS
    while (!(await this.#isReady())) {
      if (child.exitCode !== null) throw new Error(`plano ended at start:\n${this.#log}`)
      if (Date.now() > deadline) throw new Error(`plano is not ready after ${START_MS} ms:\n${this.#log}`)
      await new Promise((later) => setTimeout(later, 20))
    }
  }

  /** Waits until the log says this, and gives what the first group matched. */
  async says(pattern: RegExp, withinMs = START_MS): Promise<string> {
    const deadline = Date.now() + withinMs
    for (;;) {
      const found = pattern.exec(this.#log)
      if (found) return found[1] ?? found[0]
      const left = deadline - Date.now()
      if (left <= 0 || this.#process?.exitCode !== null)
        throw new Error(`The log does not say ${pattern}:\n${this.#log}`)
      await Promise.race([
        new Promise<void>((wake) => this.#listeners.push(wake)),
        new Promise<void>((wake) => setTimeout(wake, left).unref()),
      ])
    }
  }

  /** The one-time link of a program without any account. */
  async setUpLink(): Promise<string> {
    return `${this.url}/installation#${await this.says(/\/installation#([\w.~-]+)/)}`
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((done) => child.once('exit', () => done()))
    child.kill(signal)
    // The program itself cuts short what has not come to its end by then.
    const late = setTimeout(() => child.kill('SIGKILL'), 30_000)
    await ended
    clearTimeout(late)
  }

  async remove(): Promise<void> {
    await this.stop()
    await rm(this.data, { recursive: true, force: true })
    if (this.databaseUrl) await dropPostgresDatabase(this.databaseUrl)
  }

  #environment(): NodeJS.ProcessEnv {
    return environment(this.settings)
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health/ready`)).ok
    } catch {
      return false
    }
  }
}

/** A database of its own in the server that `scripts/with-postgres.sh` started. */
async function newPostgresDatabase(): Promise<string> {
  const server = process.env.PLANO_TEST_POSTGRES
  if (!server) throw new Error('PLANO_TEST_POSTGRES is not set: run this through scripts/with-postgres.sh.')
  const name = `e2e_${randomUUID().replaceAll('-', '')}`
  await psql(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.toString()
}

async function dropPostgresDatabase(databaseUrl: string): Promise<void> {
  const server = process.env.PLANO_TEST_POSTGRES
  const name = new URL(databaseUrl).pathname.slice(1)
  if (server) await psql(server, `DROP DATABASE ${name} WITH (FORCE)`)
}

async function psql(server: string, sql: string): Promise<void> {
  const folder = process.env.PLANO_TEST_POSTGRES_BIN
  await run(folder ? join(folder, 'psql') : 'psql', ['--no-psqlrc', '--quiet', '--command', sql, server])
}
