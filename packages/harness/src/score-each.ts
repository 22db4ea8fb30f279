import { scoreFile, type FileScore, type ScoreOptions } from './score-file.ts'

/**
 * Scores a file, and a log of an evaluation program once more by every other variant that makes one of the scores that
 * it holds (two filters are two variants). A variant that is asked for is the only one. Each pass reads the file, and
 * calls `onSample` and `onBroken`.
 *
 * @throws as scoreFile
 */
export async function* scoreEach(options: ScoreOptions): AsyncGenerator<FileScore> {
  const first = await scoreFile(options)
  yield first
  if (options.variant !== undefined) return
  const variants = new Set((first.log?.scores ?? []).flatMap(({ variant }) => variant ?? []))
  variants.delete(first.variant)
  for (const variant of variants) yield await scoreFile({ ...options, variant })
}
