// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { readChosen, readDropped } from './dropped'

const aFileEntry = (name: string): FileSystemFileEntry =>
  ({ isFile: true, isDirectory: false, name, file: (done: (it: File) => void) => done(new File([], name)) }) as never

const aFolderEntry = (name: string, inside: FileSystemEntry[]): FileSystemDirectoryEntry =>
  ({
    isFile: false,
    isDirectory: true,
    name,
    createReader: () => {
      // As browsers do: in parts, the last of which is empty.
      const parts = [inside.slice(0, 1), inside.slice(1), []].filter((it, at) => it.length > 0 || at === 2)
      return { readEntries: (done: (it: FileSystemEntry[]) => void) => done(parts.shift() ?? []) }
    },
  }) as never

const aTransfer = (entries: (FileSystemEntry | null)[], files: File[] = []): DataTransfer =>
  ({ items: entries.map((it) => ({ kind: 'file', webkitGetAsEntry: () => it })), files }) as never

const said = (nodes: { path: readonly string[]; name: string; file?: File }[]) =>
  nodes.map((it) => [...it.path, it.name].join('/') + (it.file ? '' : '/'))

test('whole folders are read, with the empty ones, each before what is in it', async () => {
  const plans = aFolderEntry('Plans', [
    aFolderEntry('Vide', []),
    aFolderEntry('Hall', [aFileEntry('a.pdf')]),
    aFileEntry('b.pdf'),
  ])
  const { nodes, unread } = await readDropped(aTransfer([plans, aFileEntry('c.pdf')]))
  expect(said(nodes)).toEqual(['Plans/', 'Plans/Vide/', 'Plans/Hall/', 'Plans/Hall/a.pdf', 'Plans/b.pdf', 'c.pdf'])
  expect(unread).toBe(0)
})

test('what the browser cannot read is counted, and stops nothing', async () => {
  const broken = {
    isFile: true,
    name: 'x',
    file: (_: unknown, fail: (why: Error) => void) => fail(new Error('denied')),
  } as never
  const { nodes, unread } = await readDropped(aTransfer([broken, aFileEntry('c.pdf')]))
  expect(said(nodes)).toEqual(['c.pdf'])
  expect(unread).toBe(1)
})

test('of a folder that was chosen, the ways to its files are its folders, each once', () => {
  const file = (way: string) =>
    Object.defineProperty(new File([], way.split('/').pop() ?? ''), 'webkitRelativePath', { value: way })
  expect(said(readChosen([file('Plans/a.pdf'), file('Plans/Hall/b.pdf'), file('Plans/Hall/c.pdf')]))).toEqual([
    'Plans/',
    'Plans/a.pdf',
    'Plans/Hall/',
    'Plans/Hall/b.pdf',
    'Plans/Hall/c.pdf',
  ])
})
