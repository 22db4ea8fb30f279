/**
 * Rating difference, in Elo points, that a share of wins stands for: 400 · log10(p / (1 − p)).
 * Against one opponent this is the maximum-likelihood fit of Bradley & Terry 1952 in closed form, p being wins and
 * half ties over battles; a player who won or lost every battle is infinitely far away.
 */
export function eloOfShare(share: number): number {
  return 400 * Math.log10(share / (1 - share))
}

/** Chance of winning at a rating difference in Elo points; the inverse of {@link eloOfShare}. */
export function shareOfElo(difference: number): number {
  return 1 / (1 + 10 ** (-difference / 400))
}
