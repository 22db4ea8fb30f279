import { appendFile, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { followFile, type FollowedFile } from '../../job/follow-file.ts'
import { headerPattern } from '../script/program-script.ts'

/** What a job writes. */
export interface JobLog {
  /** Each line is told from where it ends now; calling it again does no more. */
  readonly follow: () => Promise<void>
  /** All that was written is told, and nothing more. */
  readonly finish: () => Promise<void>
  /** The same. @returns the last line; where it wrote none, the last that Slurm wrote of it */
  readonly lastLine: () => Promise<string | undefined>
}

/** The log of a job in its folder. @param told - of a line, and of a start, which writes a line of its own */
export async function jobLog(
  folder: string,
  told: { readonly onStart: () => void; readonly onOutput?: ((line: string) => void) | undefined },
): Promise<JobLog> {
  const file = path.join(folder, 'log.txt')
  await appendFile(file, '')
  let followed: FollowedFile | undefined
  async function finish(): Promise<string | undefined> {
    const last = await followed?.finish()
    followed = undefined
    return last
  }
  return {
    async follow() {
      const { size } = await stat(file)
      followed ??= followFile(file, size, (line) =>
        headerPattern.test(line) ? told.onStart() : told.onOutput?.(line),
      )
    },
    finish: async () => void (await finish()),
    async lastLine() {
      const own = await finish()
      if (own !== undefined && !headerPattern.test(own)) return own
      const slurms = await readFile(path.join(folder, 'slurm.txt'), 'utf8').catch(() => '')
      return slurms.trim().split('\n').at(-1) || undefined
    },
  }
}
