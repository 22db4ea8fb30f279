import type { Asset } from './asset.ts'

/** Whether a file with this sha256 is the pinned one; of a pin `start…end` only the ends are held against it. */
export function fitsPin({ sha256: pin }: Pick<Asset, 'sha256'>, sha256: string): boolean {
  const [start = '', end] = pin.split('…')
  return end === undefined ? sha256 === pin : sha256.startsWith(start) && sha256.endsWith(end)
}
