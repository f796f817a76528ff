// SPDX-License-Identifier: EUPL-1.2

// What a person downloads before anything is on the screen, measured as sent: gzip at its best. Walks the build
// manifest from the page: the entry, what it imports statically, and the frame of a signed-in person.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const WARN_KB = 160
const FAIL_KB = 200
const STYLE_FAIL_KB = 20

const root = new URL('../', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.build/manifest.json', root), 'utf8'))
const compressed = (file) => gzipSync(readFileSync(new URL(`dist/${file}`, root)), { level: 9 }).length

function closure(keys) {
  const seen = new Set()
  const walk = (key) => {
    if (seen.has(key)) return
    seen.add(key)
    for (const next of manifest[key]?.imports ?? []) walk(next)
  }
  for (const key of keys) walk(key)
  return [...seen]
}

function weigh(keys) {
  const chunks = closure(keys).map((key) => manifest[key])
  const scripts = new Set(chunks.map((it) => it.file).filter((it) => it.endsWith('.js')))
  const styles = new Set(chunks.flatMap((it) => it.css ?? []))
  const sum = (files) => [...files].reduce((total, file) => total + compressed(file), 0) / 1000
  return { scripts, kb: sum(scripts), styleKb: sum(styles) }
}

// The frame is loaded lazily when the sign-in page does not need it: it still comes before the first sight.
const frame = Object.keys(manifest).filter((key) => /^src\/app\/(?:shell\/)?Shell\.tsx$/.test(key))
const shell = ['index.html', ...frame]
const first = weigh(shell)

const byWeight = [...first.scripts].map((file) => [file, compressed(file) / 1000]).sort((a, b) => b[1] - a[1])
for (const [file, kb] of byWeight) console.log(`  ${kb.toFixed(1).padStart(7)} kB  ${file}`)
console.log(`first load: ${first.kb.toFixed(1)} kB of script, ${first.styleKb.toFixed(1)} kB of style (gzip)`)

const shared = first.scripts
const routes = Object.keys(manifest)
  .filter((key) => manifest[key].isDynamicEntry && !shell.includes(key))
  .map((key) => {
    const own = [...weigh([key]).scripts].filter((file) => !shared.has(file))
    return [key, own.reduce((total, file) => total + compressed(file), 0) / 1000]
  })
  .sort((a, b) => b[1] - a[1])
for (const [key, kb] of routes.slice(0, 12)) console.log(`  +${kb.toFixed(1).padStart(6)} kB  ${key}`)

if (first.kb > FAIL_KB || first.styleKb > STYLE_FAIL_KB) {
  console.error(`over budget: ${FAIL_KB} kB of script, ${STYLE_FAIL_KB} kB of style`)
  process.exit(1)
}
if (first.kb > WARN_KB) console.warn(`warning: over the ${WARN_KB} kB we aim for`)
