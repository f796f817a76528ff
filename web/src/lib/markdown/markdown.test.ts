// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from 'vitest'
import { isEmojiOnly, read, safeAddress, words } from './markdown'

const linksIn = (body: string): string[] => {
  const found: string[] = []
  const walk = (it: unknown): void => {
    if (Array.isArray(it)) for (const each of it) walk(each)
    else if (typeof it === 'object' && it !== null) {
      if ('href' in it) found.push(String(it.href))
      for (const each of Object.values(it)) walk(each)
    }
  }
  walk(read(body))
  return found
}
const nobody = (_: string, said: string) => said

describe('what is hostile', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'text <b onclick="alert(1)">bold</b>',
    '<iframe src="https://exemple.test"></iframe>',
    '<a href="javascript:alert(1)">ici</a>',
    '<!-- comment -->',
    '<svg/onload=alert(1)>',
  ])('HTML stays text: %s', (body) => {
    expect(words(body, nobody)).toContain(body.slice(0, 4))
    expect(linksIn(body)).toEqual([])
  })

  test.each([
    '[ici](javascript:alert(1))',
    '[ici](JaVaScRiPt:alert(1))',
    '[ici](java\tscript:alert(1))',
    '[ici](data:text/html;base64,PHNjcmlwdD4=)',
    '[ici](vbscript:msgbox)',
    '[ici](file:///etc/passwd)',
    '[ici](//exemple.test)',
    '[ici](&#106;avascript:alert(1))',
    '![x](javascript:alert(1))',
    '<javascript:alert(1)>',
    '[a]: javascript:alert(1)\n\n[a]',
    '[ici](/deconnexion)',
  ])('no address but of pages and letters becomes a link: %s', (body) => {
    expect(linksIn(body)).toEqual([])
  })

  test('a picture elsewhere is a link, never fetched', () => {
    expect(linksIn('![plan](https://exemple.test/a.png)')).toEqual(['https://exemple.test/a.png'])
    expect(JSON.stringify(read('![plan](https://exemple.test/a.png)'))).not.toContain('image')
  })

  test('a text nested a thousand times is shown and does not bring the page down', () => {
    expect(read(`${'> '.repeat(1000)}fin`).length).toBeGreaterThan(0)
    expect(read('*'.repeat(5000)).length).toBeGreaterThan(0)
    expect(read('[['.repeat(2000)).length).toBeGreaterThan(0)
  })
})

describe('what takes long to read', () => {
  const size = 16 * 1024
  const of = (piece: string) => piece.repeat(size / piece.length)
  const tableOf = (columns: number) =>
    `|${'a|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${'a\n'.repeat((size - 4 * columns) / 2)}`

  // Each took between half a second and five.
  test.each([
    ...['a*__', '*__a', 'a**_', '**_a', '[*a', '**a [b](', '**http://', '*~~a', "'*"].map(of),
    `${'*a '.repeat(2500)}${'b*'.repeat(2500)}`,
    '- '.repeat(size / 2),
    `*${' *'.repeat(8000)}a`,
    tableOf(1000),
    of(':|#\n|-|\n'),
    of('<&\\\n<'),
    `a${of('\n')}`,
  ])('a hostile text is read at once: %#', (body) => {
    const from = performance.now()
    expect(read(body).length).toBeGreaterThan(0)
    expect(performance.now() - from).toBeLessThan(400)
  })

  test('what was meant in other lines and other paragraphs is still there', () => {
    const blocks = read(`**début**\n${'a*__'.repeat(3000)}\n**suite**\n\n**fin**`)
    expect(JSON.stringify(blocks).match(/"is":"strong"/g)).toHaveLength(3)
    expect(words(`Voir ${'*__a'.repeat(20)}`, nobody)).toContain('*__a')
  })

  test('a long text as people write them is read whole', () => {
    const paragraph = 'Le **guichet** ouvre à _neuf heures_, voir [la page](https://ville.example/a_b) ou `info`. '
    const marks = (body: string) => JSON.stringify(read(body)).match(/"is":"(strong|em|link|code)"/g)?.length
    expect(marks(paragraph.repeat(40))).toBe(160)
    expect(marks(`${paragraph}\n`.repeat(160))).toBe(640)
    expect(marks(`- ${paragraph}\n`.repeat(160))).toBe(640)
    const rows = `| un | deux |\n|---|---|\n${'| **a** | b |\n'.repeat(1000)}`
    expect(read(rows)[0]).toMatchObject({ is: 'table' })
    expect(marks(rows)).toBe(1000)
  })

  test('a table is not filled up with more cells than it has characters', () => {
    expect(JSON.stringify(read(tableOf(1000))).length).toBeLessThan(20 * size)
    expect(read(tableOf(30))[0]?.is).not.toBe('table')
    expect(read(`|a|b|c|\n|-|-|-|\n${'d\n'.repeat(150)}`)[0]).toMatchObject({ is: 'table' })
  })
})

