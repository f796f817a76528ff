// SPDX-License-Identifier: EUPL-1.2
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { LaunchOptions } from '@playwright/test'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The system's Chromium: the tests bring no browser of their own, and download none. */
export function chromium(): LaunchOptions {
  return {
    executablePath: process.env.PLANO_TEST_CHROMIUM ?? onPath(),
    args: [
      // A container's user has no sandbox to give; the pages are our own.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      // Chromium's own business with the outside, which must not be taken for ours.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-default-apps',
      '--disable-features=Translate,OptimizationHints,MediaRouter',
    ],
  }
}

function onPath(): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name)
      if (canRun(path)) return path
    }
  }
  throw new Error('Chromium was not found. `scripts/setup.sh e2e` installs it, or PLANO_TEST_CHROMIUM names it.')
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
