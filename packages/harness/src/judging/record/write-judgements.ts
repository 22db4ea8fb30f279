import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { diskRefusal, makeFolder, writeWhole, type JudgementRow, type JudgeProcedure } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { beginRecord } from '../../results/places/record-place.ts'

/** The text of a file of judgements, in the form that the benchmark's own files have. */
export function judgementsText(rows: readonly JudgementRow[], form: JudgeProcedure['file']['form']): string {
  if (form === 'lines') return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  return `[${rows.map((row) => `\n${JSON.stringify(row)}`).join(',')}\n]\n`
}

/**
 * Writes files of judgements, each whole or not at all. A record that stands beside others than these is none from then on,
 * unless what is written is none of its files.
 *
 * @param files - texts by name
 * @throws HarnessError `harness/run-files` if the disk refuses
 */
export async function writeJudgements(
  folder: string,
  files: Readonly<Record<string, string>>,
  { isRecord = true }: { readonly isRecord?: boolean } = {},
): Promise<void> {
  try {
    await makeFolder(folder)
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name)
      if ((await readFile(file, 'utf8').catch(() => undefined)) === text) continue
      if (isRecord) await beginRecord(folder)
      await writeWhole(file, text)
    }
  } catch (cause) {
    const why = diskRefusal(cause)
    if (why === undefined) throw cause
    throw new HarnessError('harness/run-files', `${folder} takes no judgements: ${why}`, {
      kind: 'environment',
      cause,
    })
  }
}
