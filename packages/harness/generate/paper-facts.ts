// Writes what is known of a paper into reproductions/*/README.md: claims, what can be recomputed, contradictions; and
// the recomputed cells into results/*/replay/diff.csv. Papers may be named; without a name all are renewed.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openAssets } from '@retable/assets'
import { betweenMarkers, lacksInput, renew } from '@retable/core/generated-file'
import { loadPaper } from '../src/papers/load-paper.ts'
import { paperIds } from '../src/papers/paper-ids.ts'
import { unformatted } from '../src/papers/markdown.ts'
import { paperText } from '../src/papers/paper-text.ts'
import { replayCsv } from '../src/replay/replay-csv.ts'
import { replayPaper } from '../src/replay/replay-paper.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const marker = 'paper, generated'
const mirror = process.env['RETABLE_MIRROR'] || undefined
const assets = openAssets({
  directory: path.join(path.resolve(process.env['RETABLE_STORE'] || path.join(root, '.retable')), 'assets'),
  mirror: mirror === undefined ? undefined : path.resolve(mirror),
  acceptedLicences: (process.env['RETABLE_ACCEPT_LICENCES'] ?? '').split(',').map((id) => id.trim()),
})

const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'))

const lacking: string[] = []
for (const id of asked.length > 0 ? asked : paperIds(root)) {
  const paper = await loadPaper(root, id)
  // Released outputs are read where they are pinned on this machine: a check of texts fetches nothing.
  if (paper.reproduction.replay !== undefined && mirror === undefined) {
    lacking.push(
      `${id}: RETABLE_MIRROR names no folder of the released outputs that its cells are recomputed from`,
    )
    continue
  }
  const replayed = await replayPaper(paper, assets)
  const missing = replayed.notRecomputed.find(({ pinned }) => pinned)
  if (missing !== undefined) {
    lacking.push(`${id}: ${missing.reason}`)
    continue
  }
  const readme = path.join(root, 'reproductions', id, 'README.md')
  if (existsSync(readme) && readFileSync(readme, 'utf8').includes(`<!-- ${marker} -->`)) {
    renew(readme, betweenMarkers(readme, marker, unformatted(paperText(paper, replayed))))
  }
  if (replayed.rows.length > 0) {
    const record = path.join(root, 'results', id, 'replay/diff.csv')
    if (process.argv.includes('--write')) mkdirSync(path.dirname(record), { recursive: true })
    renew(record, replayCsv(replayed))
  }
}
if (lacking.length > 0) {
  console.error(lacking.join('\n'))
  process.exitCode ??= lacksInput
}
