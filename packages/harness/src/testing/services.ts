/** A container engine and a cluster for tests, which start and end them. */
export { testCluster, testEngine } from '@retable/runtimes/testing'
export type { TestCluster, TestEngine } from '@retable/runtimes/testing'
