import { loadReproduction, planOf, tierOf } from '@retable/harness'
import { grouped, textTable } from '@retable/report'
import { root } from './environment.ts'

/** Options of `retable plan`. */
export interface PlanVerbRequest {
  readonly paper: string
  readonly tier?: 'nano' | 'mini' | 'paper'
  readonly seed: number
  readonly quick?: boolean
  readonly json?: boolean
}

/** Prints a recipe's steps with their cost. */
export async function runPlan({ paper, tier, seed, quick = false, json }: PlanVerbRequest): Promise<void> {
  const loaded = await loadReproduction(root, paper)
  const laidOut = tierOf(loaded, { tier, seed, quick })
  const plan = planOf(loaded.reproduction.paper.id, laidOut)
  if (json) {
    process.stdout.write(`${JSON.stringify(plan)}\n`)
    return
  }
  const or = (count: number) => (count === 0 ? '' : grouped(count))
  const columns = [
    { title: 'step' },
    { title: 'kind' },
    { title: 'samples', align: 'right' },
    { title: 'tokens', align: 'right' },
    { title: 'train steps', align: 'right' },
  ] as const
  const table = textTable(
    columns,
    plan.steps.map((step) => [
      step.step,
      step.kind,
      or(step.samples),
      or(step.tokens),
      or(step.trainingSteps),
    ]),
  )
  const total = `${plan.paper}, tier ${plan.tier}: ${plan.steps.length} steps; at most ${grouped(plan.samples)} samples, ${grouped(plan.trainingSteps)} training steps, ${grouped(plan.tokens)} tokens`
  const gpu =
    plan.gpuHours === null ? '' : `about ${grouped(Math.round(plan.gpuHours))} GPU hours (${plan.formula})\n`
  const { engine } = laidOut.setup
  const here = engine.engine === 'none' ? `This tier cannot run here: it ${engine.reason}.\n` : ''
  process.stdout.write(`${table}\n\n${total}\n${gpu}${here}`)
}
