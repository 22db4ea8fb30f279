import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { onTestFinished } from 'vitest'

const main = path.join(import.meta.dirname, '../../main.ts')

/** A machine that has the programs of one folder, and no others, for one test. */
export async function testMachine() {
  const directory = await mkdtemp(path.join(tmpdir(), 'retable-doctor-'))
  const bin = path.join(directory, 'bin')
  await mkdir(bin)
  onTestFinished(() => rm(directory, { recursive: true }))
  return {
    ...{ directory, bin },
    /** Puts a program on its PATH. */
    program: async (name: string, script: string) => {
      await writeFile(path.join(bin, name), `#!/bin/sh\n${script}\n`)
      await chmod(path.join(bin, name), 0o755)
    },
    /** Its hub is a port that nothing listens on. */
    doctor: (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
      execa(process.execPath, [main, 'doctor', ...words], {
        ...{ cwd: directory, reject: false, extendEnv: false },
        env: {
          ...{ PATH: bin, HF_ENDPOINT: 'http://127.0.0.1:1' },
          RETABLE_STORE: path.join(directory, 'store'),
          ...env,
        },
      }),
  }
}
