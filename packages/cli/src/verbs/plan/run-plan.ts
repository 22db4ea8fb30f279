import type { TierName } from '@retable/core'
import {
  gigabytes,
  loadReproduction,
  plan,
  type Plan,
  type PlannedStep,
  type StartingModel,
} from '@retable/harness/runs'
import {
  counted,
  grouped,
  lineWidth,
  printable,
  printableJson,
  renderTables,
  tableText,
  type Table,
  type TableForm,
} from '@retable/report'
import { defaultSeed } from '../../default-seed.ts'
import { assetsFromEnvironment, root, runtimeSettingsFrom, storeDirectory } from '../../environment.ts'
import { workKinds } from '../run/work-kinds.ts'
import { wrapped } from './wrapped.ts'

/** Options of `retable plan`. */
export interface PlanVerbRequest {
  readonly paper: string
  readonly tier?: TierName
  /** The tier's first recorded seed if left out. */
  readonly seed?: number
  readonly quick?: boolean
  readonly benchmark?: string
  readonly runtime?: string
  readonly runtimeSettings?: string
  /** Steps that need no model too. */
  readonly all?: boolean
  readonly json?: boolean
  readonly to?: TableForm
}

/** Prints a recipe's steps with their cost, and what the store holds of them. */
export async function runPlan(request: PlanVerbRequest): Promise<void> {
  const loaded = await loadReproduction(root, request.paper)
  const { tier, quick = false, benchmark, json, to } = request
  const seed = request.seed ?? defaultSeed(loaded, tier)
  const assets = assetsFromEnvironment([], { update: () => undefined }, { offline: true })
  const planned = await plan({
    loaded,
    tier,
    seed,
    quick,
    benchmark,
    runtime: request.runtime,
    runtimeSettings: runtimeSettingsFrom(request.runtimeSettings),
    storeDirectory: storeDirectory(),
    read: (asset, signal) => assets.read(asset, signal),
  })
  const table = tableOf(planned, loaded.reproduction.runs?.defaultTier)
  if (to !== undefined) {
    process.stdout.write(await renderTables([table], to))
    return
  }
  process.stdout.write(json ? `${printableJson(planned)}\n` : textOf(table, request.all === true))
}

/** The sums and sentences first, so that a long table does not push them away. */
function textOf({ columns, rows, notes = [] }: Table, isAll: boolean): string {
  const shown = isAll ? rows : rows.filter(([, kind]) => typeof kind === 'string' && workKinds.includes(kind))
  const more = rows.length - shown.length
  return [
    ...notes.map((note) => wrapped(printable(note), lineWidth())),
    ...(more === 0 ? [] : [`${counted(more, 'step')} without model work left out below: --all shows them`]),
    '',
    tableText({ columns, rows: shown }),
    '',
  ].join('\n')
}

function tableOf(plan: Plan, defaultTier: TierName | undefined): Table {
  const count = (value: number) => ({ text: value === 0 ? '' : grouped(value), data: value })
  const known = (value: number | null, text: (value: number) => string) =>
    value === null ? { text: '', data: '' } : { text: text(value), data: value }
  const isStored = plan.steps.some(
    ({ held }) => held !== null && held.state !== 'later' && held.state !== 'to do',
  )
  return {
    title: nameOf(plan),
    columns: [
      { title: 'step' },
      { title: 'kind' },
      { title: 'samples', align: 'right' },
      { title: 'tokens', align: 'right' },
      { title: 'train steps', align: 'right' },
      ...(plan.gpuHours === null ? [] : [{ title: 'GPU hours', align: 'right' } as const]),
      ...(plan.coreHours === null ? [] : [{ title: 'core hours', align: 'right' } as const]),
      ...(plan.diskBytes === null ? [] : [{ title: 'disk', align: 'right' } as const]),
      ...(isStored ? [{ title: 'in the store' }] : []),
    ],
    rows: plan.steps.map((step) => [
      step.step,
      step.kind,
      count(step.samples),
      count(step.tokens),
      count(step.trainingSteps),
      ...(plan.gpuHours === null ? [] : [known(step.gpuHours, hours)]),
      ...(plan.coreHours === null ? [] : [known(step.coreHours, hours)]),
      ...(plan.diskBytes === null ? [] : [known(step.diskBytes, gigabytes)]),
      ...(isStored ? [storedText(step)] : []),
    ]),
    notes: notesOf(plan, defaultTier),
  }
}

function nameOf({ paper, tier, benchmark }: Plan): string {
  return `${paper}, tier ${tier}${benchmark === null ? '' : `, ${benchmark}`}`
}

function notesOf(plan: Plan, defaultTier: TierName | undefined): string[] {
  const sums = `at most ${grouped(plan.samples)} samples, ${grouped(plan.trainingSteps)} training steps, ${grouped(plan.tokens)} tokens`
  const done = plan.steps.filter(({ held }) => held?.state === 'done').length
  const work = plan.steps.filter(({ kind }) => workKinds.includes(kind)).length
  const instead =
    defaultTier === undefined || defaultTier === plan.tier
      ? ''
      : ` ./retable run ${plan.paper} --tier ${defaultTier} runs here.`
  return [
    `${nameOf(plan)}: ${counted(plan.steps.length, 'step')}; ${sums}`,
    ...plan.startsFrom.map((model) => startText(model)),
    ...(plan.gpuHours === null ? [] : [`about ${hours(plan.gpuHours)} GPU hours (${plan.formula})`]),
    ...(plan.coreHours === null ? [] : [coreText(plan, plan.coreHours)]),
    ...(plan.diskBytes === null ? [] : [`up to ${gigabytes(plan.diskBytes)} on the disk${roomText(plan)}`]),
    plan.cannotRun === null
      ? `The store holds ${done} of ${work} steps of model work.`
      : `This tier cannot run here: it ${plan.cannotRun}.${instead}`,
    ...plan.assumptions,
  ]
}

function coreText({ cores, formula }: Plan, coreHours: number): string {
  const on = cores ?? 1
  const of = counted(on, 'processor core')
  return `at most about ${hours(coreHours / on)} hours on ${of}, ${hours(coreHours)} hours of one (${formula})`
}

function startText({ weights, roles }: StartingModel): string {
  const as = `, as ${roles.join(', ')}`
  switch (weights.kind) {
    case 'packaged':
      return `starts from the packaged model ${weights.id}${as}`
    case 'api':
      return `asks ${weights.name} by its API${as}`
    case 'hub':
      return weights.revision === null
        ? `starts from ${weights.repository}, whose commit the tier does not name${as}`
        : `starts from ${weights.repository}@${weights.revision}${as}`
  }
}

function roomText({ freeBytes }: Plan): string {
  return freeBytes === null ? '' : `, of which ${gigabytes(freeBytes)} are free`
}

function hours(value: number): string {
  if (value > 0 && value < 0.1) return '< 0.1'
  return value < 10 ? value.toFixed(1) : grouped(Math.round(value))
}

function storedText({ held, samples }: PlannedStep): string {
  if (held === null) return ''
  if (held.state === 'begun' && samples > 0) return `${grouped(held.samples)} of ${grouped(samples)}`
  return held.state === 'later' ? '' : held.state
}
