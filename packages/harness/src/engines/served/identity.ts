import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { contentHash, fileHash } from '@retable/core'
import type { PythonProgram } from '@retable/runtimes'
import type { Serving } from './serving/serving-of.ts'
import type { ServedSettings } from './settings.ts'

/**
 * All that decides this engine's numbers: the settings, the program's sources, and the packages that it imports. Where it
 * runs, and how many programs stand side by side, does not; on a GPU the image does that its server's kernels come from.
 */
export async function identityOf(
  settings: ServedSettings,
  program: PythonProgram,
  serving: Pick<Serving, 'server' | 'dtype' | 'batchInvariant' | 'image'>,
): Promise<Readonly<Record<string, unknown>>> {
  const { maxTokens, adapter, weights, autocast, gradientCheckpointing } = settings
  const {
    microBatch,
    batch,
    threads,
    device,
    sharding = 'none',
    fresh,
    gpus,
    nodes,
    serverNodes = 1,
  } = settings
  const { server, dtype, batchInvariant, image } = serving
  return {
    engine: 'served',
    program: await programHash(program),
    packages: await fileHash(program.lockFile),
    // Kernels of another kind of processor add up in another order.
    architecture: process.arch,
    ...{ maxTokens, adapter, weights, autocast, gradientCheckpointing },
    ...{ microBatch, batch, threads, device, sharding },
    // Sums over GPUs add up in another order.
    ...(gpus === undefined ? {} : { gpus }),
    ...(nodes === undefined ? {} : { nodes }),
    ...(serverNodes === 1 ? {} : { serverNodes }),
    ...(device === 'cuda' ? { serving: { server, dtype, batchInvariant, image } } : {}),
    fresh: fresh === null ? null : { ...fresh, corpus: contentHash(fresh.corpus) },
  }
}

/** Of all Python files of a program by their names, whichever of its commands they are for. */
export async function programHash({ folder, module }: PythonProgram): Promise<string> {
  const root = path.join(folder, module)
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.py')).toSorted()
  const hashes: Record<string, string> = {}
  for (const name of names) {
    hashes[name.split(path.sep).join('/')] = await fileHash(path.join(root, name))
  }
  return contentHash(hashes)
}
