import assert from 'node:assert/strict'
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

for (const [path, command] of all(commandLine(), 'loa'))
  test(`${path} --help ends with an example that begins with the command`, () => {
    const [, example] = /\nExamples?:\n([\s\S]+)$/.exec(helpOf(command)) ?? assert.fail('none')
    assert.ok(example.includes(`${path} `) || example.trimEnd().endsWith(path), example)
  })
