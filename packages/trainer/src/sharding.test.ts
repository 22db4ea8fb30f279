import { expect, test } from 'vitest'
import { launchOf, shardedLaunch, type Hardware } from './index.ts'

const GiB = 2 ** 30
const llama8b: Hardware = {
  parameters: 8e9,
  trained: 8e9,
  weights: 'float32',
  hasReference: true,
  layer: 'LlamaDecoderLayer',
  gpus: 1,
  gpuBytes: 80 * GiB,
}

test('a small model is trained by one process, however many GPUs there are', () => {
  const small = { ...llama8b, parameters: 135e6, trained: 135e6, gpus: 4, gpuBytes: 24 * GiB }
  // Weights, gradients and two moments: 16 bytes a parameter.
  expect(launchOf(small, 'launch.json')).toEqual({
    sharding: 'none',
    command: ['python'],
    config: null,
    gradientCheckpointing: false,
    stateBytes: 135e6 * 16,
  })
  // 8 GB of 24: activations get what is left, so fewer are kept.
  expect(launchOf({ ...small, parameters: 6e8, trained: 6e8 }, '').gradientCheckpointing).toBe(true)
})

test('a model that one GPU cannot hold is sharded, with the fixed model beside it', () => {
  const launch = launchOf({ ...llama8b, gpus: 4 }, 'launch.json')
  expect(launch).toMatchObject({
    sharding: 'fsdp',
    command: ['accelerate', 'launch', '--config_file', 'launch.json'],
    gradientCheckpointing: true,
    stateBytes: (8e9 * 16 + 8e9 * 4) / 4,
    config: {
      distributed_type: 'FSDP',
      num_processes: 4,
      fsdp_config: {
        fsdp_version: 2,
        fsdp_transformer_layer_cls_to_wrap: 'LlamaDecoderLayer',
        // Whole weights at the end, not shards alone.
        fsdp_state_dict_type: 'FULL_STATE_DICT',
      },
    },
  })
  expect(launchOf({ ...llama8b, gpus: 4, hasReference: false }, '').stateBytes).toBe((8e9 * 16) / 4)
})

test('sharding that is asked for is done on few GPUs too, and over machines', () => {
  const small = { ...llama8b, parameters: 135e6, trained: 135e6, gpus: 16, nodes: 2, gpuBytes: 24 * GiB }
  expect(shardedLaunch(small, 'launch.json')).toMatchObject({
    sharding: 'fsdp',
    config: { num_machines: 2, num_processes: 16 },
  })
  expect(shardedLaunch({ ...small, nodes: 1 }, '').config).toMatchObject({
    num_machines: 1,
  })
  expect(() => shardedLaunch({ ...llama8b, parameters: 70e9, trained: 70e9, gpus: 8 }, '')).toThrow(
    'more than 8 GPUs',
  )
})

test('an adapter over bfloat16 fits where all weights do not', () => {
  const adapter = { ...llama8b, trained: 42e6, weights: 'bfloat16' as const }
  expect(launchOf(adapter, '')).toMatchObject({ sharding: 'none', stateBytes: 8e9 * 2 + 42e6 * 12 })
})

test('what no GPU can hold is refused in a sentence', () => {
  expect(() => launchOf(llama8b, '')).toThrow(
    /take 119 GiB, more than a GPU of 80 GiB can hold beside activations: take more GPUs, an adapter/,
  )
  expect(() => launchOf({ ...llama8b, parameters: 70e9, trained: 70e9, gpus: 8 }, '')).toThrow(
    /take 1304 GiB, more than 8 GPUs of 80 GiB/,
  )
  expect(launchOf({ ...llama8b, parameters: 70e9, trained: 70e9, gpus: 32 }, '').sharding).toBe('fsdp')
})
