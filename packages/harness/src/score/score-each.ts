import { HarnessError } from '../errors.ts'
import { scoreFile, type FileScore, type ScoreOptions } from './score-file.ts'

/** Options of {@link scoreEach}. */
export interface ScoreEachOptions extends Omit<ScoreOptions, 'variant'> {
  /** The variants that are wanted, or all; if none is, those that the file implies. */
  readonly variants?: readonly string[] | 'all' | undefined
  /** Called for the variants that cannot score the file, by reason, where all are wanted and some can. */
  readonly onUnscored?: ((variants: readonly string[], reason: string) => void) | undefined
}

/**
 * Scores a file by each of some variants. Where none is asked for, it is scored by the one that it implies, and a log of
 * an evaluation program once more by every other variant that makes one of the scores that it holds (two filters are two
 * variants). Of all, the one that the file implies comes first. Each pass reads the file, and calls `onSample` and
 * `onBroken`.
 *
 * @throws as scoreFile; where all variants are asked for, only if none can score the file
 */
export async function* scoreEach(options: ScoreEachOptions): AsyncGenerator<FileScore> {
  const { variants, ...rest } = options
  if (variants === 'all') {
    yield* scoreAll(rest)
    return
  }
  if (variants !== undefined && variants.length > 0) {
    for (const variant of new Set(variants)) yield await scoreFile({ ...rest, variant })
    return
  }
  const first = await scoreFile(rest)
  yield first
  const further = new Set((first.log?.scores ?? []).flatMap(({ variant }) => variant ?? []))
  further.delete(first.variant)
  for (const variant of further) yield await scoreFile({ ...rest, variant })
}

async function* scoreAll(options: Omit<ScoreEachOptions, 'variants'>): AsyncGenerator<FileScore> {
  let failure: HarnessError | undefined
  const unscored = new Map<string, string[]>()
  let scored = 0
  const tried = async (variant: string | undefined): Promise<FileScore | undefined> => {
    try {
      return await scoreFile({ ...options, variant })
    } catch (error) {
      if (!(error instanceof HarnessError) || error.code !== 'harness/nothing-to-score') throw error
      failure ??= error
      if (variant !== undefined)
        unscored.set(error.message, [...(unscored.get(error.message) ?? []), variant])
      return undefined
    }
  }
  const first = await tried(undefined)
  if (first !== undefined) yield first
  for (const { id } of options.benchmark.variants) {
    if (id === first?.variant) continue
    const score = await tried(id)
    if (score === undefined) continue
    scored += 1
    yield score
  }
  if (first === undefined && scored === 0 && failure !== undefined) throw failure
  for (const [message, variants] of unscored) {
    const place = `${options.file}: `
    options.onUnscored?.(variants, message.startsWith(place) ? message.slice(place.length) : message)
  }
}
