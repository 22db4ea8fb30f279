import type { Asset } from '@retable/core'

const commit = '8c1485edf12c6efb5f69135a562927c5ad484059'
const root = `https://raw.githubusercontent.com/WildEval/ZeroEval/${commit}/result_dirs`

/** A file of WildEval/ZeroEval's results at one commit; Apache-2.0. */
export function zeroEvalAsset(path: string, sha256: string, bytes: number): Asset {
  const url = `${root}/${path.split('/').map(encodeURIComponent).join('/')}`
  return { name: `zeroeval/${path}`, url, sha256, bytes, licence: 'Apache-2.0' }
}
