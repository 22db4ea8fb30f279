import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'

/** Those of some programs that are on the PATH; nothing is started. */
export async function onPath(...programs: readonly string[]): Promise<readonly string[]> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const isThere = async (program: string) => {
    const found = await Promise.all(
      folders.map((folder) =>
        access(path.join(folder, program), constants.X_OK).then(
          () => true,
          () => false,
        ),
      ),
    )
    return found.includes(true)
  }
  const there = await Promise.all(programs.map(isThere))
  return programs.filter((_, i) => there[i])
}
