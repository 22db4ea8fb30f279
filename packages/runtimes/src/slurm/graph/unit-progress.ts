import { withoutResult, folderOf, tasksOf, type Unit } from './unit.ts'
import type { GraphContext } from './graph-context.ts'

/** What a unit has made so far, as a text that changes with it; '' where it is its first start in an empty folder. */
export async function unitProgress(
  { progressOf }: Pick<GraphContext, 'progressOf'>,
  unit: Unit,
  tasks: readonly number[],
): Promise<string> {
  const parts = await Promise.all(tasks.map((task) => progressOf(folderOf(unit, task))))
  return unit.first === null ? parts[0]! : `${unit.count - tasks.length} done, ${parts.join(' ')}`
}

/** The same, of the tasks that are not done now. */
export async function progressNow(graph: Pick<GraphContext, 'progressOf'>, unit: Unit): Promise<string> {
  return unitProgress(graph, unit, await withoutResult(unit, tasksOf(unit)))
}
