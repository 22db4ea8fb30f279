import type { JudgeProcedure, Readout } from '@retable/core'
import type { Assets } from '@retable/harness/benchmarks'
import { isServedHere } from '@retable/harness/evals'
import {
  drawnTasks,
  prepareJudging,
  questionsOf,
  readStored,
  type JudgingPlan,
} from '@retable/harness/judging'
import { assetsFromEnvironment } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import { startProgress } from '../../progress.ts'
import { endpointOf } from '../eval/endpoint-of.ts'
import type { EndpointRequest } from '../eval/eval-request.ts'
import { readLimits } from '../eval/read-limits.ts'
import type { JudgingRequest } from './judge-request.ts'

/** A model's name; undefined where it is served here, and has the name that its server gives it. */
type KnownName = string | undefined

/**
 * Lays out all that a judge is asked, so that what is wrong with outputs, pinned files, draws or the address is told before a
 * server is started or anything is sent.
 *
 * @returns what is judged and the judge, by their names
 */
export async function requirePrepared(
  request: JudgingRequest,
  {
    stored,
    ...of
  }: Omit<JudgingPlan, 'judge' | 'readout' | 'limit'> & { readonly stored?: string | undefined },
  signal: AbortSignal,
): Promise<{ readonly subject: KnownName; readonly judge: KnownName }> {
  requireRewardRoute(request, of.procedure)
  requireReadout(request, of.procedure)
  const judge = await requireReachable(request)
  const readout = readoutOf(request) ?? of.procedure.readouts[0]
  const prepared = await withAssets(request, async (assets) => {
    const plan = { ...of, readout, judge: judge ?? '', limit: request.limit }
    const found = await prepareJudging(plan, { assets, signal })
    if (stored !== undefined) await readStored(found, stored, { assets, signal })
    return found
  })
  drawnTasks(prepared.tasks, request.samples ?? 1)
  return { subject: of.procedure.subject === 'outputs' ? prepared.model : judge, judge }
}

/**
 * The same where a model answers first: what is wrong with its judge is told before it has answered.
 *
 * @returns both by their names
 */
export async function requireAnswerable(
  { model, judging }: { readonly model: EndpointRequest; readonly judging: JudgingRequest },
  procedure: JudgeProcedure,
  signal: AbortSignal,
): Promise<{ readonly subject: KnownName; readonly judge: KnownName }> {
  const { prompts, data } = procedure
  requireRewardRoute(judging, procedure)
  requireReadout(judging, procedure)
  const [subject, judge] = [await requireReachable(model), await requireReachable(judging)]
  await withAssets(judging, async (assets) => {
    for (const asset of [...prompts, ...data]) await assets.read(asset, signal)
    await questionsOf(procedure, { read: (asset) => assets.read(asset, signal), model: subject ?? '' })
  })
  return { subject, judge }
}

/** @throws CliError `cli/judge` where it is not known how a model is asked for what is judged */
export function requireAnswering(benchmark: string, { id, answering }: JudgeProcedure): void {
  if (answering !== undefined) return
  throw new CliError(
    'cli/judge',
    `${benchmark}: how a model is asked for what ${id} judges is not known; ./retable judge ${benchmark} --outputs FILE judges what you have`,
  )
}

/** What the judge's verdicts are read of, where it is asked for by name. */
export function readoutOf({ verdicts }: Pick<JudgingRequest, 'verdicts'>): Readout | undefined {
  if (verdicts === undefined) return undefined
  return verdicts === 'text' ? 'text' : 'log-probabilities'
}

function requireReadout(request: JudgingRequest, { id, readouts }: JudgeProcedure): void {
  const readout = readoutOf(request)
  if (readout === undefined || readouts.includes(readout)) return
  throw new CliError(
    'cli/judge',
    `--verdicts: those of ${id} are read of ${readouts.join(' or ')} alone; leave it out`,
  )
}

/** @throws CliError `cli/judge` for the route of a reward model, where none is asked */
function requireRewardRoute({ rewardRoute }: JudgingRequest, { id, readouts }: JudgeProcedure): void {
  if (rewardRoute === undefined || readouts.includes('reward')) return
  throw new CliError('cli/judge', `--reward-route: ${id} asks no reward model; leave it out`)
}

/** Makes sure that there is an address, or a model that is served here, with the key and the prices that are named. */
async function requireReachable(request: EndpointRequest): Promise<KnownName> {
  const { model, baseUrls } = await endpointOf(request)
  await readLimits(request)
  if (baseUrls.length > 0) return model
  // Of any other name opening says what is lacking; nothing is started for it.
  if (await isServedHere(model)) return undefined
  throw new CliError(
    'cli/judge',
    `where is ${model} served? give its address, as in http://127.0.0.1:8000/v1, with --base-url (or OPENAI_BASE_URL), or a judge’s own with --judge-base-url`,
  )
}

async function withAssets<T>(
  { acceptLicence }: Pick<EndpointRequest, 'acceptLicence'>,
  work: (assets: Assets) => Promise<T>,
): Promise<T> {
  const progress = startProgress()
  try {
    return await work(assetsFromEnvironment(acceptLicence, progress))
  } finally {
    progress.end()
  }
}
