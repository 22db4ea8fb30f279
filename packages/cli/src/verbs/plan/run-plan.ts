import type { TierName } from '@retable/core'
import { loadReproduction, plan, type Plan, type PlannedStep } from '@retable/harness/runs'
import {
  grouped,
  printable,
  printableJson,
  renderTables,
  tableText,
  type Table,
  type TableForm,
} from '@retable/report'
import { defaultSeed } from '../../default-seed.ts'
import { assetsFromEnvironment, root, storeDirectory } from '../../environment.ts'
import { workKinds } from '../../work-kinds.ts'

/** Options of `retable plan`. */
export interface PlanVerbRequest {
  readonly paper: string
  readonly tier?: TierName
  /** The tier's first recorded seed if left out. */
  readonly seed?: number
  readonly quick?: boolean
  readonly json?: boolean
  readonly to?: TableForm
}

/** Prints a recipe's steps with their cost, and what the store holds of them. */
export async function runPlan(request: PlanVerbRequest): Promise<void> {
  const loaded = await loadReproduction(root, request.paper)
  const { tier, quick = false, json, to } = request
  const seed = request.seed ?? defaultSeed(loaded, tier)
  const { read } = assetsFromEnvironment([], { update: () => undefined }, { offline: true })
  const planned = await plan({ loaded, tier, seed, quick, storeDirectory: storeDirectory(), read })
  if (to !== undefined) {
    process.stdout.write(await renderTables([tableOf(planned)], to))
    return
  }
  process.stdout.write(json ? `${printableJson(planned)}\n` : textOf(planned))
}

function textOf(plan: Plan): string {
  const table = tableOf(plan)
  return [tableText(table), '', ...(table.notes ?? []).map(printable), ''].join('\n')
}

function tableOf(plan: Plan): Table {
  const count = (value: number) => ({ text: value === 0 ? '' : grouped(value), data: value })
  const isStored = plan.steps.some(
    ({ held }) => held !== null && held.state !== 'later' && held.state !== 'to do',
  )
  return {
    title: `${plan.paper}, tier ${plan.tier}`,
    columns: [
      { title: 'step' },
      { title: 'kind' },
      { title: 'samples', align: 'right' },
      { title: 'tokens', align: 'right' },
      { title: 'train steps', align: 'right' },
      ...(isStored ? [{ title: 'in the store' }] : []),
    ],
    rows: plan.steps.map((step) => [
      step.step,
      step.kind,
      count(step.samples),
      count(step.tokens),
      count(step.trainingSteps),
      ...(isStored ? [storedText(step)] : []),
    ]),
    notes: notesOf(plan),
  }
}

function notesOf(plan: Plan): string[] {
  const sums = `at most ${grouped(plan.samples)} samples, ${grouped(plan.trainingSteps)} training steps, ${grouped(plan.tokens)} tokens`
  const done = plan.steps.filter(({ held }) => held?.state === 'done').length
  const work = plan.steps.filter(({ kind }) => workKinds.includes(kind)).length
  return [
    `${plan.paper}, tier ${plan.tier}: ${plan.steps.length} steps; ${sums}`,
    ...(plan.gpuHours === null
      ? []
      : [`about ${grouped(Math.round(plan.gpuHours))} GPU hours (${plan.formula})`]),
    plan.cannotRun === null
      ? `The store holds ${done} of ${work} steps of model work.`
      : `This tier cannot run here: it ${plan.cannotRun}.`,
  ]
}

function storedText({ held, samples }: PlannedStep): string {
  if (held === null) return ''
  if (held.state === 'begun' && samples > 0) return `${grouped(held.samples)} of ${grouped(samples)}`
  return held.state === 'later' ? '' : held.state
}
