/** Watches at which ages answers are cut off. */
export interface AgeWatch {
  /** Takes the age of one that was cut, in milliseconds; returns the common age once three end alike. */
  add(ageMs: number): number | undefined
}

/** Three ends within this share of each other are one cause. */
const tolerance = 0.05

/** Ages below `leastMs` are not told: whatever fails at once fails at one age. */
export function watchAges(leastMs: number): AgeWatch {
  let ages: number[] = []
  return {
    add(ageMs) {
      if (ageMs < leastMs) return undefined
      ages = [...ages.slice(-20), ageMs]
      const alike = ages.filter((age) => Math.abs(age - ageMs) <= tolerance * ageMs)
      return alike.length >= 3 ? alike.reduce((sum, age) => sum + age, 0) / alike.length : undefined
    },
  }
}
