import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll } from 'vitest'

const main = path.join(import.meta.dirname, '../src/main.ts')
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

/** A benchmark of one's own: the whole output is the answer. */
const benchmark = `export const benchmark = {
  id: 'mine', version: '1', title: 'Mine', citation: 'none',
  splits: { test: { asset: { name: 'none', url: 'file:///none', sha256: '', bytes: 0, licence: 'CC0-1.0' }, size: 0, parse: () => [] } },
  prompts: [], variantOfFormat: {}, leaderboards: [], defaultVariant: 'whole',
  variants: [{ id: 'whole', version: '1', summary: '', source: '', unparsedVotes: false, grade: (output, { gold }) => {
    const extracted = output.trim() === '' ? null : output.trim()
    return { extracted, gold, score: extracted === gold ? 1 : 0 }
  } }],
  itemId: (given) => String(given), readGold: (given) => given,
}
`

/** A folder with that benchmark as mine.ts, gone after the tests. */
export async function versionsFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-versions-'))
  folders.push(folder)
  await writeFile(path.join(folder, 'mine.ts'), benchmark)
  return folder
}

/** Runs the CLI in the folder, over a store in it; a network is not there. */
export function retable(folder: string, ...words: readonly string[]) {
  return execa(process.execPath, [main, ...words], {
    cwd: folder,
    reject: false,
    env: { RETABLE_STORE: path.join(folder, 'store'), NO_COLOR: '1' },
  })
}

/** What happens to an item: the right answer, a wrong one, none, or the item is not there. */
export type Outcome = 'right' | 'wrong' | 'none' | 'absent'

/** Writes a file of outputs: so many items of each outcome, in this order. */
export async function writeOutputs(
  folder: string,
  name: string,
  counts: readonly (readonly [Outcome, number])[],
): Promise<void> {
  const texts = { right: 'yes', wrong: 'no', none: '', absent: '' }
  const outcomes = counts.flatMap(([outcome, count]) => Array<Outcome>(count).fill(outcome))
  const lines = outcomes.flatMap((outcome, i) =>
    outcome === 'absent'
      ? []
      : `${JSON.stringify({ id: `item-${i}`, output: texts[outcome], gold: 'yes' })}\n`,
  )
  await writeFile(path.join(folder, name), lines.join(''))
}
