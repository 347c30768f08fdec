/** Command lines that are wrong, and the one sentence that says how; what a terminal in Vietnamese reads. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Command, CommanderError } from 'commander'
import type { Language } from '../base/failure.ts'
import { commandLine } from './program.ts'
import { decimal } from './terminal.ts'
import { wrongUsage } from './wrong-usage.ts'

async function sentence(argv: readonly string[], language: Language): Promise<string | null> {
  const program = await commandLine(argv, language)
  return await program.parseAsync(argv, { from: 'user' }).then(
    () => assert.fail('nothing is wrong'),
    (error: unknown) => {
      assert.ok(error instanceof CommanderError, String(error))
      return wrongUsage(error, { program, argv, language })
    },
  )
}

for (const [line, vi, en] of [
  [
    'round run --sorce X',
    /^không có tùy chọn --sorce; có phải --source không\. Xem/,
    /'--sorce'; did you mean --source\. See/,
  ],
  [
    'round run x --message=m --audence y',
    /^không có tùy chọn --audence; có phải --audience/,
    /did you mean --audience/,
  ],
  ['round run', /^thiếu tùy chọn --message <file>\./, /^required option '--message <file>' not/],
  ['plan effects x', /^thiếu tùy chọn --from <file>\./, /^required option '--from <file>'/],
  ['round rn', /^không có lệnh rn; có phải run không/, /unknown command 'rn'; did you mean run/],
  ['serv', /^không có lệnh serv; có phải serve/, /unknown command 'serv'/],
  ['text count a b', /^thừa tham số\./, /^too many arguments/],
  [
    'text count a --encoding latin1',
    /^--encoding <encoding> không nhận giá trị latin1; chọn trong: auto/,
    /Allowed choices are auto/,
  ],
  ['text count --file', /^tùy chọn --file <file> thiếu giá trị/, /argument missing/],
  ['round status', /^thiếu tham số dir/, /missing required argument 'dir'/],
] as const)
  test(`“loa ${line}” is one sentence that says what is wrong`, async () => {
    assert.match((await sentence(line.split(' '), 'vi')) ?? '', vi)
    assert.match((await sentence(line.split(' '), 'en')) ?? '', en)
  })

test('a number that cannot be read is said in the language of the terminal', async () => {
  const program = await commandLine(['round'])
  await assert.rejects(
    program.parseAsync(['round', 'run', 'x', '--tps', '1x'], { from: 'user' }),
    (error: { sentence(language: Language): string }) => {
      assert.match(error.sentence('vi'), /^'1x' không phải số nguyên từ 0/)
      assert.match(error.sentence('en'), /^'1x' is not a whole number from 0/)
      return true
    },
  )
})

function* all(command: Command, path: string): Generator<[path: string, command: Command]> {
  yield [path, command]
  for (const inner of command.commands) yield* all(inner, `${path} ${inner.name()}`)
}

function helpOf(command: Command): string {
  let help = ''
  const { writeOut } = command.configureOutput()
  // What is said after the examples passes through the command's own way to write.
  command.configureOutput({
    writeOut: text => {
      help += text
    },
  })
  command.outputHelp()
  if (writeOut !== undefined) command.configureOutput({ writeOut })
  return help
}

const [english, vietnamese] = [await commandLine([], 'en'), await commandLine([], 'vi')]
const inEnglish = new Map(all(english, 'loa'))
/** The same in both languages: addresses, names of levels. */
const SAME = /^(?:postgres:\/\/…|https:\/\/host|error, warn, info, debug)$/

for (const [path, command] of all(vietnamese, 'loa'))
  test(`${path} --help is Vietnamese where the terminal is`, () => {
    const twin = inEnglish.get(path) ?? assert.fail(path)
    assert.notEqual(command.description(), twin.description())
    for (const [i, option] of [...command.options, ...command.registeredArguments].entries()) {
      const before = [...twin.options, ...twin.registeredArguments][i].description
      if (!SAME.test(before)) assert.notEqual(option.description, before, `${path}: ${before}`)
    }
    assert.match(helpOf(command), /Cách dùng: /)
    assert.doesNotMatch(helpOf(command), /^(?:Usage|Options|Arguments|Commands):/m)
  })

test('what stands below the examples is Vietnamese too, and examples stay', async () => {
  const { afterExamples } = await import('./help-in-vietnamese.ts')
  for (const [path, command] of inEnglish) {
    const [after] = /\nExamples?:\n[\s\S]+$/.exec(helpOf(command)) ?? assert.fail(path)
    const said = afterExamples(after, path)
    const lines = (text: string) => text.split('\n').filter(line => /^\s+\S/.test(line))
    assert.deepEqual(lines(said), lines(after), path)
    const english = said.split('\n').filter(line => /^[A-Za-z]/.test(line) && !VIETNAMESE.test(line))
    assert.deepEqual(english, [], path)
  }
})

/** A letter that only Vietnamese has. */
const VIETNAMESE = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/i

test('commands stand under headings of what they are for, and none under no heading', () => {
  for (const command of english.commands) assert.notEqual(command.helpGroup(), '', command.name())
  const help = helpOf(english)
  for (const heading of ['Messages and audiences:', 'The authority:', 'Other channels:'])
    assert.ok(help.includes(`\n${heading}\n`), heading)
})

test('a decimal is written as the language writes it', () => {
  assert.equal(decimal(96.66, 1, 'vi'), '96,7')
  assert.equal(decimal(96.66, 1, 'en'), '96.7')
})
