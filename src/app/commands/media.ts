/** `loa media`: the process that forwards a briefing's media. `loa serve` starts it, and nobody else. */

import { fstatSync } from 'node:fs'
import type { Command } from 'commander'
import { baseFailure } from '../../base/failures.ts'
import { endProcess } from '../../base/signals.ts'
import { count } from '../options.ts'

interface MediaFlags {
  readonly port: number
  readonly bind?: string
  readonly address?: readonly string[]
}

const EXAMPLE = `
Example:
  loa media --port 10000

loa serve --media-port starts this process, uses a pipe to it, and restarts it when it ends. Of no use on its own.`

export function registerMedia(program: Command): void {
  program
    .command('media', { hidden: true })
    .description("forwards a briefing's sound and pictures; started by loa serve")
    .requiredOption('--port <n>', 'UDP; 0: any free port', count({ from: 0, to: 65_535 }))
    .option('--bind <address>', 'address to listen on (default: all)')
    .option('--address <address...>', 'where sites reach this server')
    .addHelpText('after', EXAMPLE)
    .action(media)
}

async function media({ port, bind, address }: MediaFlags): Promise<void> {
  const { PIPE_FD, runMedia } = await import('../../sfu/media.ts')
  if (!isOpen(PIPE_FD))
    throw baseFailure('usage', {
      vi: 'loa media do loa serve khởi động, không chạy bằng tay',
      en: 'loa serve starts loa media; do not start it by hand',
    })
  await runMedia({ port, bind: bind ?? null, announced: address ?? [] })
  // The library's threads do not end by themselves.
  endProcess(0)
}

function isOpen(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isSocket()
  } catch {
    return false
  }
}
