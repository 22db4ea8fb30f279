import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { RunRecord } from '@retable/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRun } from '../read-run.ts'
import { writeRun } from '../write-run.ts'
import { labelledId } from './labels.ts'
import { runFacts } from './run-facts.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'labels-'))
})
afterAll(() => rm(directory, { recursive: true }))

async function recordOf(labels: { readonly family?: string; readonly version?: string }): Promise<RunRecord> {
  return {
    manifest: {
      kind: 'score',
      benchmark: { id: 'gsm8k', version: '1' },
      variants: [],
      input: { name: 'a.jsonl', sha256: '0'.repeat(64), format: 'jsonl' },
    },
    results: [],
    diff: [],
    claims: [],
    facts: await runFacts(directory, new Date(), { labels }),
  }
}

test('labels stand in run.json and nowhere else', async () => {
  const folder = path.join(directory, 'kept')
  await writeRun(folder, await recordOf({ family: 'f', version: 'v1' }), {})
  expect((await readRun(folder)).facts).toMatchObject({ family: 'f', version: 'v1' })
  expect(await readFile(path.join(folder, 'manifest.json'), 'utf8')).not.toContain('v1')
})

test('a finished record takes other labels, keeps the rest of its facts, and loses none for want of new ones', async () => {
  const folder = path.join(directory, 'later')
  const first = await recordOf({ version: 'v1' })
  expect(await writeRun(folder, first, {})).toBe(true)
  expect(await writeRun(folder, await recordOf({}), {})).toBe(false)
  expect((await readRun(folder)).facts).toEqual(first.facts)
  expect(await writeRun(folder, await recordOf({ family: 'f' }), {})).toBe(true)
  expect((await readRun(folder)).facts).toEqual({ ...first.facts, family: 'f' })
})

test('runs that nothing but labels tells apart have ids of their own', () => {
  expect(labelledId('eval-m-12345678', {})).toBe('eval-m-12345678')
  const ids = [
    labelledId('eval-m-1', { version: 'v1' }),
    labelledId('eval-m-1', { family: 'v1' }),
    labelledId('eval-m-1', { family: 'f', version: 'v1' }),
    labelledId('eval-m-1', { version: 'v/1' }),
    labelledId('eval-m-1', { version: 'β' }),
  ]
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^eval-m-1-(?:v1|v-1|labelled)-[0-9a-f]{6}$/)
})
