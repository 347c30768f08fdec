/**
 * A page is free by host and prefix and port: a second opinion on the host names, and what a spoofed one is worth.
 *
 * TLS servers and a client in network namespaces of our own, captured; nDPI's ndpiReader says which name each connection
 * asked for (Server Name Indication), and the list in force says what of it is free. The names in a handshake are the
 * client's own choice: nDPI believes the spoofed one, the list does not.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { FEBRUARY, NCOV } from '../../src/zerorating/example-list.ts'
import { inForce } from '../../src/zerorating/in-force.ts'
import { type Child, run } from './child.ts'
import { missing, PEER_PATH } from './installed.ts'
import { HERE, LINK, makeNamespaces, type Namespaces } from './namespaces.ts'

const PAGE = 'ncov.moh.gov.vn'
const VIDEO = 'video.example'
const PAGE_ADDRESS = '198.18.0.17'
const OTHER_ADDRESS = '198.18.0.200'
const PORT = 443

const CONNECTIONS = [
  { name: PAGE, address: PAGE_ADDRESS, expected: 'free' },
  { name: PAGE, address: OTHER_ADDRESS, expected: 'other-address' },
  { name: VIDEO, address: PAGE_ADDRESS, expected: 'other-host' },
  { name: VIDEO, address: OTHER_ADDRESS, expected: 'unlisted' },
] as const

/** The page at the addresses of this test. In a real list they would be a fault: no public page is there. */
const LIST = {
  ...FEBRUARY,
  services: [{ ...NCOV, hosts: [PAGE], prefixes: [{ prefix: '198.18.0.16/28', exclusive: false }] }],
}
const AT = Date.parse('2020-02-03T08:00:00+07:00')

interface Flow {
  readonly host: string
  readonly address: string
  readonly port: number
}

describe('names in handshakes', {
  skip: missing('ip', 'ndpiReader', 'openssl', 'tshark', 'the right to capture packets'),
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-ndpi-'))
  const capture = join(folder, 'capture.pcap')
  let flows: readonly Flow[] = []

  before(async () => {
    const namespaces = await makeNamespaces([PAGE_ADDRESS, OTHER_ADDRESS])
    try {
      await record(namespaces, folder, capture)
    } finally {
      await namespaces.close()
    }
    flows = await flowsOf(capture, join(folder, 'flows.csv'))
  })
  after(() => rmSync(folder, { recursive: true }))

  test('nDPI and Wireshark read the same names in the same connections', async () => {
    const asked = CONNECTIONS.map(({ name, address }) => ({ host: name, address, port: PORT }))
    assert.deepEqual(sorted(flows), sorted(asked))
    assert.deepEqual(sorted(await namesInWireshark(capture)), sorted(asked))
  })

  for (const { name, address, expected } of CONNECTIONS)
    test(`a connection that names ${name} at ${address} is ${expected}`, () => {
      const flow = flows.find(one => one.host === name && one.address === address)
      assert.ok(flow)
      const verdict = inForce([LIST]).page(flow, AT)
      assert.equal('why' in verdict ? verdict.why : verdict.is, expected)
    })
})

/** The connections, one after the other, while tshark writes down what crosses the link. */
async function record(namespaces: Namespaces, folder: string, capture: string): Promise<void> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  await run({
    command: 'openssl',
    args: [...request, '-keyout', key, '-out', certificate, '-subj', `/CN=${PAGE}`, '-days', '1'],
  })
  const children: Child[] = []
  try {
    for (const address of [PAGE_ADDRESS, OTHER_ADDRESS]) {
      const args = ['s_server', '-accept', `${address}:${PORT}`, '-cert', certificate, '-key', key]
      const server = namespaces.start('there', { command: 'openssl', args: [...args, '-www'] })
      children.push(server)
      await server.printed(/ACCEPT/)
    }
    const args = ['-n', '-i', LINK, '-a', 'duration:60', '-F', 'pcap', '-w', capture, '-P', '-l']
    const tshark = namespaces.start('here', { command: 'tshark', args })
    children.push(tshark)
    await tshark.printed(/Capturing on/)
    await seen(namespaces, tshark)
    for (const { name, address } of CONNECTIONS) {
      const client = namespaces.start('here', {
        command: 'openssl',
        args: ['s_client', '-connect', `${address}:${PORT}`, '-servername', name, '-ign_eof'],
        input: 'GET / HTTP/1.0\r\n\r\n',
      })
      children.push(client)
      await client.printed(/HTTP\/1\.0 200/i)
      await client.done()
    }
    await seen(namespaces, tshark)
  } finally {
    for (const child of children) await child.stop('SIGINT')
  }
}

const KNOCKS_MAX = 50
const SEEN_MS = 200
let knocks = 20_000

/** tshark says that it captures before it does, and is behind: knock at closed ports until it has seen one. */
async function seen(namespaces: Namespaces, tshark: Child): Promise<void> {
  for (let tries = 0; tries < KNOCKS_MAX; tries++) {
    const port = ++knocks
    const args = ['-c', `exec 3<>/dev/tcp/${OTHER_ADDRESS}/${port}`]
    await namespaces.start('here', { command: 'bash', args }).done()
    if (await tshark.printed(new RegExp(`→ ${port} \\[SYN\\]`), SEEN_MS).catch(() => null)) return
  }
  throw new Error(`nothing is captured\n${tshark.stderr}`)
}

/** The connections of our client to a server, as ndpiReader writes them; a knock is answered by nobody. */
async function flowsOf(capture: string, file: string): Promise<readonly Flow[]> {
  const args = ['-i', capture, '-C', file, '-q']
  await run({ command: 'ndpiReader', args, env: { ...process.env, PATH: PEER_PATH } })
  const [header, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const names = header.replace(/^#/, '').split(',')
  return rows
    .map(row => Object.fromEntries(row.split(',').map((cell, at) => [names[at], cell])))
    .filter(({ src_ip, dst_port }) => src_ip === HERE && dst_port === String(PORT))
    .map(({ dst_ip, dst_port, server_name_sni }) => ({
      host: server_name_sni,
      address: dst_ip,
      port: Number(dst_port),
    }))
}

async function namesInWireshark(capture: string): Promise<readonly Flow[]> {
  const fields = ['tls.handshake.extensions_server_name', 'ip.dst', 'tcp.dstport']
  const { stdout } = await run({
    command: 'tshark',
    args: [
      ...['-n', '-r', capture, '-Y', 'tls.handshake.type == 1', '-T', 'fields'],
      ...fields.flatMap(field => ['-e', field]),
    ],
    env: { ...process.env, PATH: PEER_PATH },
  })
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => line.split('\t'))
    .map(([host, address, port]) => ({ host, address, port: Number(port) }))
}

function sorted(flows: readonly Flow[]): readonly Flow[] {
  return flows.toSorted((a, b) => `${a.host} ${a.address}`.localeCompare(`${b.host} ${b.address}`))
}
