import { shuffled, type Drawn, type Handle, type Lab, type ModelHandle, type Prompt } from '@retable/core'
import type { RandomStream } from '@retable/core'
import type { Instruction, InstructionRow, NewInstructions, Setup } from '../setup.ts'
import { rougeL, rougeWords } from './rouge-l.ts'

/** Lays out how new instructions are written: few-shot, then filtered as in Self-Instruct (section 2.2, appendix A.5). */
export function newInstructions(
  lab: Lab,
  name: string,
  options: {
    readonly t: number
    readonly writer: ModelHandle
    readonly ift: Handle<readonly InstructionRow[]>
    /** In the iteration before. */
    readonly written: Handle<readonly Instruction[]>
    readonly setup: Setup
  },
): Handle<readonly Instruction[]> {
  const { t, writer, ift, written, setup } = options
  const plan = setup.newInstructions
  const size = plan.sizes(t)
  const prompts = lab.derive(
    `${name}/prompts`,
    { ift, written },
    (given, random) => writerPrompts(given, { t, count: size.written, plan, random }),
    size.written,
  )
  const drawn = lab.generate(`${name}/written`, writer, prompts, { samples: 1, sampling: plan.sampling })
  return lab.derive(
    name,
    { drawn, ift, written },
    (given) => keptInstructions(given.drawn, [...given.ift, ...given.written], size.kept, plan),
    size.kept,
  )
}

interface Known {
  readonly instruction: string
}

/** Prompts with demonstrations drawn anew for each; until something was written before, all are of IFT. */
export function writerPrompts(
  { ift, written }: { readonly ift: readonly Known[]; readonly written: readonly Known[] },
  options: {
    readonly t: number
    readonly count: number
    readonly plan: Pick<NewInstructions, 'shown' | 'prompt'>
    readonly random: RandomStream
  },
): Prompt[] {
  const { t, count, plan, random } = options
  const { shown, prompt } = plan
  return Array.from({ length: count }, (_, i) => {
    const own = drawnOf(written, shown.written, random)
    const seeds = drawnOf(ift, shown.ift + shown.written - own.length, random)
    const demonstrations = shuffled(random, [...seeds, ...own]).map(({ instruction }) => instruction)
    return { id: `${t}/${i}`, prompt: prompt(demonstrations) }
  })
}

/** Different ones, at random. */
function drawnOf<T>(values: readonly T[], count: number, random: RandomStream): T[] {
  const places = new Set<number>()
  while (places.size < Math.min(count, values.length)) places.add(Math.floor(random() * values.length))
  return [...places].map((place) => values[place]!)
}

/** The first instructions that can be used and are like none that is there already, nor one another. */
export function keptInstructions(
  drawn: readonly Drawn<Prompt>[],
  known: readonly Known[],
  most: number,
  { read, alike, ask }: Pick<NewInstructions, 'read' | 'alike' | 'ask'>,
): Instruction[] {
  const there = known.map(({ instruction }) => rougeWords(instruction))
  const kept: Instruction[] = []
  for (const { of, completions } of drawn) {
    if (kept.length === most) break
    const instruction = read(completions[0]!.text)
    if (instruction === null) continue
    const words = rougeWords(instruction)
    if (there.some((other) => rougeL(words, other) >= alike)) continue
    there.push(words)
    kept.push({ id: of.id, instruction, prompt: ask(instruction) })
  }
  return kept
}
