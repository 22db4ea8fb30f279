import type { Manifest } from '@retable/core'

/**
 * What a reader calls a setting of a record. A scoring's settings are variants: the first, whose samples are kept, stands
 * for the benchmark.
 */
export function settingName(
  { kind }: Pick<Manifest, 'kind'>,
  of: { readonly setting: string; readonly benchmark: string | null; readonly isFirst: boolean },
): string {
  const { setting, benchmark, isFirst } = of
  if (kind !== 'score' || benchmark === null) return setting
  return isFirst ? benchmark : `${benchmark}: ${setting}`
}
