/**
 * `loa serve` as it is, by its own command line, with quick passwords: a program of tests, which the host of a town starts
 * instead of `loa`. Nothing that `loa` is told makes its own quick.
 */
import { Command } from 'commander'
import { registerServe } from '../../src/app/commands/serve.ts'
import { QUICK } from './quick-passwords.ts'

const program = new Command('loa')
registerServe(program, { passwords: QUICK })
await program.parseAsync(process.argv.slice(2), { from: 'user' })
