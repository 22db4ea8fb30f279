import type { Asset } from '@retable/core'

const root = 'https://raw.githubusercontent.com/princeton-nlp/LLMBar/900616bff90b6c6c8e1681f7d079250637c55992'

/** The pairs of LLMBar's own sets, by the set's id. */
export const datasets: Readonly<Record<string, Asset>> = {
  'LLMBar/Natural': dataset(
    'Natural',
    'f7127b7aa78104cb8e03a2b1b3ac0077e95b125714dd441a8ee63666145a3375',
    91_269,
  ),
  'LLMBar/Adversarial/Neighbor': dataset(
    'Adversarial/Neighbor',
    '6712c7eda6342602e0bc7c06c282fa95e2110d4e741a284026a62d937f9780a0',
    131_988,
  ),
  'LLMBar/Adversarial/GPTInst': dataset(
    'Adversarial/GPTInst',
    '1002425f73c2cf54b6e6de99bce3f6c60fa2a17d13194772e37d7481c1351d42',
    211_768,
  ),
  'LLMBar/Adversarial/GPTOut': dataset(
    'Adversarial/GPTOut',
    '1ff56e520d7607750a9866a3be0f5b850392ca4477a1f69d80f32bd3e310f561',
    32_640,
  ),
  'LLMBar/Adversarial/Manual': dataset(
    'Adversarial/Manual',
    '0d9598769a39cdbbd265778c37e49939d41d5f76dcfb17bd75dcfa07516d3837',
    79_050,
  ),
}

/** Prompts by their names in the authors' configurations. */
export const prompts = {
  'auxiliary/Metrics': prompt(
    'auxiliary/Metrics',
    '582d0cdf593c47fd583228cd45e695febc09d35955981fdef90a824d77e0c8e6',
    1019,
  ),
  'auxiliary/Reference': prompt(
    'auxiliary/Reference',
    '8403681024047a9113ae5b054864f789c7530d630e5d381b14141f2742fbb140',
    137,
  ),
  'comparison/CoT': prompt(
    'comparison/CoT',
    'fe8768534e491481426c55b6f17fb5df2f0e4b3621300487be3b8e4c4a01bed8',
    1825,
  ),
  'comparison/Metrics': prompt(
    'comparison/Metrics',
    '75b5fd4c8b24bbb187d958d4f18602a8abbcee51a9fd67f9a1ab9db5d609284a',
    1572,
  ),
  'comparison/Metrics_Reference': prompt(
    'comparison/Metrics_Reference',
    'a75730d4a3e76bab45e573e25eb670f65f53d13448b52e4b948bc0e928b5758e',
    1650,
  ),
  'comparison/Reference': prompt(
    'comparison/Reference',
    '5e0f2645cd41c94acd56850d4c1b94909bd3e5a1acc91cf5f439e7df0d2ada16',
    1421,
  ),
  'comparison/Vanilla': prompt(
    'comparison/Vanilla',
    '77a3a8f354472bc3b39a78847246c93b824bd1c59c57070bf91e06da927aa7da',
    1343,
  ),
  'comparison/Vanilla_1shot': prompt(
    'comparison/Vanilla_1shot',
    'bdc127c0ca413b1fda86eeb5536cc4b9c567b339b72ae82a8b1101572af44998',
    1939,
  ),
  'comparison/Vanilla_2shot': prompt(
    'comparison/Vanilla_2shot',
    'e29be9c04236a7974821b567e0e67d5567c3d423d680f53f93064e63d0fc1cc1',
    3071,
  ),
  'comparison/Vanilla_NoRules': prompt(
    'comparison/Vanilla_NoRules',
    'c5759aaedc9df7d9e856fda7a8d88b3fdda224ae797542fe97e00b0a8700e3ff',
    726,
  ),
} as const

/** The name of a prompt. */
export type PromptName = keyof typeof prompts

function dataset(set: string, sha256: string, bytes: number): Asset {
  const path = `Dataset/LLMBar/${set}/dataset.json`
  return { name: `llmbar/${path}`, url: `${root}/${path}`, sha256, bytes, licence: 'MIT' }
}

function prompt(name: string, sha256: string, bytes: number): Asset {
  const path = `LLMEvaluator/evaluators/prompts/${name}.txt`
  return { name: `llmbar/${path}`, url: `${root}/${path}`, sha256, bytes, licence: 'MIT' }
}
