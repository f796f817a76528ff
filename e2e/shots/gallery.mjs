// SPDX-License-Identifier: EUPL-1.2
// index.html over the pictures: a row for each screen, its eight forms side by side.
import { readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const folder = process.argv[2]
const forms = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((it) => it.isFile() && it.name.endsWith('.png'))
  .map((it) => ({ name: it.name.slice(0, -4), path: relative(folder, join(it.parentPath ?? it.path, it.name)) }))
const names = [...new Set(forms.map((it) => it.name))].sort()

const picture = (it) =>
  `<figure><a href="${it.path}"><img loading="lazy" src="${it.path}" alt=""></a><figcaption>${it.path.split('/').slice(0, -1).join(' ')}</figcaption></figure>`
const row = (name) =>
  `<section id="${name}"><h2>${name}</h2><div>${forms
    .filter((it) => it.name === name)
    .map(picture)
    .join('')}</div></section>`

writeFileSync(
  join(folder, 'index.html'),
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens of Plano</title>
<style>
  body { font: 16px system-ui; margin: 24px; background: Canvas; color: CanvasText; color-scheme: light dark }
  section div { display: flex; gap: 16px; overflow-x: auto; padding-bottom: 12px }
  figure { margin: 0 } img { height: 300px; border: 1px solid GrayText } figcaption { font-size: 12px }
</style>
<h1>Screens of Plano</h1><p>${names.length} screens and states, ${forms.length} pictures.</p>
<nav>${names.map((it) => `<a href="#${it}">${it}</a>`).join(' · ')}</nav>
${names.map(row).join('\n')}
</html>
`,
)
console.log(`${names.length} screens and states, ${forms.length} pictures`)
