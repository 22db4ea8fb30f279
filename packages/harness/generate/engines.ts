// Writes src/engines/registry.generated.ts: one loader for every folder that holds a driver.ts.
import { globSync } from 'node:fs'
import path from 'node:path'
import { renew } from '@retable/core/generated-file'

const folder = path.resolve(import.meta.dirname, '../src/engines')
const ids = globSync('*/driver.ts', { cwd: folder })
  .map((file) => path.dirname(file))
  .toSorted()

const key = (id: string) => (/^\w+$/.test(id) ? id : `'${id}'`)
const loaders = ids.map((id) => `  ${key(id)}: async () => (await import('./${id}/driver.ts')).driver,\n`)

renew(
  path.join(folder, 'registry.generated.ts'),
  `// Generated from the folders that hold a driver.ts; do not edit. To renew: ./retable test --write
import type { EngineDriver } from '@retable/core'

/** Loads an engine's driver only when it is asked for. */
export const registry: Readonly<Record<string, () => Promise<EngineDriver>>> = {
${loaders.join('')}}
`,
)
