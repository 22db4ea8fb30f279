import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * What a job has kept so far: its newest checkpoint that is whole, by the marker that is written last. It is another
 * text when there is a new one.
 */
export async function checkpointsOf(folder: string): Promise<string> {
  const names = await readdir(folder).catch((): string[] => [])
  const steps = names
    .flatMap((name) => /^checkpoint-(\d+)$/.exec(name)?.[1] ?? [])
    .toSorted((a, b) => Number(b) - Number(a))
  for (const step of steps) {
    const marker = path.join(folder, `checkpoint-${step}`, 'complete.json')
    const isWhole = await stat(marker).then(
      () => true,
      () => false,
    )
    if (isWhole) return `checkpoint ${step}`
  }
  return ''
}
