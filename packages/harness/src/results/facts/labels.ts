import path from 'node:path'
import { canonicalJson, contentHash, writeWhole, type RunFacts, type RunLabels } from '@retable/core'
import { pretty } from '../manifest-file.ts'

/**
 * A run's id in the store. One with labels has them in it, so that two versions of a model that nothing but their labels
 * tells apart have a folder each.
 */
export function labelledId(id: string, { family, version }: RunLabels): string {
  if (family === undefined && version === undefined) return id
  const hash = contentHash({ family: family ?? null, version: version ?? null }).slice(0, 6)
  return `${id}-${fileName(version ?? family ?? '', 'labelled')}-${hash}`
}

/** A name as a part of a folder's name: it may hold slashes, and be anything. */
export function fileName(name: string, otherwise: string): string {
  return (
    name
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 40) || otherwise
  )
}

/**
 * Puts labels into the facts of a finished record that has others, and leaves what else they say.
 *
 * @returns whether anything was written
 */
export async function relabel(
  folder: string,
  facts: RunFacts | null,
  { family, version }: RunLabels,
): Promise<boolean> {
  if (facts === null) return false
  const labelled: RunFacts = {
    ...facts,
    ...(family === undefined ? {} : { family }),
    ...(version === undefined ? {} : { version }),
  }
  if (canonicalJson(labelled) === canonicalJson(facts)) return false
  await writeWhole(path.join(folder, 'run.json'), factsText(labelled))
  return true
}

/** The text of run.json. */
export function factsText(facts: RunFacts): string {
  return pretty(JSON.parse(canonicalJson(facts)))
}
