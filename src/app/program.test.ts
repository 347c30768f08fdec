import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Command } from 'commander'
import { commandLine } from './program.ts'

function* all(command: Command, path: string): Generator<[path: string, command: Command]> {
  yield [path, command]
  for (const inner of command.commands) yield* all(inner, `${path} ${inner.name()}`)
}

function helpOf(command: Command): string {
  let help = ''
  command.configureOutput({
    writeOut: text => {
      help += text
    },
  })
  command.outputHelp()
  return help
}

const whole = await commandLine()

for (const [path, command] of all(whole, 'loa'))
  test(`${path} --help ends with an example that begins with the command`, () => {
    const [, example] = /\nExamples?:\n([\s\S]+)$/.exec(helpOf(command)) ?? assert.fail('none')
    assert.ok(example.includes(`${path} `) || example.trimEnd().endsWith(path), example)
  })

for (const command of whole.commands)
  test(`loa ${command.name()} makes that command alone, as loa --help knows it`, async () => {
    const { commands } = await commandLine([command.name(), '--no-such-option'])
    assert.deepEqual(
      commands.map(one => [one.name(), helpOf(one)]),
      [[command.name(), helpOf(command)]],
    )
  })

test('a command that there is not is looked for among all', async () => {
  for (const argv of [['serv'], ['--help'], ['help', 'serve'], ['constructor'], []]) {
    const { commands } = await commandLine(argv)
    assert.equal(commands.length, whole.commands.length, argv.join(' '))
  }
})

const MAIN = join(import.meta.dirname, 'main.ts')
/** Loaded first into a process: prints at its end what was imported. */
const WATCH = `data:text/javascript,${encodeURIComponent(`import { registerHooks } from 'node:module'
const seen = []
registerHooks({ load: (url, context, next) => (seen.push(url), next(url, context)) })
process.on('exit', () => process.stdout.write(JSON.stringify(seen)))`)}`

for (const name of ['round', 'serve', 'operator', 'smsc'])
  test(`loa ${name} --help imports of all packages commander alone, and no other command`, () => {
    const seen: string[] = JSON.parse(
      execFileSync(process.execPath, ['--import', WATCH, MAIN, name, '--help'], { encoding: 'utf8' })
        .split('\n')
        .at(-1) ?? '',
    )
    const packages = seen.flatMap(url => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [])
    assert.deepEqual([...new Set(packages)], ['commander'])
    const commands = seen.flatMap(url => /commands\/([\w-]+)\.ts$/.exec(url)?.[1] ?? [])
    assert.ok(commands.includes(name))
    assert.deepEqual(
      commands.filter(one => one !== name && !one.startsWith(`${name}-`)),
      [],
    )
  })

/** What an option's value is called where it is a number, a duration, an instant or a share. */
const NUMERIC = /^<(?:n|d|octets|amount|share|tariff|instant|bits|number)(?:\.\.\.)?>$/

/** None of these in any spelling; a program that takes one for 0, for no limit or for never is wrong. */
const NONSENSE = ['abc', '', ' ', '1x', '0x10', '1e3', '-1', '1,5', 'NaN', 'Infinity', '١٢']

test('no option that takes a number, a duration, an instant or a share takes what is none', () => {
  const options = [...all(whole, 'loa')].flatMap(([path, command]) =>
    command.options
      .filter(({ flags }) => NUMERIC.test(/<[^>]+>/.exec(flags)?.[0] ?? ''))
      .map(({ flags, parseArg }) => ({ name: `${path} ${flags}`, parseArg })),
  )
  assert.ok(options.length > 40, String(options.length))
  for (const { name, parseArg } of options) {
    assert.ok(parseArg, `${name} is not read where it is given`)
    for (const text of NONSENSE)
      assert.throws(() => parseArg(text, undefined), / not? |Allowed choices/, `${name} ${text}`)
  }
})
