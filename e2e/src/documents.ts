// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'
import { expect } from './test'

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Sends a file without looking, by tus as any client would, as whoever is signed in to this window. The id of its entry. */
export async function upload(
  page: Page,
  folder: string,
  name: string,
  bytes: Buffer | string,
  version?: { file: string; revision: number },
): Promise<string> {
  const body = Buffer.from(bytes)
  const metadata = {
    draft: randomUUID(),
    filename: name,
    ...(version ? { file: version.file, revision: String(version.revision) } : {}),
  }
  const { origin } = new URL(page.url())
  const headers = { origin, 'tus-resumable': '1.0.0' }
  const begun = await page.request.post(`${origin}/api/v1/documents/${folder}/uploads`, {
    headers: {
      ...headers,
      'upload-length': String(body.length),
      'upload-metadata': Object.entries(metadata)
        .map(([key, value]) => `${key} ${base64(value)}`)
        .join(','),
    },
  })
  expect(begun.status(), await begun.text()).toBe(201)
  const sent = await page.request.patch(origin + (begun.headers().location ?? ''), {
    headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    data: body,
  })
  expect(sent.status(), await sent.text()).toBe(204)
  return sent.headers()['content-location']?.split('/').pop() ?? ''
}

/** Files let go over this part of the page. */
export async function dropOn(target: Locator, files: Record<string, string>): Promise<void> {
  const transfer = await target.page().evaluateHandle((them) => {
    const made = new DataTransfer()
    for (const [name, text] of Object.entries(them)) made.items.add(new File([text], name))
    return made
  }, files)
  for (const type of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer: transfer })
}

/** A small image, whole. */
export function png(width: number, height: number): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const crc = (bytes: Buffer) => {
    let c = 0xffffffff
    for (const it of bytes) c = (table[(c ^ it) & 255] ?? 0) ^ (c >>> 8)
    return (c ^ 0xffffffff) >>> 0
  }
  const number = (value: number) => {
    const four = Buffer.alloc(4)
    four.writeUInt32BE(value)
    return four
  }
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data])
    return Buffer.concat([number(data.length), body, number(crc(body))])
  }
  // Eight bits of red, green and blue; each line begins with its filter, none.
  const head = Buffer.concat([number(width), number(height), Buffer.from([8, 2, 0, 0, 0])])
  const lines = Buffer.alloc((width * 3 + 1) * height, 120)
  for (let line = 0; line < height; line += 1) lines[line * (width * 3 + 1)] = 0
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, ...parts])
}

/** A document of so many pages, each of which says which one it is. */
export function pdf(pages: number): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  const kids: string[] = []
  for (let page = 1; page <= pages; page += 1) {
    const drawn = `BT /F1 24 Tf 72 760 Td (Guichets, feuillet ${page}) Tj ET`
    objects.push(`<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`)
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${objects.length} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    )
    kids.push(`${objects.length} 0 R`)
  }
  objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages} >>`
  let text = '%PDF-1.7\n'
  const places: string[] = []
  objects.forEach((it, index) => {
    places.push(`${String(text.length).padStart(10, '0')} 00000 n \n`)
    text += `${index + 1} 0 obj\n${it}\nendobj\n`
  })
  const size = objects.length + 1
  text += `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF`
  return Buffer.from(text, 'latin1')
}
