import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { contentHash } from '@retable/core'
import { expect, test } from 'vitest'
import { openNanolm } from './engine.ts'

/** What a version of the engine makes of a small training, its samples and scores. */
const recorded = {
  version: 2,
  hash: '52d2a18fc606637729e3be02931ab5dd8df5e26db13a0694006ae464a68017ae',
}

test('numbers that change have another version: if this fails, raise `version` in the engine’s identity and record both anew', async () => {
  const engine = openNanolm({ pieces: ['a'], width: 16, layers: 1, heads: 2, context: 8, workers: 1 })
  const { version } = engine.identity
  await engine.close()
  const folder = mkdtempSync(path.join(tmpdir(), 'retable-recorded-'))
  try {
    const program = path.join(import.meta.dirname, '..', 'parity', 'hashes.ts')
    const printed = execFileSync(process.execPath, [program, folder], { encoding: 'utf8' })
    const { base, preferred, samples, scores } = JSON.parse(printed) as Record<string, string>
    expect({ version, hash: contentHash({ base, preferred, samples, scores }) }).toEqual(recorded)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
