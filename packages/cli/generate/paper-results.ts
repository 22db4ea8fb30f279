// Writes the recorded results into reproductions/*/README.md: cells, all that was measured, one metric by seed, claims.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ClaimResult, DiffRow, RecipeManifest, ReportedCell, RunRecord } from '@retable/core'
import { betweenMarkers, renew } from '@retable/core/generated-file'
import { readRun } from '@retable/harness/results'
import {
  effectText,
  gateSentences,
  measuredTables,
  pText,
  quotedNotes,
  quotedText,
  renderTables,
  rowNames,
  shownNumber,
  unitWord,
  type QuotedCell,
  type Table,
} from '@retable/report'
import { root } from '../src/environment.ts'

const marker = 'results, generated'
type Recorded = RunRecord<RecipeManifest>

for (const readme of globSync('reproductions/*/README.md', { cwd: root }).toSorted()) {
  const file = path.join(root, readme)
  if (!readFileSync(file, 'utf8').includes(`<!-- ${marker} -->`)) continue
  const results = path.join(root, 'results', path.basename(path.dirname(readme)))
  // A replay is told above; only runs have a manifest.
  const tiers = globSync('*/manifest.json', { cwd: results }).map((manifest) => path.dirname(manifest))
  const records = tiers.toSorted().map((tier) => readRun(path.join(results, tier)) as Promise<Recorded>)
  const texts = (await Promise.all(records)).map(recordText)
  renew(file, betweenMarkers(file, marker, `\n${(await Promise.all(texts)).join('')}`))
}

async function recordText(record: Recorded): Promise<string> {
  const { manifest, results, diff, claims } = record
  const { tier, seeds, gates = [] } = manifest
  const measured = measuredTables(results)
  const tables = [
    {
      ...table(
        'Reported cells beside what was measured',
        'row|reported|measured|std. error|verdict',
        cellRows(diff, tier),
      ),
      notes: quotedNotes(diff.map(({ reported }) => quotedOf(reported))),
    },
    ...measured.map((each) => ({ ...each, title: '' })),
    ...(measured[0] === undefined ? [] : [bySeed(record, measured[0])]),
    table('Claims', 'claim|statement|verdict|effect|95 % interval|p (Holm)', claimRows(claims)),
  ]
  const sentences = gateSentences(gates, results).map((sentence) => `Gate: ${sentence}.\n\n`)
  return [
    `<!-- prettier-ignore-start -->\n\nTier ${tier}, seeds ${seeds.join(', ')}: means over seeds, standard errors between seeds${partText(results)}.\n\n`,
    ...sentences,
    await renderTables(tables, 'md'),
    '\n<!-- prettier-ignore-end -->\n\n',
  ].join('')
}

/** What a mean is where only one seed has the setting. */
function partText(results: Recorded['results']): string {
  const settings = results.map((each) => new Set(each.settings.map(({ setting }) => setting)))
  const isPart = settings.some((some) => settings.some((other) => some.symmetricDifference(other).size > 0))
  return isPart
    ? '; a setting that one seed alone has stands with its own value and the standard error over its items'
    : ''
}

function table(title: string, header: string, rows: readonly string[][]): Table {
  return { title, columns: header.split('|').map((name) => ({ title: name })), rows }
}

function quotedOf({ value, unit, read_from: readFrom }: ReportedCell): QuotedCell {
  return { reported: value, unit, readFrom }
}

function cellRows(diff: readonly DiffRow[], tier: string): string[][] {
  const nameOf = rowNames(diff.map(({ reported }) => reported))
  return diff.map(({ reported, measured, measuredUnit, standardError, verdict }) => {
    const shown = (value: number) => shownNumber(value, { tier, reported: reported.value })
    return [
      nameOf(reported),
      quotedText(quotedOf(reported)),
      `${shown(measured)} ${unitWord(measuredUnit)}`.trim(),
      standardError === null ? '' : shown(standardError),
      verdict,
    ]
  })
}

/** The first metric of a table of measurements, seed by seed. */
function bySeed({ manifest, results }: Recorded, { columns, rows }: Table): Table {
  const [metric = '', unit] = (columns[1]?.title ?? '').split(', ')
  const scale = unit === '%' ? 100 : 1
  return table(
    `${columns[1]?.title}, by seed`,
    ['setting', ...manifest.seeds.map((seed) => `seed ${seed}`)].join('|'),
    // The first cell of such a table is a setting's name.
    rows.map(([name]) => [
      name as string,
      ...results.map(({ settings }) => {
        const found = settings.filter(({ setting }) => setting === name).flatMap((each) => each.measurements)
        const value = found.find((each) => each.name === metric)?.value
        return value === undefined ? '' : (scale * value).toFixed(unit === '%' ? 1 : 2)
      }),
    ]),
  )
}

function claimRows(claims: readonly ClaimResult[]): string[][] {
  return claims.map(({ claim, statement, verdict, pAdjusted, ...found }) => [
    claim,
    statement,
    verdict,
    effectText(found).effect,
    effectText(found).interval,
    pText(pAdjusted),
  ])
}
