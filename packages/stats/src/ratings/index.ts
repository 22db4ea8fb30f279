/** Ratings from battles. */
export { bradleyTerry } from './bradley-terry.ts'
export type { BradleyTerryFit, PairRecord } from './bradley-terry.ts'
export { eloOfShare, shareOfElo } from './elo.ts'
