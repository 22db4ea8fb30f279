import { open } from 'node:fs/promises'
import path from 'node:path'
import { RuntimeError } from '../../errors.ts'

const longestHeader = 100_000_000

/**
 * The numbers of weights in a file of safetensors: its header alone is read.
 *
 * @throws RuntimeError `runtimes/model-folder` for a file that is cut off, or is no such file
 */
export async function weightsIn(file: string): Promise<number> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const start = Buffer.alloc(8)
    await handle.read(start, 0, 8, 0)
    if (start.toString('latin1').startsWith('version ')) {
      throw fault(file, 'stands for weights that Git LFS has not fetched: run git lfs pull in its folder')
    }
    const length = Number(start.readBigUInt64LE())
    if (size < 8 || length < 2 || length > longestHeader) {
      throw fault(file, 'is no file of safetensors')
    }
    const header = Buffer.alloc(Math.min(length, size))
    await handle.read(header, 0, header.length, 8)
    const tensors = headerOf(file, header.toString('utf8'), size)
    const end = Math.max(0, ...tensors.map(({ data_offsets: [, last] }) => last))
    if (size < 8 + length + end) {
      throw fault(file, `is cut off: it has ${size} bytes of ${8 + length + end}; copy it anew`)
    }
    return tensors.reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0)
  } finally {
    await handle.close()
  }
}

interface Tensor {
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

function headerOf(file: string, text: string, size: number): readonly Tensor[] {
  try {
    const { __metadata__, ...tensors } = JSON.parse(text) as Record<string, Tensor>
    return Object.values(tensors)
  } catch (error) {
    throw fault(file, `is cut off or no file of safetensors (${size} bytes)`, error)
  }
}

function fault(file: string, says: string, cause?: unknown): RuntimeError {
  const place = path.join(path.basename(path.dirname(file)), path.basename(file))
  return new RuntimeError('runtimes/model-folder', `${place} ${says}`, cause)
}
