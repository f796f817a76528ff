// SPDX-License-Identifier: EUPL-1.2

/** How long to wait before a part is asked for again, in milliseconds. */
const AGAIN_MS = 3_000

/**
 * Loads a part of the program that nobody waits for. Without the server it comes later: what is on the screen does not go
 * for its sake.
 */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
}
