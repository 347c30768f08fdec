/**
 * What is wrong with a command line, as one sentence of the same kind as every other failure. A misspelt option is said to be
 * that, with the one that is meant, before it is said which are missing: they may be the same.
 *
 * Knows commander's codes and the shape of its sentences (a test holds both); runs nothing.
 */
import { Command, type CommanderError, Option } from 'commander'
import type { Language } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'

/** Null: nothing is wrong, help or the version was asked for. */
export function wrongUsage(
  error: CommanderError,
  about: { readonly program: Command; readonly argv: readonly string[]; readonly language: Language },
): string | null {
  if (SAYS_NOTHING.has(error.code)) return null
  const misspelt = error.code === 'commander.missingMandatoryOptionValue' ? misspeltOf(about.program, about.argv) : null
  return baseFailure('usage', { ...said(misspelt ?? error) }).sentence(about.language)
}

const SAYS_NOTHING = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version'])

/** Commander asks for what must be there first; the same options without that, and the unknown one is found. */
function misspeltOf(program: Command, argv: readonly string[]): CommanderError | null {
  let command = program
  // Those of a command are taken behind the commands below it, too.
  const options = [...program.options]
  let at = 0
  for (; at < argv.length; at += 1) {
    const inner = command.commands.find(each => each.name() === argv[at])
    if (inner === undefined) break
    command = inner
    options.push(...inner.options)
  }
  const bare = new Command(command.name())
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .argument('[any...]')
  for (const flags of new Set(options.map(option => option.flags))) bare.addOption(new Option(flags))
  try {
    bare.parse(argv.slice(at), { from: 'user' })
  } catch (error) {
    return (error as CommanderError).code === 'commander.unknownOption' ? (error as CommanderError) : null
  }
  return null
}

interface Both {
  readonly vi: string
  readonly en: string
}

function said({ code, message }: { readonly code: string; readonly message: string }): Both {
  const [first, hint = ''] = message.replace(/^error: /, '').split('\n')
  const en = first.replace(/\.$/, '')
  const meant = /Did you mean (?:one of )?(.+)\?/.exec(hint)?.[1]
  const named = [...first.matchAll(/'([^']+)'/g)].map(([, name]) => name)
  const asked: Both =
    meant === undefined ? { vi: '', en: '' } : { vi: `; có phải ${meant} không`, en: `; did you mean ${meant}` }
  const sentences: Readonly<Record<string, string>> = {
    'commander.unknownOption': `không có tùy chọn ${named[0]}`,
    'commander.unknownCommand': `không có lệnh ${named[0]}`,
    'commander.missingMandatoryOptionValue': `thiếu tùy chọn ${named[0]}`,
    'commander.missingArgument': `thiếu tham số ${named[0]}`,
    'commander.optionMissingArgument': `tùy chọn ${named[0]} thiếu giá trị`,
    'commander.excessArguments': 'thừa tham số',
    'commander.conflictingOption': `không dùng được ${named[0]} cùng với ${named[1]}`,
    'commander.invalidArgument': `${named[0]} không nhận giá trị ${named[1]}${allowedOf(first)}`,
  }
  return { vi: `${sentences[code] ?? en}${asked.vi}`, en: `${en}${asked.en}` }
}

function allowedOf(sentence: string): string {
  const allowed = /Allowed choices are (.+?)\.?$/.exec(sentence)?.[1]
  return allowed === undefined ? '' : `; chọn trong: ${allowed}`
}
