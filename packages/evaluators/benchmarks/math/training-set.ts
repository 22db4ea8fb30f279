import type { Item, Split } from '@retable/core'
import { readGold } from './dataset.ts'

const commit = '7ecc794703b2877f63226f2477a49b34f9b25163'

/**
 * The training problems in PRM800K's copy, which keeps them with most of the test problems in one file; only rows that
 * say they are of the training set are taken. One of the 7,500 is not in it.
 */
export const train: Split = {
  asset: {
    name: 'math/train.jsonl',
    url: `https://media.githubusercontent.com/media/openai/prm800k/${commit}/prm800k/math_splits/train.jsonl`,
    sha256: '90d96daeac3fe343ebb1e22ce93dd99690f75983e957f88de42f87cffe1e8076',
    bytes: 10_896_985,
    licence: 'MIT',
  },
  size: 7499,
  parse: (bytes) => parseTraining(new TextDecoder().decode(bytes)),
}

interface TrainingRow {
  readonly problem: string
  readonly solution: string
  readonly subject: string
  /** As `train/algebra/12.json`. */
  readonly unique_id: string
}

/** One JSON object a line. Golds are the solutions' last boxes, as those of the test problems are. */
export function parseTraining(text: string): Item[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TrainingRow)
    .filter(({ unique_id: id }) => id.startsWith('train/'))
    .map(({ problem, solution, subject, unique_id: id }) => ({
      id: id.replace(/\.json$/, ''),
      question: problem,
      gold: readGold(solution),
      solution,
      category: subject,
    }))
}
