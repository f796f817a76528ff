// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { type APIRequestContext, expect, request } from '@playwright/test'
import type { Person } from './people'

/** The API as one person uses it. Used to arrange; what is tested is done in a browser. */
export class Api {
  private constructor(
    readonly url: string,
    private readonly http: APIRequestContext,
  ) {}

  static async signedIn(url: string, person: Person): Promise<Api> {
    const api = await Api.#anonymous(url)
    await api.post('/session', { email: person.email, password: person.password })
    return api
  }

  static async settingUp(url: string, token: string, person: Person): Promise<Api> {
    const api = await Api.#anonymous(url)
    await api.post('/setup', {
      token,
      instance_name: 'Agglomération de Rivemont',
      organisation_name: 'Agglomération de Rivemont',
      email: person.email,
      given_name: person.given,
      family_name: person.family,
      password: person.password,
      language: 'fr',
    })
    return api
  }

  /** What somebody without an account sends, such as an invitation that is accepted. */
  static async anonymously(url: string, path: string, body: object): Promise<void> {
    const api = await Api.#anonymous(url)
    await api.post(path, body)
    await api.close()
  }

  static async #anonymous(url: string): Promise<Api> {
    return new Api(url, await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } }))
  }

  async get<T = unknown>(path: string): Promise<T> {
    const answer = await this.http.get(`/api/v1${path}`)
    expect(answer.ok(), `GET ${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
    return (await answer.json()) as T
  }

  post = <T = unknown>(path: string, body: object = {}) => this.#send<T>('POST', path, body)
  /** Changes what was last read: the server refuses it when somebody was faster. */
  patch = <T = unknown>(path: string, etag: string, body: object) => this.#send<T>('PATCH', path, body, etag)
  put = <T = unknown>(path: string, body: object = {}) => this.#send<T>('PUT', path, body)
  delete = <T = unknown>(path: string) => this.#send<T>('DELETE', path)

  async createProject(name: string, more: object = {}): Promise<{ id: string }> {
    return await this.post('/projects', { draft: randomUUID(), name, ...more })
  }

  async renameProject(project: string, name: string): Promise<void> {
    const { etag } = await this.get<{ etag: string }>(`/projects/${project}`)
    await this.patch(`/projects/${project}`, etag, { name })
  }

  /** Opens the organisations to requests from people without an account. */
  async openToRequests(): Promise<void> {
    const { items } = await this.get<{ items: { id: string; etag: string }[] }>('/admin/organisations')
    for (const it of items) await this.patch(`/admin/organisations/${it.id}`, it.etag, { open_to_requests: true })
    const { etag, ...settings } = await this.get<{ etag: string }>('/admin/settings')
    await this.#send('PUT', '/admin/settings', { ...settings, access_requests_open: true }, etag)
  }

  async #send<T>(method: string, path: string, body?: object, etag?: string): Promise<T> {
    const answer = await this.http.fetch(`/api/v1${path}`, {
      method,
      ...(body ? { data: body } : {}),
      ...(etag ? { headers: { 'if-match': etag } } : {}),
    })
    const text = await answer.text()
    expect(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`).toBe(true)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  async close(): Promise<void> {
    await this.http.dispose()
  }
}
