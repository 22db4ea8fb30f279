// Scores a file of MATH outputs with so many worker threads: node score.ts FILE WORKERS. Prints the seconds it takes,
// and the processor time of all its threads.
import path from 'node:path'
import { findBenchmark, openAssets, scoreFile } from '@retable/harness'

const [file = '', workers = '0'] = process.argv.slice(2)
const store = process.env['RETABLE_STORE'] ?? path.resolve(import.meta.dirname, '../../.retable')
const assets = openAssets({
  directory: path.join(store, 'assets'),
  mirror: process.env['RETABLE_MIRROR'] || undefined,
})
const benchmark = await findBenchmark('math')
const start = performance.now()
await scoreFile({ benchmark, file, assets, workers: Number(workers) })
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6 }))
