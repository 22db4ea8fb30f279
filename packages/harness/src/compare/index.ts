/** Sets two versions of a model beside each other, item by item. */
export { compareSides } from './compare-sides.ts'
export { readSide } from './read-side.ts'
export type { SideSource } from './read-side.ts'
export { flipTexts } from './flip-texts.ts'
export { itemFacts } from './item-facts.ts'
export { modelOf, sideOfRecord } from './side-of-record.ts'
