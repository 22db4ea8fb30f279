import type {
  Conversation,
  Judge,
  JudgeAnswer,
  JudgeProcedure,
  JudgeTask,
  PairVerdict,
  PromptText,
  ReadAsset,
} from '@retable/core'
import { chatMessages } from '../../../asking/chat-template.ts'
import { formatted } from '../../../asking/fill.ts'
import { isLonger } from '../../../asking/longer.ts'
import { readText } from '../../../asking/read-text.ts'
import { itemName } from '../../../judgements/names.ts'
import { outputIsBetter, outputLine } from '../judges.ts'
import { winnerOf } from '../pair-rows.ts'
import { shortName, subsets } from '../sets.ts'
import { datasets, prompts, type PromptName } from './assets.ts'

/** What is asked before the comparison, of the instruction alone, and the longest answer. */
const auxiliaries = { 'auxiliary/Metrics': 150, 'auxiliary/Reference': 384 } as const

/** One of the authors' ways to ask. */
interface Way {
  readonly id: string
  readonly summary: string
  readonly before: readonly (keyof typeof auxiliaries)[]
  readonly comparison: PromptName
  readonly maxTokens: number
  readonly judge: Judge<PairVerdict>
}

const bare = { before: [], maxTokens: 50, judge: outputLine } as const
const metrics = 'auxiliary/Metrics'
const reference = 'auxiliary/Reference'

const ways: readonly [Way, ...Way[]] = [
  {
    ...bare,
    id: 'Vanilla',
    summary: 'rules of the evaluation, and a bare answer',
    comparison: 'comparison/Vanilla',
  },
  {
    ...bare,
    id: 'Vanilla_NoRules',
    summary: 'a bare answer without rules',
    comparison: 'comparison/Vanilla_NoRules',
  },
  {
    ...{ id: 'CoT', summary: 'an explanation before the answer', comparison: 'comparison/CoT' },
    ...{ before: [], maxTokens: 300, judge: outputIsBetter },
  },
  {
    ...bare,
    id: 'Metrics',
    summary: 'questions of its own first',
    before: [metrics],
    comparison: 'comparison/Metrics',
  },
  {
    ...bare,
    id: 'Reference',
    summary: 'an answer of its own first',
    before: [reference],
    comparison: 'comparison/Reference',
  },
  {
    ...{ ...bare, id: 'Metrics_Reference', summary: 'questions and an answer of its own first' },
    ...{ before: [metrics, reference], comparison: 'comparison/Metrics_Reference' },
  },
  { ...bare, id: 'Vanilla_1shot', summary: 'one worked example', comparison: 'comparison/Vanilla_1shot' },
  { ...bare, id: 'Vanilla_2shot', summary: 'two worked examples', comparison: 'comparison/Vanilla_2shot' },
]

/** The authors' ways to ask for a comparison; those of ratings, and of swapping and synthesising, are not here. */
export const procedures = ways.map(procedureOf) as [JudgeProcedure, ...JudgeProcedure[]]

interface Pair {
  readonly input: string
  readonly output_1: string
  readonly output_2: string
  readonly label: 1 | 2
}

function procedureOf(way: Way): JudgeProcedure {
  return {
    id: way.id,
    version: '3',
    summary: way.summary,
    source: `princeton-nlp/LLMBar at 900616b, LLMEvaluator/evaluate.py and evaluators/config/GPT-4/${way.id}.json, without its logit biases`,
    variant: 'paper',
    publishedJudge: null,
    subject: 'pairs',
    readouts: ['text'],
    prompts: [...way.before, way.comparison].map((name) => prompts[name]),
    data: subsets.map(({ id }) => datasets[id]!),
    file: { name: 'results.jsonl', form: 'lines' },
    async tasks({ read, judge }) {
      const texts = await textsOf(way, read)
      const tasks: JudgeTask[] = []
      for (const { id: subset } of subsets) {
        const pairs = JSON.parse(await readText(datasets[subset]!, read)) as readonly Pair[]
        tasks.push(...pairs.map((pair, i) => pairTask(pair, { subset, id: String(i), way, texts, judge })))
      }
      return tasks
    },
  }
}

type Texts = ReadonlyMap<PromptName, string>

async function textsOf({ before, comparison }: Way, read: ReadAsset): Promise<Texts> {
  const texts = new Map<PromptName, string>()
  for (const name of [...before, comparison]) texts.set(name, await readText(prompts[name], read))
  return texts
}

/** A pair in both orders. What is asked before is the same for both, and of one draw alone it is asked once. */
function pairTask(
  pair: Pair,
  of: {
    readonly subset: string
    readonly id: string
    readonly way: Way
    readonly texts: Texts
    readonly judge: string
  },
): JudgeTask {
  const { subset, id, way, texts, judge } = of
  return {
    id: `${subset}/${id}`,
    conversations: [false, true].map((swapped) => orderOf(pair, swapped, { way, texts })),
    traits: { item: itemName(shortName(subset), id), isLonger: isBetterLonger(pair) },
    row: (answers) => ({
      ...{ id, subset, ...pair, judge_model: judge },
      results: [
        ...answers[0]!.slice(0, -1).map(completionOf),
        {
          'swap = False': resultOf(answers[0]!, false, way),
          'swap = True': resultOf(answers[1]!, true, way),
        },
      ],
    }),
  }
}

/** Whether the better output is the longer one. */
function isBetterLonger({ output_1: one, output_2: two, label }: Pair): boolean {
  const [better, worse] = label === 1 ? [one, two] : [two, one]
  return isLonger(better, worse)
}

function orderOf(pair: Pair, swapped: boolean, { way, texts }: { way: Way; texts: Texts }): Conversation {
  const { input, output_1: one, output_2: two } = pair
  return {
    id: swapped ? 'swapped' : 'given',
    next(answers) {
      const auxiliary = way.before[answers.length]
      if (auxiliary !== undefined) {
        return asked(texts.get(auxiliary)!, { input }, auxiliaries[auxiliary])
      }
      if (answers.length > way.before.length) return null
      const own = Object.fromEntries(answers.map(({ text }, i) => [`auxiliary_input_${i}`, text.trim()]))
      const outputs = { output_1: swapped ? two : one, output_2: swapped ? one : two }
      return asked(texts.get(way.comparison)!, { input, ...outputs, ...own }, way.maxTokens)
    },
    verdict: (answers) => way.judge.parse(answers.at(-1)!.text.trim()),
    hasVerdict: (answers) => way.judge.parse(answers.at(-1)!.text.trim()) !== null,
  }
}

function asked(template: string, values: Readonly<Record<string, string>>, maxTokens: number) {
  const prompt: PromptText = chatMessages(template, (content) => formatted(content, values))
  return { prompt, sampling: { temperature: 0, topP: 1, maxTokens } }
}

function resultOf(answers: readonly JudgeAnswer[], swapped: boolean, { judge }: Way) {
  const last = answers.at(-1)!
  const before = answers.slice(0, -1).map(completionOf)
  return {
    completion: completionOf(last),
    winner: winnerOf(judge.parse(last.text.trim()), swapped),
    // Of several draws each order has its own; the released files have those of the first alone.
    ...(swapped && before.length > 0 ? { before } : {}),
  }
}

function completionOf({ text, finish }: JudgeAnswer) {
  return [text.trim(), finish ?? null]
}
