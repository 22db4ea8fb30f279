import { testReproduction } from '@retable/core/testing'
import { reproduction } from './reproduction.ts'

testReproduction(import.meta.dirname, reproduction)
