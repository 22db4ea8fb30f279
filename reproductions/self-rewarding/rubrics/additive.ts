import type { Judge } from '@retable/core'

/** What each of the five points is given for (figure 2, in our own words). */
const points = [
  'the response is about what was asked and has something of use in it, even if it is incomplete or partly beside the point',
  'it deals with a large part of what was asked, if not with all of it or not directly',
  'it answers the basic elements in a useful way, whoever or whatever seems to have written it',
  'it is written from an assistant’s point of view, to the point, complete and well ordered, with little left to improve',
  'it is made for exactly this person: expert, engaging, and without anything superfluous',
]

/**
 * The additive rubric: points are given one after another and added up, then a justification of at most 100 words, then
 * the line "Score: " with the total (arXiv 2401.10020v3, figure 2). The last such line is read.
 */
export const additiveRubric: Judge<number> = {
  id: 'additive-5-points',
  version: '1',
  source: 'arXiv 2401.10020v3, figure 2, in our own words; the sentence on web search is left out',
  asks: 'single',
  order: 'given',
  ties: 'none',
  errors: 'left out',
  prompt: ({ instruction, responses: [response = ''] }) =>
    [
      'Review a user’s instruction and the response to it by adding up points, one for each of these that holds:',
      points.map((point) => `- 1 point if ${point}.`).join('\n'),
      `Instruction:\n${instruction}`,
      `Response:\n${response}`,
      'First justify your points in at most 100 words. Then end with a line of the form "Score: <total points>", from 0 to 5.',
      'Review:\n',
    ].join('\n\n'),
  parse: parseScore,
  aggregation: 'The mean of the scores that could be read; a response without any has none.',
}

/** The whole number from 0 to 5 on the last line that begins with "Score:"; null where it holds anything else. */
export function parseScore(text: string): number | null {
  const lines = text.split('\n').map((line) => line.trim())
  const line = lines.findLast((each) => each.startsWith('Score:'))
  const points = line?.slice('Score:'.length).trim() ?? ''
  return /^[0-5]$/.test(points) ? Number(points) : null
}
