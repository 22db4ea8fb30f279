import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)

/** The Node of the lock file beside this test, from npm. */
async function installedNode(folder: string): Promise<string> {
  await cp(path.join(import.meta.dirname, 'node-22'), folder, { recursive: true })
  const node = path.join(folder, `node_modules/node-linux-${process.arch}/bin/node`)
  // Of an optional package npm says nothing when it cannot be fetched, and ends well.
  for (let tries = 0; tries < 3 && !existsSync(node); tries += 1) {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  }
  if (!existsSync(node)) throw new Error('npm left its optional package out, three times')
  return node
}

test(
  'Node 22 gives the same models, samples and scores as this Node, bit for bit',
  // Another Node is installed, and models are trained on both.
  { timeout: 300_000 },
  async ({ skip }) => {
    skip(process.platform !== 'linux', 'npm has Node 22 as a package for Linux only')
    const scratch = await mkdtemp(path.join(tmpdir(), 'retable-node-'))
    try {
      const hashesOf = async (node: string) => {
        const folder = await mkdtemp(path.join(scratch, 'models-'))
        const { stdout } = await run(node, [path.join(import.meta.dirname, 'hashes.ts'), folder])
        return JSON.parse(stdout) as { readonly node: string }
      }
      const ours = await hashesOf(process.execPath)
      const other = await installedNode(path.join(scratch, 'node-22')).catch((error: Error) => error)
      if (other instanceof Error) return skip(`Node 22 could not be installed from npm: ${other.message}`)
      const theirs = await hashesOf(other)
      expect(theirs.node).toBe('22')
      expect(theirs).toEqual({ ...ours, node: '22' })
    } finally {
      await rm(scratch, { recursive: true })
    }
  },
)
