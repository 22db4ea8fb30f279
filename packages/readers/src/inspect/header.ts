import type { ReadRow } from '@retable/core'
import { isObject, listIn, objectIn, type JsonObject } from '../json.ts'

/**
 * What an Inspect log states of itself, from its header (`version`, `status`, `eval`, `results`). A log without
 * results is unfinished: the number of its samples follows from the items and epochs that it set out to run.
 */
export function statedByHeader(header: JsonObject): Extract<ReadRow, { kind: 'log' }> {
  const run = objectIn(header, 'eval')
  const { task } = run
  const { status } = header
  const results = objectIn(header, 'results')
  const counts = [results['total_samples'], plannedSamples(run)].filter(isCount)
  const stated = accuracies(results)
  const reduced = stated.filter(({ reducer }) => reducer !== 'mean')
  const settings = settingsIn(header)
  return {
    kind: 'log',
    ...(typeof task === 'string' ? { task } : {}),
    status: typeof status === 'string' ? status : 'started',
    unit: 'sample',
    ...(counts.length > 0 ? { rows: Math.max(...counts) } : {}),
    scores: Object.fromEntries(
      stated.filter(({ reducer }) => reducer === 'mean').map(({ name, value }) => [name, value]),
    ),
    ...(reduced.length > 0 ? { reduced } : {}),
    ...(Object.keys(settings).length > 0 ? { settings } : {}),
  }
}

/** What of a plan's configuration decides answers: not how many are asked at once, nor the seed. */
const deciding = [
  'temperature',
  'top_p',
  'top_k',
  'max_tokens',
  'stop_seqs',
  'system_message',
  'reasoning_effort',
]

/** How the task was asked. */
function settingsIn(header: JsonObject): Record<string, unknown> {
  const [run, plan] = [objectIn(header, 'eval'), objectIn(header, 'plan')]
  const config = objectIn(plan, 'config')
  const told: Record<string, unknown> = {
    'task version': run['task_version'],
    'task arguments': run['task_args'],
    solvers: plan['steps'],
    ...Object.fromEntries(deciding.map((name) => [name, config[name]])),
  }
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== null))
}

/** Items chosen, by their ids, by the limit, or all of the data set, times the epochs. */
function plannedSamples(run: JsonObject): number | undefined {
  const [dataset, config] = [objectIn(run, 'dataset'), objectIn(run, 'config')]
  const epochs = isCount(config['epochs']) ? config['epochs'] : 1
  const ids = listIn(dataset, 'sample_ids').length
  if (ids > 0) return ids * epochs
  const all = dataset['samples']
  if (!isCount(all)) return undefined
  const { limit } = config
  const [first, end] = Array.isArray(limit) ? (limit as unknown[]) : [0, limit]
  const chosen = isCount(first) && isCount(end) ? Math.max(0, Math.min(all, end) - first) : all
  return chosen * epochs
}

interface Stated {
  readonly name: string
  /** How the epochs of an item became one score; the mean where nothing says. */
  readonly reducer: string
  readonly value: number
}

/** Each scorer's accuracy under each reducer, or mean where it has no accuracy; the first of several by one name. */
function accuracies(results: JsonObject): Stated[] {
  const found = new Map<string, Stated>()
  for (const score of listIn(results, 'scores').filter(isObject)) {
    const metrics = objectIn(score, 'metrics')
    const value = objectIn(metrics, 'accuracy')['value'] ?? objectIn(metrics, 'mean')['value']
    if (typeof score['name'] !== 'string' || typeof value !== 'number' || !Number.isFinite(value)) continue
    const name = scoreName(score['name'], score['scorer'])
    const reducer = typeof score['reducer'] === 'string' ? score['reducer'] : 'mean'
    const key = `${reducer} ${name}`
    if (!found.has(key)) found.set(key, { name, reducer, value })
  }
  return [...found.values()]
}

/** A part of a scorer's value is named beside the scorer; a scorer that comes twice has a number behind its name. */
function scoreName(name: string, scorer: unknown): string {
  if (typeof scorer !== 'string' || /^\d*$/.test(name.startsWith(scorer) ? name.slice(scorer.length) : '-'))
    return name
  return `${scorer}/${name}`
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
