import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Assets } from '@retable/assets'
import type { Benchmark, Item } from '@retable/core'
import { HarnessError } from '../errors.ts'

/**
 * A benchmark's test items. A benchmark outside the repository may keep them in a file of its own, which is read
 * where it lies; one of size 0 has none.
 *
 * @throws HarnessError `harness/data-set`, and AssetError where a file has to be fetched
 */
export async function readItems(
  benchmark: Benchmark,
  assets: Assets,
  signal?: AbortSignal,
): Promise<readonly Item[]> {
  const { asset, parse, size } = benchmark.splits.test
  if (size === 0) return []
  if (!asset.url.startsWith('file:')) return parse(await assets.read(asset, signal))
  const file = fileURLToPath(asset.url)
  const bytes = await readFile(file).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw unusable(`${file}: the data set of ${benchmark.id} cannot be read: ${why}`, cause)
  })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== asset.sha256) {
    const advice = 'if the change is meant, give the benchmark that sha256 and a new version'
    throw unusable(
      `${file}: is not the file that ${benchmark.id} pins (sha256 ${asset.sha256}), but ${sha256}; ${advice}`,
    )
  }
  const items = await parse(bytes)
  if (items.length === size) return items
  throw new HarnessError(
    'harness/data-set',
    `${file}: has ${items.length} items, but ${benchmark.id} says splits.test.size is ${size}`,
  )
}

function unusable(message: string, cause?: unknown): HarnessError {
  return new HarnessError('harness/data-set', message, { kind: 'environment', cause })
}
