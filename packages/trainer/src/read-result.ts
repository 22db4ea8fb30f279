import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { TrainerError } from './errors.ts'
import type { TrainingResult } from './result.ts'

/** What a field must be, as a check and in words. */
type Kind = readonly [words: string, check: (value: unknown) => boolean]

const text: Kind = ['a text', (value) => typeof value === 'string']
const number: Kind = ['a number', (value) => typeof value === 'number']
const whole: Kind = ['a whole number', (value) => Number.isInteger(value)]
const hash: Kind = ['a sha256', (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)]
const list: Kind = ['a list', (value) => Array.isArray(value)]
const numbers: Kind = [
  'a list of whole numbers',
  (value) => Array.isArray(value) && value.every(Number.isInteger),
]
const object: Kind = ['an object', (value) => isObject(value)]
const orNull = ([words, check]: Kind): Kind => [`${words} or null`, (value) => value === null || check(value)]

/** Fields by path; `[]` stands for each element of a list. */
const fields: Readonly<Record<string, Kind>> = {
  version: ['1', (value) => value === 1],
  job: hash,
  models: ['a list that is not empty', (value) => Array.isArray(value) && value.length > 0],
  'models[].folder': text,
  'models[].step': whole,
  'models[].hash': hash,
  'models[].parameters': whole,
  'models[].tensors': whole,
  'rows.given': whole,
  'rows.used': whole,
  'rows.tooLong': whole,
  'rows.unspellable': whole,
  'tokens.perPass': whole,
  'tokens.trained': whole,
  'first.loss': number,
  'first.gradNorm': number,
  'first.margin': orNull(number),
  changedShare: number,
  'template.sha256': hash,
  'template.bos': orNull(whole),
  'template.eos': whole,
  'template.pad': whole,
  'template.probe.messages': list,
  'template.probe.ids': numbers,
  shown: list,
  'shown[].prompt': text,
  'shown[].completion': text,
  'shown[].ids': numbers,
  'shown[].mask': numbers,
  logProbabilities: list,
  'logProbabilities[].promptIds': numbers,
  'logProbabilities[].completionIds': numbers,
  'logProbabilities[].sum': number,
  resolved: list,
  'resolved[].name': text,
  'resolved[].source': [
    'job, stated, inferred or assumed',
    (value) => ['job', 'stated', 'inferred', 'assumed'].includes(value as string),
  ],
  versions: object,
  'launcher.threads': whole,
  'launcher.environment': object,
  seconds: number,
}

/**
 * Reads and checks result.json of a job's folder.
 *
 * @throws TrainerError `trainer/no-result` where there is none: the job is not done; `trainer/bad-result` for a wrong one
 */
export async function readTrainingResult(jobFolder: string): Promise<TrainingResult> {
  const file = path.join(jobFolder, 'result.json')
  let content: string
  try {
    content = await readFile(file, 'utf8')
  } catch (error) {
    throw new TrainerError(
      'trainer/no-result',
      `${file} cannot be read: the training is not done; run it again and it goes on`,
      error,
    )
  }
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch (error) {
    throw new TrainerError('trainer/bad-result', `${file} is not JSON`, error)
  }
  for (const [name, [words, check]] of Object.entries(fields)) {
    const fault = faultAt(value, name.split('.'), check)
    if (fault !== undefined) {
      throw new TrainerError('trainer/bad-result', `${file}: ${fault} must be ${words}`)
    }
  }
  return value as TrainingResult
}

/** The path of the first value that is not as it must be. */
function faultAt(
  value: unknown,
  [name, ...rest]: readonly string[],
  check: (value: unknown) => boolean,
): string | undefined {
  if (name === undefined) return check(value) ? undefined : ''
  const isEach = name.endsWith('[]')
  const key = isEach ? name.slice(0, -2) : name
  const below = isObject(value) ? value[key] : undefined
  const join = (head: string, tail: string | undefined) => {
    if (tail === undefined) return undefined
    return tail === '' ? head : `${head}.${tail}`
  }
  if (!isEach) return join(key, faultAt(below, rest, check))
  if (!Array.isArray(below)) return key
  for (const [i, element] of below.entries()) {
    const fault = join(`${key}[${i}]`, faultAt(element, rest, check))
    if (fault !== undefined) return fault
  }
  return undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
