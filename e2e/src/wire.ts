// SPDX-License-Identifier: EUPL-1.2
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { BrowserContextOptions } from '@playwright/test'

/**
 * The way of one browser to the program, which can be cut: what is open is broken off at once, what is asked meanwhile is
 * refused. The browser itself goes on believing that it has a network, as behind a switch that fails.
 */
export class Wire {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isCut = false
  #cutAt: ((asked: IncomingMessage) => boolean) | undefined

  private constructor() {
    this.#server = createServer((asked, answer) => {
      const loses = this.#cutAt?.(asked) ?? false
      // All else is cut before: what comes of it is not heard either.
      if (loses) this.#cutBut(asked.socket)
      const passed = request(
        asked.url ?? '',
        { method: asked.method, headers: asked.headers, agent: false },
        (back) => {
          // It was heard and done; who asked never learns it.
          if (loses) return this.cut()
          answer.writeHead(back.statusCode ?? 502, back.rawHeaders)
          back.pipe(answer)
        },
      )
      passed.on('error', () => answer.destroy())
      answer.once('close', () => passed.destroy())
      asked.pipe(passed)
    })
    // Nothing is broken off but by a cut.
    this.#server.keepAliveTimeout = 0
    this.#server.on('connection', (it) => this.#keep(it))
    // The live socket.
    this.#server.on('connect', (asked, near: Socket, first) => {
      const [host, port] = (asked.url ?? '').split(':')
      const far = this.#keep(connect(Number(port), host, () => near.write('HTTP/1.1 200 OK\r\n\r\n')))
      far.write(first)
      near.pipe(far).pipe(near)
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const)
        one.once('close', () => other.destroy())
    })
  }

  static async open(): Promise<Wire> {
    const wire = new Wire()
    await new Promise<void>((opened) => wire.#server.listen(0, '127.0.0.1', opened))
    return wire
  }

  /** For the window that is to be at this end of it. */
  get window(): BrowserContextOptions {
    return { proxy: { server: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}` } }
  }

  cut(): void {
    this.#cutBut(undefined)
  }

  /** Cuts once the program has done the next thing that is asked so: the answer is lost. */
  cutAtAnswer(method: string, path: RegExp): void {
    this.#cutAt = (it) => it.method === method && path.test(it.url ?? '')
  }

  mend(): void {
    this.#isCut = false
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((closed) => this.#server.close(closed))
  }

  #cutBut(stays: Socket | undefined): void {
    this.#isCut = true
    this.#cutAt = undefined
    for (const it of this.#sockets) if (it !== stays) it.destroy()
  }

  #keep(socket: Socket): Socket {
    // Broken off at one end or the other: that is what it is for.
    socket.on('error', () => socket.destroy())
    if (this.#isCut) return socket.destroy()
    this.#sockets.add(socket)
    return socket.once('close', () => this.#sockets.delete(socket))
  }
}
