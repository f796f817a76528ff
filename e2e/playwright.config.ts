// SPDX-License-Identifier: EUPL-1.2
import { defineConfig } from '@playwright/test'
import { chromium } from './src/chromium'
import type { Options } from './src/test'

// Every test has a program, a data folder and a mailbox of its own, so they may run side by side.
export default defineConfig<Options>({
  testDir: '.',
  outputDir: 'results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [['list']] : [['list'], ['html', { outputFolder: 'report', open: 'never' }]],
  use: {
    launchOptions: chromium(),
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1366, height: 768 },
    actionTimeout: 10_000,
    trace: process.env.PLANO_TEST_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'frame', testDir: 'frame' },
    { name: 'journeys', testDir: 'journeys', use: { database: 'sqlite' } },
    // What the issues promise on both databases, once more on the other one: on the one server that
    // scripts/with-postgres.sh has started, with a database for each test.
    { name: 'journeys-postgres', testDir: 'journeys', grep: /@both/, use: { database: 'postgres' } },
    // Figures, on demand (scripts/perf.sh): alone, so that nothing else takes the processor.
    {
      name: 'perf',
      testDir: 'perf',
      fullyParallel: false,
      use: { database: 'sqlite', trace: 'off', screenshot: 'off' },
    },
    { name: 'shots', testDir: 'shots', timeout: 600_000, use: { database: 'sqlite', trace: 'off', screenshot: 'off' } },
  ],
})
