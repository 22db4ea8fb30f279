import type { PromptStyle } from '@retable/core'
import { parsePuzzle } from '../parse-puzzle.ts'
import type { Puzzle } from '../puzzle.ts'

/**
 * ZeroEval's prompt in its parts: a worked example of three houses, the puzzle, and a template of the JSON to fill in.
 * ScPO asks in the same way (arXiv 2411.04109v3, section 3). What is asked is ZeroEval's; the wording and the example
 * are retable's own, since scores under another wording are comparable only with that noted.
 */
export const zeroEvalOneShot: PromptStyle = {
  id: 'zeroeval-1-shot',
  source: 'ZeroEval at 8c1485e, task zebra-grid; arXiv 2411.04109v3, section 3 (what is asked; own wording)',
  shots: 0,
  stop: [],
  render: ({ question }) =>
    [
      '# A solved puzzle',
      '',
      example.puzzle,
      '',
      'The answer:',
      '',
      JSON.stringify(example.answer, null, 4),
      '',
      '# Your puzzle',
      '',
      question.trim(),
      '',
      '# What to write',
      '',
      'Solve your puzzle. Answer with one JSON object in the form below: your reasoning, then the solution with every',
      '"___" replaced.',
      '',
      JSON.stringify(template(parsePuzzle(question)), null, 4),
    ].join('\n'),
}

function template({ houses, attributes }: Puzzle) {
  const blanks = Object.fromEntries(attributes.map(({ name }) => [name, '___']))
  const solution = Object.fromEntries(
    Array.from({ length: houses }, (_, index) => [`House ${index + 1}`, blanks]),
  )
  return { reasoning: '___', solution }
}

const example = {
  puzzle: [
    'There are 3 houses, numbered 1 to 3 from left to right, as seen from across the street.',
    'A different person lives in each, and no two share a value:',
    ' - Each person has a unique name: `Carol`, `Bob`, `Alice`',
    ' - Each person has a unique type of pet: `cat`, `dog`, `fish`',
    '',
    '## Clues:',
    '1. Carol is in the third house.',
    '2. The person who owns a dog is directly left of Alice.',
    '3. The person who has a cat is somewhere to the right of Alice.',
  ].join('\n'),
  answer: {
    reasoning:
      'Carol is in house 3. The dog is directly left of Alice, so Alice is in house 2 and the dog in house 1, with Bob. The cat is to the right of Alice: house 3. The fish is left for house 2.',
    solution: {
      'House 1': { Name: 'Bob', Pet: 'dog' },
      'House 2': { Name: 'Alice', Pet: 'fish' },
      'House 3': { Name: 'Carol', Pet: 'cat' },
    },
  },
}
