// SPDX-License-Identifier: EUPL-1.2

import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    // For loaded machines: timing never decides a test.
    testTimeout: 60_000,
    // One core fewer is what it takes by itself, which of two is half.
    maxWorkers: '100%',
    restoreMocks: true,
    // Class names stay readable in a failed test; nothing of the styles is computed here.
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
})
