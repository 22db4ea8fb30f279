import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes a folder that looks like a model's, of one tensor of 2 × 3 numbers; some files may be left out or be others. */
export async function writeFakeModelFolder(
  folder: string,
  { config = {}, without = [] }: { readonly config?: object; readonly without?: readonly string[] } = {},
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const files = {
    'config.json': JSON.stringify({ model_type: 'llama', max_position_embeddings: 64, ...config }),
    'tokenizer.json': '{}',
    'model.safetensors': safetensors({ weight: [2, 3] }),
  }
  for (const [name, content] of Object.entries(files)) {
    if (!without.includes(name)) await writeFile(path.join(folder, name), content)
  }
  return folder
}

/** A file of safetensors with float32 zeros. */
export function safetensors(shapes: Readonly<Record<string, readonly number[]>>): Buffer {
  let end = 0
  const header = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const start = end
      end += 4 * shape.reduce((product, side) => product * side, 1)
      return [name, { dtype: 'F32', shape, data_offsets: [start, end] }]
    }),
  )
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, Buffer.alloc(end)])
}
