import type { Platform } from '@retable/harness/images'
import type { TableForm } from '@retable/report'
import { Argument, Command, Option } from 'commander'
import { jsonOption, toOption } from '../../options.ts'

const platforms: readonly Platform[] = ['linux/amd64', 'linux/arm64']

/** `retable pin [NAME…]`: what the tags of container images name now. */
export function pinVerb(signal: AbortSignal): Command {
  return new Command('pin')
    .description('ask registries what the tags of container images name now, and renew their pinned digests')
    .addArgument(new Argument('[names...]', 'images of the file, such as vllm (default: all)'))
    .option('--check', 'only ask, and write nothing; exit code 1 where a tag moved')
    .option('--file <file>', 'another file of images (default: the project’s own)')
    .addOption(
      new Option('--platform <platform>', 'which platform’s image is told, and has to be there')
        .choices(platforms)
        .default('linux/amd64' satisfies Platform),
    )
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A pin is a digest: it names the same bytes whatever becomes of the tag. That a tag moved is no fault of the pin, and nothing
that runs takes the new image before ./retable pin has written it down. Accounts are those of docker login; none is needed
for the project’s own images.

Exit codes: 0 fine, 1 with --check where a tag moved, 2 a name or the file is wrong, 3 a registry cannot be reached or believed.

Examples:
  ./retable pin --check
  ./retable pin vllm
  ./retable pin --check --json
  ./retable pin --file my-images.yaml --platform linux/arm64`,
    )
    .action(
      async (
        names: readonly string[],
        options: { check?: boolean; file?: string; platform: Platform; json?: boolean; to?: TableForm },
      ) => {
        const { runPin } = await import('./run-pin.ts')
        await runPin({ ...options, names }, signal)
      },
    )
}
