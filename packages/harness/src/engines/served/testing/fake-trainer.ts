import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { folderHash, hashesIn } from '@retable/core'
import type { DpoRow, SftRow, TrainingJob, TrainingResult } from '@retable/trainer'
import { fakeIds, fakeLogProb } from './fake-tokens.ts'

/** Writes a model folder with a text for its weights, and gives its hash. */
export async function writeFakeModel(folder: string, weights: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'config.json'), '{"eos_token_id":3}')
  await writeFile(path.join(folder, 'model.safetensors'), weights)
  await writeFile(path.join(folder, 'hashes.json'), JSON.stringify(await hashesIn(folder)))
  return folderHash(folder)
}

/** What the trainer's `train` leaves, without any learning: models whose weights are the job's text. */
export async function fakeTraining(folder: string): Promise<TrainingResult> {
  const text = await readFile(path.join(folder, 'job.json'), 'utf8')
  const job = JSON.parse(text) as TrainingJob
  const rows = (await readFile(path.join(folder, job.rows.file), 'utf8')).trim().split('\n')
  const models = []
  for (const step of [...job.keepAt, job.steps]) {
    const own = step === job.steps ? 'model' : `model.${step}`
    const hash = await writeFakeModel(path.join(folder, own), `${text} after ${step}`)
    models.push({ folder: own, step, hash, parameters: 1, tensors: 1 })
  }
  const lines = Array.from({ length: job.steps }, (_, i) => ({
    step: i + 1,
    steps: job.steps,
    loss: 1 / (i + 1),
  }))
  await writeFile(
    path.join(folder, 'metrics.ndjson'),
    lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  )
  const messages = [{ role: 'user', content: 'a fixed chat' }]
  return {
    version: 1,
    job: createHash('sha256').update(text).digest('hex'),
    models,
    rows: { given: rows.length, used: rows.length, tooLong: 0 },
    tokens: { perPass: 1, trained: 1 },
    first: { loss: 1, gradNorm: 1, margin: job.loss.kind === 'dpo' ? 0 : null },
    changedShare: 1,
    template: { sha256: '', bos: null, eos: 3, pad: 0, probe: { messages, ids: fakeIds(messages, true) } },
    shown: [],
    logProbabilities: rows.slice(0, 20).map((row) => scored(JSON.parse(row) as SftRow | DpoRow)),
    resolved: [],
    versions: {},
    launcher: { threads: 1, environment: {} },
    seconds: 1,
  }
}

function scored(row: SftRow | DpoRow) {
  const prompt = typeof row.prompt === 'string' ? [{ role: 'user', content: row.prompt }] : row.prompt
  const content = 'completion' in row ? row.completion : row.chosen
  const promptIds = fakeIds(prompt, true)
  const completionIds = fakeIds([...prompt, { role: 'assistant', content }], false).slice(promptIds.length)
  return { promptIds, completionIds, sum: fakeLogProb * completionIds.length }
}
