// SPDX-License-Identifier: EUPL-1.2

// Writes src/api/schema.gen.ts from api/openapi.json. Both are committed: a change of the API is read in review twice,
// as a description and as the types the client then has to satisfy. `--check` only says whether they still agree.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'

const description = new URL('../../../api/openapi.json', import.meta.url)
const types = new URL('../../src/api/schema.gen.ts', import.meta.url)

const head = `// SPDX-License-Identifier: EUPL-1.2

// Generated from api/openapi.json by \`npm run gen\`. Do not edit.

`

const blob = ts.factory.createTypeReferenceNode('Blob')

const ast = await openapiTS(JSON.parse(await readFile(description, 'utf8')), {
  // What has a default may be left out of a request.
  defaultNonNullable: false,
  // Bytes as they are: photos, lists of accounts.
  transform: (schema) => (schema.format === 'binary' ? blob : undefined),
})

const generated = head + astToString(ast)

if (process.argv.includes('--check')) {
  const present = await readFile(types, 'utf8').catch(() => '')
  if (present !== generated) {
    console.error('src/api/schema.gen.ts does not follow api/openapi.json: run `npm run gen`.')
    process.exit(1)
  }
} else {
  await writeFile(types, generated)
}
