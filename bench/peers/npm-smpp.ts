/** npm's `smpp` client as its README has it: one transceiver bind, a window of submit_sm, one callback a response. */
import { fileURLToPath } from 'node:url'
import smpp from 'smpp'
import { run } from '../../test/peers/child.ts'
import { numberAt, SEND_MS_MAX, type SenderOptions, type SenderResult, SOURCE, TEXT, WINDOW } from './message.ts'

const SELF = fileURLToPath(import.meta.url)

/** In a process of its own, so that the CPU time is the client's alone. */
export async function sendByNpmSmpp(options: SenderOptions): Promise<SenderResult> {
  const args = ['--disable-warning=ExperimentalWarning', SELF, JSON.stringify(options)]
  const { stdout } = await run({ command: process.execPath, args, withinMs: SEND_MS_MAX })
  return JSON.parse(stdout) as SenderResult
}

function send({ host, port, messages, window = WINDOW }: SenderOptions): Promise<SenderResult> {
  return new Promise((resolve, reject) => {
    const session = smpp.connect({ host, port })
    session.once('error', reject)
    session.once('close', () => reject(new Error('the sink closed the connection')))
    let sent = 0
    let answered = 0
    let accepted = 0
    let from = { at: 0, cpu: process.cpuUsage() }
    const next = () => {
      session.submit_sm(
        {
          source_addr_ton: 5,
          source_addr_npi: 0,
          source_addr: SOURCE,
          dest_addr_ton: 1,
          dest_addr_npi: 1,
          destination_addr: numberAt(sent),
          data_coding: 0,
          short_message: TEXT,
        },
        response => {
          answered += 1
          if (response.command_status === 0) accepted += 1
          if (sent < messages) next()
          else if (answered === messages) finish()
        },
      )
      sent += 1
    }
    const finish = () => {
      const seconds = (performance.now() - from.at) / 1000
      const { user, system } = process.cpuUsage(from.cpu)
      session.removeAllListeners('close')
      session.unbind(() => session.close())
      resolve({ messages: accepted, seconds, cpuSeconds: (user + system) / 1e6 })
    }
    session.bind_transceiver({ system_id: 'npm', password: 'secret' }, bound => {
      if (bound.command_status !== 0) return reject(new Error('the sink refused the bind'))
      from = { at: performance.now(), cpu: process.cpuUsage() }
      for (let i = 0; i < Math.min(window, messages); i++) next()
    })
  })
}

if (process.argv[1] === SELF) {
  const result = await send(JSON.parse(process.argv[2]) as SenderOptions)
  process.stdout.write(JSON.stringify(result))
}
