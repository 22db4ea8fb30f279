import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parsePythonJson, type ReadRow } from '@retable/core'
import { ReaderError } from '../errors.ts'
import { isObject, objectIn, type JsonObject } from '../json.ts'
import { readText } from '../open-text.ts'

const samplesName =
  /^samples_(?<task>.{1,200})_(?<time>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:\.\d{1,9})?)\.jsonl?(?:\.gz)?$/

/** Whether a file is named as lm-evaluation-harness names its samples. */
export function isSamplesName(file: string): boolean {
  return samplesName.test(path.basename(file))
}

/**
 * What a run of lm-evaluation-harness states of one task, from the results file that lies beside the samples and
 * has the same time in its name. Nothing but the task is known if there is none.
 *
 * @throws ReaderError `readers/not-json`
 */
export async function statedBy(
  file: string,
  signal?: AbortSignal,
): Promise<Extract<ReadRow, { kind: 'log' }>> {
  const { task, time } = samplesName.exec(path.basename(file))?.groups ?? {}
  if (task === undefined || time === undefined) return { kind: 'log', unit: 'document', scores: {} }
  const beside = path.join(path.dirname(file), `results_${time}.json`)
  const found = [beside, `${beside}.gz`].find((name) => existsSync(name))
  if (found === undefined) return { kind: 'log', task, unit: 'document', scores: {} }
  const results = await readResults(found, signal)
  const rows = objectIn(objectIn(results, 'n-samples'), task)['effective']
  const settings = settingsIn(results, task)
  return {
    kind: 'log',
    task,
    unit: 'document',
    ...(Object.keys(settings).length > 0 ? { settings } : {}),
    ...(typeof rows === 'number' && Number.isInteger(rows) && rows >= 0 ? { rows } : {}),
    scores: scoresIn(objectIn(objectIn(results, 'results'), task)),
  }
}

/** How the task was asked; how a prompt is built may be a page long, so that a hash stands for it. */
function settingsIn(results: JsonObject, task: string): Record<string, unknown> {
  const config = objectIn(objectIn(results, 'configs'), task)
  const { doc_to_text: prompt, description = '' } = config
  const told: Record<string, unknown> = {
    'task version': objectIn(results, 'versions')[task],
    'examples before the question': objectIn(results, 'n-shot')[task],
    prompt: typeof prompt === 'string' ? hash('sha256', `${String(description)}\n${prompt}`) : undefined,
    sampling: config['generation_kwargs'],
    'chat template': results['chat_template_sha'],
    'system instruction': results['system_instruction_sha'],
  }
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
}

/** The metrics, "name,filter", without their standard errors; other numbers count things. */
function scoresIn(results: JsonObject): Record<string, number> {
  const isScore = (entry: [string, unknown]): entry is [string, number] =>
    typeof entry[1] === 'number' && entry[0].includes(',') && !entry[0].includes('_stderr,')
  return Object.fromEntries(Object.entries(results).filter(isScore))
}

async function readResults(file: string, signal?: AbortSignal): Promise<JsonObject> {
  let value: unknown
  try {
    value = parsePythonJson(await readText(file, signal))
  } catch (error) {
    if (error instanceof ReaderError || signal?.aborted) throw error
    const advice = 'mend it, or take it away to score the samples without what it states'
    throw new ReaderError('readers/not-json', `${file}: is not valid JSON; ${advice}`, error)
  }
  if (isObject(value)) return value
  throw new ReaderError('readers/not-json', `${file}:1: is no JSON object, as lm-eval writes its results`)
}
