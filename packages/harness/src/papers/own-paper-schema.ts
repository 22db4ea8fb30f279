import { check, forward, optional, pipe, record, string } from 'valibot'
import { callable, listOf, name, parts, texts, where } from '../schema/parts.ts'

const runs = pipe(
  parts({
    recipe: callable,
    tiers: record(string(), callable, 'an object'),
    defaultTier: name,
    cells: listOf(parts({ cell: name })),
  }),
  forward(
    check(({ tiers, defaultTier }) => Object.hasOwn(tiers, defaultTier), 'the name of one of its tiers'),
    ['defaultTier'],
  ),
)

const text = parts({ value: name, source: name })
const number = parts({ value: where('a number', (value) => typeof value === 'number'), source: name })
const evaluation = parts({
  ...{ benchmark: name, prompt: text, variant: text, route: text },
  ...{ samples: number, temperature: number, topP: number, maxTokens: number },
  open: optional(listOf(parts({ name, source: name }))),
  unlike: optional(name),
  cells: record(string(), name, 'an object'),
})

/** What is read of a paper whose package no compiler need have checked. */
export const ownPaper = parts({
  paper: parts({ id: name, title: name, arxiv: name, versions: listOf(parts({ version: name })) }),
  claims: listOf(parts({ id: name, statement: name, cells: texts })),
  relations: optional(listOf(parts({ kind: name }))),
  differences: optional(listOf(parts({ between: name, what: name }))),
  replay: optional(parts({ groups: listOf(parts({ cells: texts, recompute: callable })) })),
  nothingReleased: optional(string('a text')),
  evaluations: optional(listOf(evaluation)),
  runs: optional(runs),
})
