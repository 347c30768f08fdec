/**
 * Makes the help of a command line Vietnamese, command by command: what it is for, its arguments and options, headings, and
 * what stands below its examples. The words are `help-vi.ts`; what it lacks stays English.
 */
import { type Command, Help } from 'commander'
import { COMMANDS, NOTES, OPTIONS, TITLES } from './help-vi.ts'

const HELP = 'display help for command'

export function inVietnamese(program: Command, path = program.name()): void {
  for (const inner of program.commands) inVietnamese(inner, `${path} ${inner.name()}`)
  const { writeOut = console.log, writeErr = console.error } = program.configureOutput()
  const said = (write: (text: string) => void) => (text: string) => write(afterExamples(text, path))
  program
    .description(COMMANDS[path] ?? program.description())
    .helpOption('-h, --help', OPTIONS[HELP])
    .configureOutput({ writeOut: said(writeOut), writeErr: said(writeErr) })
    .configureHelp({
      styleTitle: title => titled(title),
      commandUsage: command => asked(new Help().commandUsage(command)),
      subcommandTerm: command => asked(new Help().subcommandTerm(command)),
      optionDescription: option =>
        new Help()
          .optionDescription(option)
          .replace('(default: ', '(mặc định: ')
          .replace('(choices: ', '(chọn trong: ')
          .replace(', default: ', ', mặc định: '),
    })
  if (program.commands.length > 0) program.helpCommand('help [lệnh]', OPTIONS[HELP])
  for (const each of [...program.options, ...program.registeredArguments])
    each.description = OPTIONS[each.description] ?? each.description
}

function asked(term: string): string {
  return term.replaceAll('[options]', '[tùy chọn]').replaceAll('[command]', '[lệnh]')
}

function titled(title: string): string {
  const bare = title.replace(/:$/, '')
  return TITLES[title] ?? (bare in TITLES ? `${TITLES[bare]}:` : title)
}

/** The chunk that commander writes after the help: examples stay, what is said of them is Vietnamese. */
export function afterExamples(text: string, path: string): string {
  if (!/^\nExamples?:\n/.test(text)) return text
  const examples = text.replace(/^\nExamples?:\n/, '\nVí dụ:\n')
  const note = NOTES[path]
  if (note === undefined) return examples
  const lines = examples.split('\n')
  const isProse = (line: string, at: number) => at > 1 && /^\S/.test(line)
  const first = lines.findIndex(isProse)
  if (first < 0) return examples
  const kept = lines.flatMap((line, at) => (at === first ? note.split('\n') : isProse(line, at) ? [] : [line]))
  return `${kept.join('\n').trimEnd()}\n`
}
