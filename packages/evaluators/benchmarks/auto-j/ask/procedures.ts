import type { Asset, Conversation, JudgeProcedure, ReadAsset } from '@retable/core'
import { formatted } from '../../../asking/fill.ts'
import { readLines, readText } from '../../../asking/read-text.ts'
import { assets } from '../assets.ts'
import { pairwise, rating } from '../judges.ts'
import { readPairwise } from '../pairwise-file.ts'

/** The prompts that Auto-J is used with; a server's chat template stands in the place of Llama 2's around them. */
const prompts: Asset = {
  name: 'auto-j/codes/usage/constants_prompt.py',
  url: 'https://raw.githubusercontent.com/GAIR-NLP/auto-j/2ae17a3965d933232e9cd50302aa0f176249c83b/codes/usage/constants_prompt.py',
  sha256: 'd2f072989e1952c5cc346724374069b3a71924809c03c5d799de517559cb9e59',
  bytes: 2039,
  licence: 'NONE',
}

const source = 'GAIR-NLP/auto-j at 2ae17a3, codes/usage/constants_prompt.py and example.py'

const common = {
  version: '1',
  publishedJudge: null,
  subject: 'pairs',
  readouts: ['text'],
  prompts: [prompts],
} as const

/** Eval-P: which of two responses is better, or neither, in both orders. */
export const pairs: JudgeProcedure = {
  ...common,
  id: 'pairwise',
  summary: 'Eval-P: 1,392 pairs in both orders, with a tie',
  source: `${source}, protocol pairwise_tie`,
  variant: 'agreement',
  data: [assets.pairs],
  verdictsIn: (judgements) =>
    new Map(
      readPairwise(judgements, true).judgements.map(({ index, verdicts }) => [String(index), verdicts]),
    ),
  file: { name: 'verdicts.jsonl', form: 'lines' },
  async tasks({ read, judge }) {
    const template = await promptOf('pairwise_tie', read)
    const all = await readLines<Readonly<Record<'prompt' | 'response 1' | 'response 2', string>>>(
      assets.pairs,
      read,
    )
    return all.map((pair, id) => {
      const { prompt, 'response 1': one, 'response 2': two } = pair
      const orders = [
        [one, two],
        [two, one],
      ] as const
      return {
        id: String(id),
        conversations: orders.map(([response, response_another], i) =>
          single(
            i === 0 ? 'given' : 'exchanged',
            formatted(template, { prompt, response, response_another }),
            pairwise.parse,
          ),
        ),
        row(answers) {
          const [output, exchange_output] = answers.map(([answer]) => answer!.text)
          return { id, judge, output, exchange_output }
        },
      }
    })
  },
}

/** Eval-C: a critique of each response, with a rating. */
export const ratings: JudgeProcedure = {
  ...common,
  id: 'single',
  summary: 'Eval-C: a critique of each of 232 responses, with a rating',
  source: `${source}, protocol single`,
  variant: 'rating',
  data: [assets.responses],
  file: { name: 'critiques.jsonl', form: 'lines' },
  async tasks({ read, judge }) {
    const template = await promptOf('single', read)
    const all = await readLines<Readonly<Record<'prompt' | 'response', string>>>(assets.responses, read)
    return all.map(({ prompt, response }, id) => ({
      id: String(id),
      conversations: [
        single(
          'critique',
          formatted(template, { prompt, response }),
          (text) => rating.parse(text)?.toString() ?? null,
        ),
      ],
      row: (answers) => ({ judge, output: answers[0]![0]!.text }),
      // Rows go by their place; one without a text is broken.
      rowWithout: () => ({ judge, output: null }),
    }))
  },
}

function single(id: string, content: string, parse: (text: string) => string | null): Conversation {
  return {
    id,
    next: (answers) =>
      answers.length > 0
        ? null
        : {
            prompt: [{ role: 'user', content }],
            sampling: { temperature: 0, topP: 1, maxTokens: 1024 },
          },
    verdict: ([answer]) => parse(answer!.text),
    hasVerdict: ([answer]) => parse(answer!.text) !== null,
  }
}

/** A text between three double quotes, of Python without escapes. */
async function promptOf(name: string, read: ReadAsset): Promise<string> {
  const found = new RegExp(`^${name} = """([^]*?)"""`, 'm').exec(await readText(prompts, read))
  return found![1]!
}
