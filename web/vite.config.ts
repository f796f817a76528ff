// SPDX-License-Identifier: EUPL-1.2

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { announcerWithoutMarkup, manifestAside, pdfFiles, precompressed, serviceWorker } from './tools/build'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const worker = here('src/app/sw.ts')

export default defineConfig({
  base: '/',
  plugins: [
    react(),
    // The words of the accessible widgets come in some thirty languages; the interface speaks two.
    { ...optimizeLocales.vite({ locales: ['fr-FR', 'en-GB', 'en-US'] }), enforce: 'pre' },
    announcerWithoutMarkup(),
    pdfFiles(),
    serviceWorker(),
    manifestAside(here('.build')),
    precompressed(),
  ],
  resolve: { alias: { '@': here('src') } },
  build: {
    target: 'es2023',
    manifest: true,
    // Nothing inline: the content security policy allows our own files only, no data: script, no inline style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssMinify: 'lightningcss',
    rolldownOptions: {
      input: existsSync(worker) ? { app: here('index.html'), sw: worker } : { app: here('index.html') },
      output: {
        // Everything under /assets is named by its content and may be kept for ever. The service worker must keep its address.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: {
    // `npm run dev` beside a running `plano serve`: one origin for the browser, as in production.
    proxy: {
      '/api': { target: process.env.PLANO_DEV_SERVER ?? 'http://127.0.0.1:8080', ws: true },
    },
  },
})