describe('what is written', () => {
  test('line breaks are kept as typed', () => {
    expect(read('un\ndeux')).toEqual([
      { is: 'paragraph', inside: [{ is: 'text', text: 'un' }, { is: 'break' }, { is: 'text', text: 'deux' }] },
    ])
  })

  test('bold, italic, struck, code and links', () => {
    const [paragraph] = read('**gras** *penché* ~~barré~~ `code` [page](https://ville.example) https://ville.example/a')
    expect(paragraph).toMatchObject({ is: 'paragraph' })
    const kinds =
      paragraph?.is === 'paragraph' ? paragraph.inside.filter((it) => it.is !== 'text').map((it) => it.is) : []
    expect(kinds).toEqual(['strong', 'em', 'del', 'code', 'link', 'link'])
  })

  test('lists, quotes, code with its language, tables', () => {
    const blocks = read('- un\n- deux\n\n> dit\n\n```rust\nlet x = 1;\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |')
    expect(blocks.map((it) => it.is)).toEqual(['list', 'quote', 'code', 'table'])
    expect(blocks[2]).toEqual({ is: 'code', language: 'rust', text: 'let x = 1;' })
  })

  test('a point that is to be done says so once, in a tight list and in a loose one', () => {
    for (const body of ['- [ ] un\n- [x] deux', '- [ ] un\n\n- [x] deux'])
      expect(read(body)[0], body).toMatchObject({
        items: [
          { isDone: false, blocks: [{ is: 'paragraph', inside: [{ is: 'text', text: 'un' }] }] },
          { isDone: true, blocks: [{ is: 'paragraph', inside: [{ is: 'text', text: 'deux' }] }] },
        ],
      })
  })

  test('a mention is one only after an @ and for an id of ours', () => {
    expect(read('@[Léa](acc_01) et @[tous](everyone)')[0]).toMatchObject({
      inside: [{ is: 'mention', id: 'acc_01' }, { is: 'text' }, { is: 'mention', id: 'everyone' }],
    })
    expect(JSON.stringify(read('[Léa](acc_01)'))).not.toContain('"mention"')
    expect(JSON.stringify(read('`@[Léa](acc_01)`'))).not.toContain('"mention"')
    expect(JSON.stringify(read('@[Léa](prj_01)'))).not.toContain('"mention"')
  })

  test('a mention is one only where the server reads one: written out, not by an address that stands elsewhere', () => {
    for (const body of [
      '@[tous]\n\n[tous]: everyone',
      '@[tous][x]\n\n[x]: everyone',
      '@[tous][]\n\n[tous]: everyone',
      '@[Léa]\n\n[Léa]: acc_01',
    ])
      expect(JSON.stringify(read(body)), body).not.toContain('"mention"')
  })

  test('what looks like an entity stays as typed', () => {
    expect(words('a &lt;b&gt; &amp; c', nobody)).toBe('a &lt;b&gt; &amp; c')
    expect(words('a < b && c > d', nobody)).toBe('a < b && c > d')
  })
})

test('a line that Markdown takes for the address of a link is shown as it was written', () => {
  for (const body of ['[Urgent]: rappel', 'Avant\n\n[1]: demain'])
    expect(words(body, nobody)).toContain(body.split('\n').at(-1))
})

test('in an extract, too, a sign stays with its word; code is as it was written', () => {
  expect(words('**Qui** vient ?\nMoi :  « oui »', nobody)).toBe('Qui vient\u202f? Moi\u00a0: «\u00a0oui\u00a0»')
  expect(words('Lancer `a ? b : c` !', nobody)).toBe('Lancer a ? b : c\u202f!')
  expect(words('Qui vient ? Personne', nobody, 12)).toBe('Qui vient\u202f?…')
})

test('emoji alone are told from a text', () => {
  // Twice as many spaces must not double the time it takes to see.
  expect(isEmojiOnly(`${`👍${' '.repeat(19)}`.repeat(5)}a`)).toBe(false)
  for (const body of ['👍', '👍🏽 🎉', '👩‍🚒', '🇫🇷', '❤️']) expect(isEmojiOnly(body), body).toBe(true)
  for (const body of ['1', 'ok 👍', '', '👍👍👍👍👍👍👍', '12']) expect(isEmojiOnly(body), body).toBe(false)
})

test('an address is let through whole or not at all', () => {
  expect(safeAddress('https://ville.example/a?b=1#c')).toBe('https://ville.example/a?b=1#c')
  expect(safeAddress('mailto:a@ville.example')).toBe('mailto:a@ville.example')
  expect(safeAddress('https:\u0000//x')).toBeNull()
})
