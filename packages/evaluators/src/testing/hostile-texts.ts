/** Long and crooked texts; a rule that is not linear in them runs into the test's time limit. */
export const hostileOutputs: readonly string[] = [
  '{'.repeat(100_000),
  '}'.repeat(100_000),
  '"answer"'.repeat(20_000),
  `"answer": ${' '.repeat(100_000)}`,
  '"answer": "'.repeat(20_000),
  '#### '.repeat(20_000),
  '#### -'.repeat(20_000),
  'The answer is '.repeat(10_000),
  '1,'.repeat(50_000),
  '-'.repeat(100_000),
  `{"answer": "${'('.repeat(50_000)}1/2"}`,
  '{"answer": "9**9**9**9/1"}',
  `{"NaN${'\\"'.repeat(50_000)}}`,
  `{"a": NaN, "b": "${'x'.repeat(1_000_000)}"}`,
  `{"answer": ${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
  '\\boxed{Infinity}',
  '\\boxed{1e999}',
  '\\boxed{0x12}',
  '{"answer": "1/0"}',
  `{"answer": ${'['.repeat(5_000)}}`,
  '\\boxed{'.repeat(20_000),
  '```output\n'.repeat(20_000),
  '\ud800\udc00\ud800',
  '[['.repeat(50_000),
  `[[A${'>'.repeat(100_000)}`,
  'Rating: [['.repeat(20_000),
  '[['.repeat(10) + '9'.repeat(100_000),
  `[[${'9'.repeat(400)}]]`,
  `Rating: [[${'9'.repeat(400)}]]`,
  '9'.repeat(400),
  '1e999',
  ...['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'].flatMap((name) => [
    name,
    `[[${name}]]`,
    `final decision is ${name}`,
    `[{'model': 'model_1', 'rank': ${name}}]`,
  ]),
]

/** Files that are long and crooked, some of them with a known beginning. */
export const hostileFiles: readonly string[] = [
  ...['"', '\\"', '\\', 'NaN', '"NaN', '[', '{"a":', '{}\n', 'null\n', '[]\n', '{"a":1},', '\n'].flatMap(
    (part) => [part.repeat(40_000), `[${part.repeat(40_000)}`, `[${part.repeat(40_000)}]`],
  ),
  `[${Array(4000).fill('{"instruction": "a\\nb"}').join(',\n')}]`,
  `${JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i])))}`,
]
