// Writes what is known of a paper into reproductions/*/README.md: claims, what can be recomputed, contradictions; and
// the recomputed cells into results/*/replay/diff.csv. Papers may be named; without a name all are renewed.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { betweenMarkers, lacksInput, renew } from '@retable/core/generated-file'
import { loadPaper, paperIds, paperText, unformatted } from '@retable/harness/papers'
import { replayPaper } from '@retable/harness/replays'
import { replayCsv } from '@retable/report/csv'
import { assetsFromEnvironment, root } from '../src/environment.ts'

const marker = 'paper, generated'
const hasMirror = Boolean(process.env['RETABLE_MIRROR'])
const assets = assetsFromEnvironment([], { update: () => undefined, end: () => undefined })
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'))

const lacking: string[] = []
for (const id of asked.length > 0 ? asked : paperIds(root)) {
  const paper = await loadPaper(root, id)
  // Released outputs are read where they are pinned on this machine: a check of texts fetches nothing.
  if (paper.reproduction.replay !== undefined && !hasMirror) {
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
