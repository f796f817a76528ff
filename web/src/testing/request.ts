// SPDX-License-Identifier: EUPL-1.2
// Imported first by tests that go through the API client. The tests' browser has no page to complete an address with,
// and its abort signals are not those that Node's `Request` knows.

const Real = globalThis.Request

globalThis.Request = class extends Real {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    const { signal: _, ...rest } = init ?? {}
    super(typeof input === 'string' && input.startsWith('/') ? `http://localhost${input}` : input, rest)
  }
}

export {}
