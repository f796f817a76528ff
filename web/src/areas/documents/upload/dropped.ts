// SPDX-License-Identifier: EUPL-1.2
// What was dropped or chosen, as folders and files: whole folders, the empty ones too.

/** A file, or a folder where `file` is missing, and the folders that lead to it. */
export interface Node {
  path: readonly string[]
  name: string
  file?: File
}

/**
 * The entries must be taken at once: after the first pause a browser forgets what was dropped. What cannot be read is left out,
 * and counted.
 */
export async function readDropped(transfer: DataTransfer): Promise<{ nodes: Node[]; unread: number }> {
  const entries = [...transfer.items].filter((it) => it.kind === 'file').map((it) => it.webkitGetAsEntry())
  const files = [...transfer.files]
  if (entries.every((it) => it === null))
    return { nodes: files.map((file) => ({ path: [], name: file.name, file })), unread: 0 }
  const nodes: Node[] = []
  let unread = 0
  const walk = async (entry: FileSystemEntry, path: readonly string[]): Promise<void> => {
    try {
      if (entry.isFile) {
        const file = await fileOf(entry as FileSystemFileEntry)
        nodes.push({ path, name: entry.name, file })
        return
      }
      nodes.push({ path, name: entry.name })
      for (const it of await childrenOf(entry as FileSystemDirectoryEntry)) await walk(it, [...path, entry.name])
    } catch {
      unread += 1
    }
  }
  for (const it of entries) if (it) await walk(it, [])
  return { nodes, unread }
}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))

/** A browser gives them in parts, until one is empty. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return all
    all.push(...part)
  }
}

/** Of a folder that was chosen a browser tells the files alone, with the way to each. */
export function readChosen(files: readonly File[]): Node[] {
  const nodes: Node[] = []
  const known = new Set<string>()
  for (const file of files) {
    const way = file.webkitRelativePath.split('/').slice(0, -1)
    way.forEach((name, depth) => {
      const path = way.slice(0, depth)
      const key = way.slice(0, depth + 1).join('/')
      if (known.has(key)) return
      known.add(key)
      nodes.push({ path, name })
    })
    nodes.push({ path: way, name: file.name, file })
  }
  return nodes
}
