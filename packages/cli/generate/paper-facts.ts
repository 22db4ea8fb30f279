// Writes what is known of a paper into reproductions/*/README.md: claims, what can be recomputed, contradictions; and
// the recomputed cells into results/*/replay/diff.csv. Papers may be named; without a name all are renewed.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { betweenMarkers, lacksInput, renew } from '@retable/core/generated-file'
import { checkPaper, loadPaper, paperIds, untestedReasons } from '@retable/harness/papers'
import { replayPaper } from '@retable/harness/replays'
import { unformatted } from '@retable/report/markdown'
import { paperMarkdown } from '@retable/report/papers'
import { replayCsv } from '@retable/report/csv'
import { assetsFromEnvironment, root } from '../src/environment.ts'

const marker = 'paper, generated'
const hasMirror = Boolean(process.env['RETABLE_MIRROR'])
const assets = assetsFromEnvironment([], { update: () => undefined })
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
  const replay = await replayPaper(paper, assets)
  const missing = replay.notRecomputed.find(({ pinned }) => pinned)
  if (missing !== undefined) {
    lacking.push(`${id}: ${missing.reason}`)
    continue
  }
  const readme = path.join(root, 'reproductions', id, 'README.md')
  if (existsSync(readme) && readFileSync(readme, 'utf8').includes(`<!-- ${marker} -->`)) {
    const { reproduction, cells } = paper
    const check = checkPaper(reproduction, cells)
    const facts = { ...reproduction, cells, check, replay, untested: untestedReasons(reproduction) }
    renew(readme, betweenMarkers(readme, marker, unformatted(paperMarkdown(facts))))
  }
  if (replay.rows.length > 0) {
    const record = path.join(root, 'results', id, 'replay/diff.csv')
    if (process.argv.includes('--write')) mkdirSync(path.dirname(record), { recursive: true })
    renew(record, replayCsv(replay))
  }
}
if (lacking.length > 0) {
  console.error(lacking.join('\n'))
  process.exitCode ??= lacksInput
}
