import type { ReportedItems } from '@retable/core'
import { scenarioGroups } from './scenarios.ts'

/** Of the paper or its repository: others call many things agreement. */
const source = /\bGAIR-NLP\/auto-j\b|\barXiv 2310\.05470\b/i
const unit = /^%$/
const pairwise = /^(human agreement rate|order-swap consistency rate)$/i
const critique = /^critique (win rate|win\/tie\/lose rate vs ChatGPT critique|head-to-head rate)$/i

/** Pairs and queries of each scenario. */
const perScenario = { 'Eval-P': 24, 'Eval-C': 4 } as const
const scenarios = Object.values(scenarioGroups).flat().length

/** Eval-P's 1,392 pairs, Eval-C's 232 queries, and their eight groups. Parts held out in training are left out. */
export const reportedItems: readonly ReportedItems[] = [
  {
    part: 'Eval-P',
    items: scenarios * perScenario['Eval-P'],
    where: {
      metric: pairwise,
      unit,
      source,
      column: /^(Overall( agreement| consistency)?|Agreement|Consistency)$/i,
    },
  },
  {
    part: 'Eval-C',
    items: scenarios * perScenario['Eval-C'],
    where: {
      ...{ metric: critique, unit, source },
      column: /^(Overall|Win|Tie|Lose|(GPT-4|human) judge: (Auto-J (wins|loses)|tie))$/i,
    },
  },
  ...Object.entries(scenarioGroups).flatMap(([group, { length }]) => [
    {
      part: `Eval-P, ${group}`,
      items: length * perScenario['Eval-P'],
      where: {
        metric: pairwise,
        unit,
        source,
        column: new RegExp(`^${group}( agreement| consistency)?$`, 'i'),
      },
    },
    {
      part: `Eval-C, ${group}`,
      items: length * perScenario['Eval-C'],
      where: { metric: critique, unit, source, column: new RegExp(`^${group}$`, 'i') },
    },
  ]),
]
