export { chosenOf, rejectedOf } from './sides.ts'
