import type { Asset } from '@retable/core'

const commit = '8c1485edf12c6efb5f69135a562927c5ad484059'
const root = `https://raw.githubusercontent.com/WildEval/ZeroEval/${commit}/result_dirs`

/** A file of WildEval/ZeroEval's results at one commit; Apache-2.0. */
export function zeroEvalAsset(path: string, sha256: string, bytes: number): Asset {
  const url = `${root}/${path.split('/').map(encodeURIComponent).join('/')}`
  return { name: `zeroeval/${path}`, url, sha256, bytes, licence: 'Apache-2.0' }
}

/** Raw GSM8K outputs: model as published (ZeroEval renames some files), file name, sha256, bytes. */
export const zeroEvalOutputs: readonly (readonly [
  model: string,
  file: string,
  sha256: string,
  bytes: number,
])[] = [
  ['Athene-70B', 'Athene-70B', 'bb1424070eb0ab7bd3fd7996f7f79e19b71a549c12094760dad5c3dd10fd103c', 3123025],
  ['claude-3-5-sonnet-20240620', 'claude-3-5-sonnet-20240620', '49ea477ba1c8eafe6bf6bae314b37122a8c56af5bcfb2418dbb4bf33c38da964', 2622529],
  ['claude-3-5-sonnet-20241022', 'claude-3-5-sonnet-20241022', 'b0094648de911b53cfebb2d159a2ec8861201d8b0281575bf1e18dca57004450', 2369630],
  ['claude-3-haiku-20240307', 'claude-3-haiku-20240307', '2233eb8f2938232664a69f059b81413c11aaa0651c296131bca22611654c2958', 2800290],
  ['claude-3-sonnet-20240229', 'claude-3-sonnet-20240229', '80b3194a37469e339590baa662f2ce80c2c18f0010b7e3bf5f94cd524845c1be', 2944844],
  ['command-r-plus', 'command-r-plus', '270ed795957d3877c5ef9e96d27895e8badc4dfcc607154ad18b18c5c0eee4d8', 2251268],
  ['command-r', 'command-r', '184aa9e80c6491e20aad449aabc2608e8b9695be9f04787ce2efefabf21895e3', 2247793],
  ['deepseek-v2-chat-0628', 'deepseek-chat', 'b6e5adb0ff5e50ae1316169ea8c6a18cba34977013a9532bdcf6cf8d40a6002a', 2507768],
  ['deepseek-v2-coder-0724', 'DeepSeek-Coder-V2-0724', '7cd704ea0534c811ddca972de4ddcc178b9acdfb5e4054773745f71f1e9abd11', 2507904],
  ['deepseek-v2-coder-0614', 'deepseek-coder', '3ae89e8ac3f4d1263edfbcb720c8952b4a13542ba69d037732cf39734cc5a120', 2604495],
  ['deepseek-v2.5-0908', 'deepseek-v2.5-0908', '77b82f54507109f1d97a879d8b09b88177405e7cd901b2a260995e53422b6df0', 2501381],
  ['gemini-1.5-flash-exp-0827', 'gemini-1.5-flash-exp-0827', '119010440ebaca827e67df543cfb2a46035ec94288bff8c32d2b4f38ad534f04', 1323630],
  ['gemini-1.5-flash', 'gemini-1.5-flash', 'b7df6ed602856d77747828910014eb2f73f51edf928e287692226b3626aa348d', 2327638],
  ['gemini-1.5-pro-exp-0801', 'gemini-1.5-pro-exp-0801', '25e848cdc313243630fbb10a7c84b690c88fd0f4395433a574a6dcff03654c18', 2275192],
  ['gemini-1.5-pro', 'gemini-1.5-pro', '4b186a42e5703f06d17c2ffe6dcd0a5f70d49962377208ffb7b5e8db3c915ba4', 2386631],
  ['gemma-2-27b-it', 'gemma-2-27b-it@together', '2d247df22b0babf89a6adec74db8d84848eb2f904e6ecf4d324c4963b0d11053', 2372931],
  ['gemma-2-2b-it', 'gemma-2-2b-it', 'c585686d15bb7dea0562145b97a46789ed94be5cf15d9bda15377dbbaadd417d', 3338425],
  ['gpt-3.5-turbo-0125', 'gpt-3.5-turbo-0125', '93a6dc49ac273c23c873662b21f2b7af7de66ba98e7ce323e8e4705904d11ec5', 2334160],
  ['gpt-4o-2024-05-13', 'gpt-4o-2024-05-13', '10f04379621a5b7626555ec5a1cd787662d7d7a94982a6e1276d80e50b951371', 2503536],
  ['gpt-4o-2024-08-06', 'gpt-4o-2024-08-06', 'c6a10991a08439f0b096ead60f9850f4f373b9ae6acc859bd5014c02f6fcee57', 2478555],
  ['Llama-3.1-405B-Inst@sambanova', 'Llama-3.1-405B-Inst@sambanova', 'da8c856048baea4670b7e2efd4b7536fd75602383220bb5aa6086b074b6f3951', 2621944],
  ['Llama-3.1-405B-Inst-fp8@together', 'Llama-3.1-405B-Instruct-Turbo', '7dd81cff6907aac5e4de1e4cb58dc4f631bb3ae4b3a09b8359a6794c2c9ab64d', 2891984],
  ['Meta-Llama-3-70B-Instruct', 'Meta-Llama-3-70B-Instruct', 'f7a98392ee308364e4f2f975e50a2aa0fe1cbd782cdd8fc8328a540bf9c48d20', 3319491],
  ['Meta-Llama-3-8B-Instruct', 'Meta-Llama-3-8B-Instruct', 'd94c9110080255cc268ca902f4f308b6118ba759969868e97f99ad8fd302ac6f', 3389710],
  ['Llama-3.1-405B-Inst@hyperbolic', 'Meta-Llama-3.1-405B-Instruct@hyperbolic', 'e64f5464c52821a0dd4a601882024998365d9b5e47a51365f3841df4e487db74', 2735610],
  ['Meta-Llama-3.1-8B-Instruct', 'Meta-Llama-3.1-8B-Instruct', 'a4a42a1babe0f3d5bcd5de02aa53aa1c94d399d550acd9bfc836f4d95aaa748b', 3880145],
  ['Mistral-Large-2', 'Mistral-Large-2', '2408a17dd838ef40d1c2a18fe1ff28d4a44661cf13bf4e12e5354bb628782e88', 2381412],
  ['Mistral-Nemo-Instruct-2407', 'Mistral-Nemo-Instruct-2407', '436cae9a94c0d4bcd85b26d1a9ab58e6e5350605b29aa5765180d87671f7f92a', 3387246],
  ['Mixtral-8x7B-Instruct-v0.1', 'Mixtral-8x7B-Instruct-v0.1', 'ea24dc901aa4ddfe1234e75fbe83691538a7ec7a0133701475074da54824215f', 3359177],
  ['o1-mini-2024-09-12', 'o1-mini-2024-09-12', '600391c6cee4b6773ee221e4e8b545cc8445e41598dedab595fd9e022e498195', 2323098],
  ['Phi-3.5-mini-instruct', 'Phi-3.5-mini-instruct', 'c694b0abc535f52317cb1b4548c0c45426559d30a91360983e6978ca7699ca56', 3726668],
  ['Qwen2-7B-Instruct', 'Qwen2-7B-Instruct', 'c6d5638659ebaef05a2e8f144914c33b699e7785c7f039fccdb0463d931aa370', 3369907],
  ['reka-core-20240501', 'reka-core-20240501', 'dd59f8d1102fb655d95b28f6736a7896253ee70eab60b8d4dbe46d9ffff896ed', 2770121],
  ['reka-flash-20240226', 'reka-flash-20240226', '70af15c9744bf2ffa8333f8d67384e8e1052eb6323c18268c1e3c79097b1b4cf', 2512845],
  ['Yi-1.5-34B-Chat', 'Yi-1.5-34B-Chat', 'c2b75d450a23d4842d4e112500e7143038e60d6c7c087ba2b839ed990750014f', 3472941],
  ['Yi-1.5-9B-Chat', 'Yi-1.5-9B-Chat', '681a236d0ffed6be6959f70e3d07295bc1b78d9b226d8030c9ab527c48f77b91', 3508381],
  ['yi-large-preview', 'yi-large-preview', '7d46ed95426e27b2ee3d43dbed36ffc47cd1eadc39f1747a02a1b56db0e8568d', 2857496],
  ['yi-large', 'yi-large', '1c0aad2b24ec92a78887ff1c43eec43a135166379ad45a9c868d2bb002d5a7e7', 2569655],
]
