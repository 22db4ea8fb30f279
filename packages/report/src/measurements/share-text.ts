import { wilsonInterval } from '@retable/stats'

/** A share of n in per cent, with its 95 % interval (Wilson's). */
export function shareText(share: number, n: number): string {
  const { low, high } = wilsonInterval(share, n)
  const [shown, least, most] = [share, low, high].map((each) => (100 * each).toFixed(1))
  return `${shown} % (${least} – ${most})`
}
