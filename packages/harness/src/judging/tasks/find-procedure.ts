import type { JudgeBenchmark, JudgeProcedure } from '@retable/core'
import { HarnessError } from '../../errors.ts'

/**
 * The way of asking a benchmark's judge that is named, or its default one.
 *
 * @throws HarnessError `harness/no-judge` where a benchmark's judge cannot be asked, or not so
 */
export async function findProcedure(
  { id, asking }: Pick<JudgeBenchmark, 'id' | 'asking'>,
  asked?: string,
): Promise<JudgeProcedure> {
  if (asking === undefined) {
    throw new HarnessError(
      'harness/no-judge',
      `${id}: how its judge is asked is not known here; ./retable score reads judgements that others made`,
    )
  }
  const procedures = await asking()
  const found = procedures.find((each) => asked === undefined || each.id === asked)
  if (found !== undefined) return found
  const known = procedures.map((each) => each.id).join(', ')
  throw new HarnessError('harness/no-judge', `${id} has no way "${asked}" to ask its judge; it has: ${known}`)
}
