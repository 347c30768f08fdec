/** `loa speaker spoken`: a message as it is read out, and the words that people must say how to speak. */
import type { Command } from 'commander'
import type { Language } from '../../base/failure.ts'
import type { Ask } from '../../text/spoken.ts'
import { messageOf } from '../message-file.ts'
import { figure, language } from '../terminal.ts'

interface SpokenOptions {
  readonly file?: string
  readonly json?: true
}

export function registerSpeakerSpoken(group: Command): void {
  group
    .command('spoken')
    .description('write a message as read aloud: numbers, dates, abbreviations in words')
    .argument('[text]', 'the message in Vietnamese, used as given')
    .option('--file <file>', 'a UTF-8 file with the message; - is standard input')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLES)
    .action(speak)
}

const EXAMPLES = `
Examples:
  loa speaker spoken 'Gọi 19009095 khi sốt trên 37,5°C'
  loa speaker spoken --file bulletin.txt --json

The spoken text goes to standard output. Words with an unknown reading stay as they are and are named.`

async function speak(given: string | undefined, options: SpokenOptions): Promise<void> {
  const { spoken } = await import('../../text/spoken.ts')
  const { spokenSeconds } = await import('../../text/spoken-seconds.ts')
  const message = await messageOf(given, options.file)
  const read = spoken(message.text, 'vi')
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ spoken: read.spoken, asks: read.asks })}\n`)
    return
  }
  const words = WORDS[language()]
  process.stdout.write(`${read.spoken}\n`)
  const notes = [...read.asks.map(words.ask), words.takes(figure(Math.ceil(spokenSeconds(read.spoken))))]
  process.stderr.write(notes.map(note => `${note}\n`).join(''))
}

const WORDS = {
  vi: {
    ask: ({ word, at }: Ask) => `Chưa rõ cách đọc: ${word} (chữ thứ ${figure(at + 1)})`,
    takes: (seconds: string) => `Đọc hết khoảng ${seconds} giây`,
  },
  en: {
    ask: ({ word, at }: Ask) => `Unknown reading: ${word} (letter ${figure(at + 1)})`,
    takes: (seconds: string) => `Takes about ${seconds} seconds to read`,
  },
} as const satisfies Record<Language, object>
