import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { TierName } from '@retable/core'
import { parse } from 'csv-parse/sync'
import { loadPaper } from './load-paper.ts'
import { paperIds } from './paper-ids.ts'

/** A paper on the shelf, with what the project's own recorded runs found. */
export interface ListedPaper {
  readonly paper: string
  readonly title: string
  readonly arxiv: string
  readonly tiers: readonly { readonly tier: TierName; readonly available: boolean; readonly reason: string }[]
  /** Whether some of its cells can be recomputed from released outputs. */
  readonly replay: boolean
  readonly claims: {
    /** How many the paper's package names; the others count what the recorded runs say of them. */
    readonly stated: number
    readonly supported: number
    readonly notSupported: number
    readonly contradicted: number
  }
  readonly cells: {
    /** How many the paper's package holds; the others count what the recorded runs say of them. */
    readonly reported: number
    readonly exact: number
    readonly reproduced: number
    readonly inconclusive: number
    readonly deviates: number
    readonly notComparable: number
  }
}

const tierNames: readonly TierName[] = ['nano', 'mini', 'paper']

/** The papers of a checkout: the packages under reproductions/, in alphabetical order. */
export async function listPapers(root: string): Promise<readonly ListedPaper[]> {
  return Promise.all(paperIds(root).map((name) => listed(root, name)))
}

async function listed(root: string, name: string): Promise<ListedPaper> {
  const { reproduction, cells: reported } = await loadPaper(root, name)
  const tiers = tierNames.map((tier) => {
    const make = reproduction.runs?.tiers[tier]
    if (make === undefined) return { tier, available: false, reason: 'no recipe yet' }
    const { engine } = make({ seed: 0, quick: false })
    return engine.engine === 'none'
      ? { tier, available: false, reason: engine.reason }
      : { tier, available: true, reason: '' }
  })
  const results = path.join(root, 'results', name, reproduction.runs?.defaultTier ?? 'nano')
  const claims = counter(await verdicts(path.join(results, 'claims.csv')))
  const cells = counter(await verdicts(path.join(results, 'diff.csv')))
  return {
    paper: name,
    title: reproduction.paper.title,
    arxiv: reproduction.paper.arxiv,
    tiers,
    replay: reproduction.replay !== undefined,
    claims: {
      stated: reproduction.claims.length,
      supported: claims('supported'),
      notSupported: claims('not supported'),
      contradicted: claims('contradicted'),
    },
    cells: {
      reported: reported.length,
      exact: cells('exact'),
      reproduced: cells('reproduced'),
      inconclusive: cells('inconclusive'),
      deviates: cells('deviates'),
      notComparable: cells('not comparable'),
    },
  }
}

/** The verdict column of a recorded file; nothing where nothing was recorded yet. */
async function verdicts(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return parse<{ verdict: string }>(text, { columns: true }).map(({ verdict }) => verdict)
}

function counter(values: readonly string[]): (wanted: string) => number {
  return (wanted) => values.filter((value) => value === wanted).length
}
