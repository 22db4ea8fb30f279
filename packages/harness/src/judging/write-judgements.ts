import path from 'node:path'
import { diskRefusal, makeFolder, writeWhole, type JudgementRow, type JudgeProcedure } from '@retable/core'
import { HarnessError } from '../errors.ts'

/** The text of a file of judgements, in the form that the benchmark's own files have. */
export function judgementsText(rows: readonly JudgementRow[], form: JudgeProcedure['file']['form']): string {
  if (form === 'lines') return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  return `[${rows.map((row) => `\n${JSON.stringify(row)}`).join(',')}\n]\n`
}

/**
 * Writes judgements whole or not at all.
 *
 * @throws HarnessError `harness/run-files` if the disk refuses
 */
export async function writeJudgements(
  file: string,
  rows: readonly JudgementRow[],
  form: JudgeProcedure['file']['form'],
): Promise<void> {
  try {
    await makeFolder(path.dirname(file))
    await writeWhole(file, judgementsText(rows, form))
  } catch (cause) {
    const why = diskRefusal(cause)
    if (why === undefined) throw cause
    throw new HarnessError('harness/run-files', `${file} cannot be written: ${why}`, {
      kind: 'environment',
      cause,
    })
  }
}
