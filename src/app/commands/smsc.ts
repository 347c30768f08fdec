/** `./loa smsc`: the simulated SMS centre of `tools/smsc`. */
import type { Command } from 'commander'
import { FLAGS } from '../../../tools/smsc/flags.ts'
import { language } from '../terminal.ts'

const EXAMPLE = `
Example:
  loa smsc --port 2775 --password secret --receipt-delay 2s --undeliverable 3%

The first line on standard error shows where it listens. Stop with Ctrl-C: it prints its own count of messages received
and accepted, to compare with the sender's.`

export function registerSmsc(program: Command): void {
  const command = program
    .command('smsc')
    .description('a simulated SMSC for rehearsals and tests')
    .addHelpText('after', EXAMPLE)
  for (const { name, value, help } of FLAGS) {
    const flag = value === null ? `--${name}` : `--${name} <${value}>`
    if (name === 'port') command.requiredOption(flag, help)
    else command.option(flag, help)
  }
  command.action(async (values: Record<string, string | boolean>) => {
    const { runCentre } = await import('../../../tools/smsc/run.ts')
    await runCentre(byFlag(values), language())
  })
}

/** commander names `--tls-cert` tlsCert. */
function byFlag(values: Record<string, string | boolean>): Record<string, string | boolean> {
  const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [kebab(name), value]))
}
