/** `loa speaker heard`: the tags that are heard in a recording. */
import type { Command } from 'commander'
import { language } from '../terminal.ts'

const EXAMPLE = `
FILE is WAV of 8000 Hz or more, recorded anywhere. A tag's item is the first 8 digits of the SHA-256 of its id.
Exit code 1 if no tag is heard.

Examples:
  arecord -f S16_LE -r 16000 -d 3600 village.wav
  loa speaker heard village.wav --json`

export function registerSpeakerHeard(group: Command): void {
  group
    .command('heard')
    .description('items and clusters heard in a recording')
    .argument('<file>', 'a WAV recording')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(heard)
}

async function heard(file: string, { json }: { json?: true }): Promise<void> {
  const { heardIn } = await import('../../speaker/recording.ts')
  const tags = heardIn(file).map(({ at, cluster, item, counter }) => ({
    atSeconds: Math.round(at * 100) / 100,
    cluster,
    item,
    counter,
  }))
  if (tags.length === 0) process.exitCode = 1
  if (json) return void process.stdout.write(`${JSON.stringify({ heard: tags })}\n`)
  const none = language() === 'vi' ? 'Không nghe thấy thẻ nào.' : 'No tag heard.'
  const lines = tags.map(
    ({ atSeconds, cluster, item, counter }) => `${atSeconds.toFixed(2).padStart(9)} s  ${cluster}  ${item}  ${counter}`,
  )
  process.stdout.write(`${lines.length === 0 ? none : lines.join('\n')}\n`)
}
