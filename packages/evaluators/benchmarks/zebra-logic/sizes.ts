import { tableOfGold } from './table.ts'

/** A part of the puzzles, by how hard their size makes them. */
export type SizeGroup = 'easy' | 'hard' | 'small' | 'medium' | 'large' | 'xl'

/** Sizes, houses times attributes, that count as easy; all others are hard. */
const easy = ['2*2', '2*3', '2*4', '2*5', '2*6', '3*2', '3*3']

/**
 * Sizes by their search space, (houses!)^attributes. Of the 1,000 puzzles, 320 are small, 280 medium, 200 large and
 * 200 XL; 280 are easy.
 */
const bySpace: Readonly<Record<string, readonly string[]>> = {
  small: [...easy, '4*2'],
  medium: ['3*4', '3*5', '3*6', '4*3', '4*4', '5*2', '6*2'],
  large: ['4*5', '5*3', '4*6', '5*4', '6*3'],
  xl: ['5*5', '6*4', '5*6', '6*5', '6*6'],
}

/** The groups in the order of ZeroEval's table. */
export const sizeGroups: readonly SizeGroup[] = ['easy', 'hard', 'small', 'medium', 'large', 'xl']

/**
 * The two groups that a puzzle belongs to: easy or hard, and by search space.
 *
 * Source: ZeroEval at 8c1485e, task zebra-grid; Lin et al., arXiv 2502.01100v1, for the groups by search space.
 */
export function groupsOf(gold: string): readonly SizeGroup[] {
  const houses = Object.values(tableOfGold(gold))
  const size = `${houses.length}*${Object.keys(houses[0] ?? {}).length}`
  const space = Object.keys(bySpace).filter((group) => bySpace[group]?.includes(size))
  return [easy.includes(size) ? 'easy' : 'hard', ...(space as SizeGroup[])]
}
