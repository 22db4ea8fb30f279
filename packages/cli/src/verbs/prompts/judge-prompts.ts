import type { JudgeBenchmark } from '@retable/core'
import { showJudgePrompt } from '@retable/harness/judging'
import { counted, printable, printableJson, tableText } from '@retable/report'
import { assetsFromEnvironment } from '../../environment.ts'
import { startProgress } from '../../progress.ts'
import { waysOf, waysTable } from '../judge/ways-table.ts'
import type { PromptsRequest } from './run-prompts.ts'

/** Prints what a benchmark's judge is sent; without a way and an item, which ways to ask it there are. */
export async function printJudgePrompts(
  benchmark: JudgeBenchmark,
  request: PromptsRequest,
  signal: AbortSignal,
): Promise<void> {
  const { prompt: way, item, json } = request
  if (way === undefined && item === undefined) return listWays(benchmark, json)
  const progress = startProgress()
  const assets = assetsFromEnvironment(request.acceptLicence, progress)
  const shown = await showJudgePrompt(benchmark, { way, item }, (asset) => assets.read(asset, signal))
  progress.end()
  if (json) return void process.stdout.write(`${printableJson(shown)}\n`)
  const { prompt, response, sampling, logprobs, conversation, conversations } = shown
  const messages = typeof prompt === 'string' ? [{ role: 'text', content: prompt }] : prompt
  const parts = [...messages, ...(response === undefined ? [] : [{ role: 'response', content: response }])]
  const texts = parts.map(({ role, content }) => `[${role}]\n${content}\n`)
  process.stdout.write(`${texts.join('\n').split('\n').map(printable).join('\n')}`)
  const which = conversations === 1 ? '' : `; the first of ${conversations} conversations (${conversation})`
  const drawn = `temperature ${sampling.temperature}, ${counted(sampling.maxTokens, 'token')} at most`
  const read = logprobs === undefined ? '' : `, log-probabilities of the ${logprobs} likeliest`
  process.stderr.write(
    `${printable(`${shown.benchmark}, asked by ${shown.way}, item ${shown.item.slice(0, 60)}${which}; ${drawn}${read}`)}\n`,
  )
}

async function listWays(benchmark: JudgeBenchmark, json: boolean | undefined): Promise<void> {
  const ways = await waysOf(benchmark)
  if (json) return void process.stdout.write(`${printableJson(ways)}\n`)
  const text = ways.length === 0 ? `${benchmark.id} has no way to ask its judge` : ''
  process.stdout.write(`${text || tableText(waysTable(benchmark.id, ways))}\n`)
}
