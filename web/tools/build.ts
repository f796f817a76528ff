// SPDX-License-Identifier: EUPL-1.2

// What the build does beyond bundling: the service worker learns the names of the files of the shell, the build
// manifest stays out of what the server publishes, and each file is compressed once here instead of at each request.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin, Rollup } from 'vite'

/** The files a signed-in person needs before any area: the entry, all it imports statically, their styles. */
function shellFiles(bundle: Rollup.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((it): it is Rollup.OutputChunk => it.type === 'chunk')
  const byName = new Map(chunks.map((it) => [it.fileName, it]))
  const wanted = new Set<string>()
  const take = (chunk: Rollup.OutputChunk | undefined) => {
    if (!chunk || wanted.has(chunk.fileName)) return
    wanted.add(chunk.fileName)
    for (const css of chunk.viteMetadata?.importedCss ?? []) wanted.add(css)
    for (const name of chunk.imports) take(byName.get(name))
  }
  for (const chunk of chunks) {
    const isPage = chunk.isEntry && chunk.name !== 'sw'
    const isShell = chunk.facadeModuleId?.includes('/src/app/') && chunk.name !== 'sw'
    if (isPage || isShell) take(chunk)
  }
  return [...wanted].sort()
}

/**
 * The accessible widgets empty their announcer with `innerHTML = ''`, which our policy refuses (`require-trusted-types-for`):
 * the second step in a field for a date or time would end the screen. Emptied otherwise, it is the same.
 */
export function announcerWithoutMarkup(): Plugin {
  const emptied = ".innerHTML = ''"
  return {
    name: 'plano:announcer-without-markup',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /dist\/private\/live-announcer\/LiveAnnouncer\.mjs$/ },
      handler(code) {
        // Of another version, this has to be looked at again.
        if (code.split(emptied).length !== 3) this.error('the announcer of the widgets is not emptied as it was')
        return { code: code.replaceAll(emptied, '.replaceChildren()'), map: null }
      },
    },
  }
}

/**
 * Gives `src/app/sw.ts` two constants: `__PRECACHE__`, the addresses of the shell (page, scripts, styles, the Latin
 * font), and `__BUILD__`, which changes when any published file does.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'plano:service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = Object.values(bundle).find((it) => it.type === 'chunk' && it.fileName === 'sw.js')
        if (worker?.type !== 'chunk') return
        if (worker.imports.length > 0) {
          this.error(`sw.js must stand alone, it imports ${worker.imports.join(', ')}`)
        }
        const fonts = Object.keys(bundle).filter((it) => /public-sans-latin-wght-normal.*\.woff2$/.test(it))
        const files = [...shellFiles(bundle), ...fonts]
        const names = Object.keys(bundle)
          .filter((it) => it !== 'sw.js')
          .sort()
        const build = createHash('sha256').update(names.join('\n')).update(worker.code).digest('hex').slice(0, 16)
        worker.code = worker.code
          .replaceAll('__PRECACHE__', JSON.stringify(['/', ...files.map((it) => `/${it}`)]))
          .replaceAll('__BUILD__', JSON.stringify(build))
      },
    },
  }
}

/** What PDFs rely on and rarely carry: maps of characters, the standard fonts. Asked for by the documents that need them. */
export function pdfFiles(): Plugin {
  return {
    name: 'plano:pdf-files',
    apply: 'build',
    async generateBundle() {
      const library = resolve(import.meta.dirname, '../node_modules/pdfjs-dist')
      const { version } = JSON.parse(await readFile(join(library, 'package.json'), 'utf8')) as { version: string }
      for (const folder of ['cmaps', 'standard_fonts']) {
        for (const name of await readdir(join(library, folder))) {
          const source = await readFile(join(library, folder, name))
          this.emitFile({ type: 'asset', fileName: `assets/pdf-${version}/${folder}/${name}`, source })
        }
      }
    },
  }
}

/** The manifest names source files: it serves the budget, never the public. */
export function manifestAside(folder: string): Plugin {
  let out = 'dist'
  return {
    name: 'plano:manifest-aside',
    apply: 'build',
    configResolved: (config) => {
      out = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      order: 'pre',
      sequential: true,
      async handler() {
        await mkdir(folder, { recursive: true })
        await rename(join(out, '.vite/manifest.json'), join(folder, 'manifest.json'))
        await rm(join(out, '.vite'), { recursive: true })
      },
    },
  }
}

const COMPRESSIBLE = /\.(?:js|css|html|svg|json|webmanifest|txt)$/
const WORTH_IT_BYTES = 512

/** Writes `x.br` and `x.gz` beside each text file of the build. */
export function precompressed(): Plugin {
  let out = 'dist'
  return {
    name: 'plano:precompressed',
    apply: 'build',
    configResolved: (config) => {
      out = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const entries = await readdir(out, { recursive: true, withFileTypes: true })
        for (const entry of entries) {
          if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue
          const path = join(entry.parentPath, entry.name)
          const plain = await readFile(path)
          if (plain.length < WORTH_IT_BYTES) continue
          const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
          await writeFile(`${path}.br`, await promisify(brotliCompress)(plain, best))
          await writeFile(`${path}.gz`, await promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION }))
        }
      },
    },
  }
}
