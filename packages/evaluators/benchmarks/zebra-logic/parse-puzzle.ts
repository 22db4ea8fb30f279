import { attributeAnnounced } from './attributes.ts'
import { parseClue } from './clues.ts'
import type { Puzzle } from './puzzle.ts'

/**
 * Reads a puzzle's text: how many houses, the attributes with their values, and the numbered clues.
 *
 * Source: the puzzle texts of ZebraLogic, Lin et al., "ZebraLogic: On the Scaling Limits of LLMs for Logical
 * Reasoning", arXiv 2502.01100v1.
 *
 * @throws SyntaxError that quotes the line that is no part of such a text
 */
export function parsePuzzle(text: string): Puzzle {
  const [setting = '', clueText = ''] = text.split('## Clues:')
  const houses = Number(/^There are (\d) houses/.exec(setting.trim())?.[1])
  const lists = setting.split('\n').filter((line) => line.startsWith(' - '))
  const attributes = lists.map((line) => {
    const [announced = '', list = ''] = line.slice(3).split(': ')
    const name = attributeAnnounced[announced]
    const values = [...list.matchAll(/`([^`]*)`/g)].map(([, value = '']) => value)
    if (name === undefined || values.length !== houses) throw unreadable(line)
    return { name, values }
  })
  const numbered = clueText.split('\n').filter((line) => line.trim() !== '')
  const clues = numbered.map((line) => {
    const clue = parseClue(line.replace(/^\d+\. /, ''))
    if (clue === undefined) throw unreadable(line)
    return clue
  })
  if (attributes.length === 0 || clues.length === 0) throw unreadable(text.slice(0, 80))
  return { houses, attributes, clues }
}

function unreadable(line: string): SyntaxError {
  return new SyntaxError(`no part of a ZebraLogic puzzle: ${JSON.stringify(line)}`)
}
