// SPDX-License-Identifier: EUPL-1.2

// The rooms of the client (HOUSE §3), read from the sources: what may import what, and where a colour may be written.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const src = resolve(import.meta.dirname, '..')

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((it) => it.isFile())
  .map((it) => relative(src, join(it.parentPath, it.name)))

const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const sources = files.filter((it) => /\.tsx?$/.test(it) && !isTest(it) && !it.endsWith('.gen.ts'))
const styles = files.filter((it) => it.endsWith('.css'))
const text = (file: string) => readFileSync(join(src, file), 'utf8')

/** What a file imports, as paths under src or names of packages. */
function importsOf(file: string): string[] {
  const found = text(file).matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)
  return [...found].map(([, target = '']) => {
    if (target.startsWith('@/')) return target.slice(2)
    if (target.startsWith('.')) return relative(src, resolve(src, dirname(file), target))
    return target
  })
}

/** `areas/projects`, `ui`, `app`… */
const room = (path: string) =>
  path
    .split('/')
    .slice(0, path.startsWith('areas/') ? 2 : 1)
    .join('/')
/** `testing/render`, `areas/projects/testkit`: helpers of tests, never of the application. */
const isForTests = (path: string) => /(?:^|\/)test(?:ing|kit)\b/.test(path)
const isWidget = (name: string) => /^react-(?:aria|stately)/.test(name)

function faults(isFault: (file: string, target: string) => boolean): string[] {
  return sources.flatMap((file) =>
    importsOf(file)
      .filter((target) => isFault(file, target))
      .map((target) => `${file} imports ${target}`),
  )
}

describe('rooms', () => {
  test('the primitives know nothing of what they are used for', () => {
    expect(faults((file, to) => room(file) === 'ui' && /^(?:areas|app)\b/.test(to))).toEqual([])
  })

  test('areas import neither each other nor the shell', () => {
    const leaves = (file: string, to: string) => /^(?:areas|app)\b/.test(to) && room(to) !== room(file)
    expect(faults((file, to) => file.startsWith('areas/') && leaves(file, to))).toEqual([])
  })

  test('what is under all stays under all', () => {
    expect(faults((file, to) => /^(?:lib|api)\//.test(file) && /^(?:areas|app|ui)\b/.test(to))).toEqual([])
  })

  test('the widget library stays behind the primitives', () => {
    expect(faults((file, to) => isWidget(to) && room(file) !== 'ui')).toEqual([])
  })

  test('only the tests use what is made for tests', () => {
    expect(faults((file, to) => isForTests(to) && !isForTests(file))).toEqual([])
  })

  test('only src/api talks to the server', () => {
    const talks = sources.filter(
      (file) =>
        !file.startsWith('api/') && file !== 'app/sw.ts' && /\bfetch\(|new WebSocket\(|XMLHttpRequest/.test(text(file)),
    )
    expect(talks).toEqual([])
  })
})

describe('styles', () => {
  const own = styles.filter((it) => it !== 'styles/tokens.css')

  test('colours come from the tokens', () => {
    const written = own.flatMap((file) => {
      const bare = text(file).replace(/\/\*[\s\S]*?\*\//g, '')
      return [...bare.matchAll(/#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(/gi)].map(([it]) => `${file}: ${it}`)
    })
    expect(written).toEqual([])
  })

  test('every rule is in a layer, except where forced colours must win', () => {
    const outside = own.filter((file) => file.endsWith('.module.css') && !/@layer (?:ui|area)\b/.test(text(file)))
    expect(outside).toEqual([])
  })

  test('text follows the size the person chose', () => {
    const fixed = own
      // An avatar's initials follow the avatar.
      .filter((file) => file !== 'ui/Avatar.module.css')
      .filter((file) => /font-size:\s*\d+(?:\.\d+)?px/.test(text(file)))
    expect(fixed).toEqual([])
  })
})
