/**
 * deploy/: its files beside the programs that read them. Units and images name only options that `loa` has, systemd takes
 * the units, and nginx carries a running `loa serve`, streams too, with the committed site file: only addresses, ports and
 * paths of files are other ones here.
 */
import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { DATABASE, EXERCISE_SMSC, OPERATOR_LOG, SMSC } from '../src/app/addresses.ts'
import { AuthorityClient } from '../town/authority-client.ts'
import { tokenOf } from '../town/links.ts'
import { describeMore } from './parts.ts'
import { Authority, type Certificate } from './peers/certificates.ts'
import { Child, freePorts, run } from './peers/child.ts'
import { missing } from './peers/installed.ts'
import { startNginx } from './peers/nginx.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const LOA = join(ROOT, 'loa')
const COMMANDS = ['serve', 'operator'] as const
/** Tenths: what `systemd-analyze security` calls OK ends at 4.9. An option taken away is seen, one of theirs added is not. */
const EXPOSURE_TENTHS_MAX = 15

/** What the program takes from its environment by itself. */
const READ_BY_LOA = [SMSC, EXERCISE_SMSC, OPERATOR_LOG, DATABASE].map(({ variable }) => variable)

const read = (file: string) => readFileSync(join(ROOT, 'deploy', file), 'utf8')
const UNITS = [
  { command: 'serve', unit: 'loa-authority', environment: 'systemd/authority.env' },
  { command: 'publish', unit: 'loa-publish', environment: 'systemd/publish.env' },
  { command: 'operator', unit: 'loa-operator', environment: 'systemd/operator.env' },
] as const
/** Debian's, and the peer that has them. */
const FOREIGN_UNITS = [
  ['nats-server', 'nats-server'],
  ['etcd', 'etcd'],
  ['patroni', 'patroni'],
] as const
const DROP_INS = ['again', 'nats-server'] as const
const serviceOf = (unit: string) => read(`systemd/${unit}.service`)

describe('files to deploy Loa', () => {
  test('no unit puts the password of a centre, a log or a database on a command line', () => {
    for (const { unit } of UNITS) {
      const started = /^ExecStart=.*$/m.exec(serviceOf(unit))?.[0] ?? ''
      assert.match(started, /loa (?:serve|publish|operator)/)
      assert.doesNotMatch(started, /smsc|database|--log/i)
    }
  })

  const directory = mkdtempSync(join(tmpdir(), 'loa-deploy-'))
  after(() => rmSync(directory, { recursive: true, force: true }))

  for (const { command, unit, environment } of UNITS) {
    test(`${unit}.service names only options that loa ${command} has`, async () => {
      const known = await optionsOf(command)
      const started = /^ExecStart=\/opt\/loa\/loa (\w+) (.+)$/m.exec(serviceOf(unit))
      assert.equal(started?.[1], command)
      assert.deepEqual(strangers(started[2], known), [])
      assert.deepEqual(strangers(read(environment), known), [])
    })

    test(`${environment} sets every variable that ${unit}.service reads`, () => {
      const service = serviceOf(unit)
      assert.match(service, new RegExp(`^EnvironmentFile=/etc/loa/${environment.split('/')[1]}$`, 'm'))
      const used = [...service.matchAll(/\$\{?(\w+)\}?/g)].map(([, name]) => name)
      const set = [...read(environment).matchAll(/^#?(\w+)=/gm)].map(([, name]) => name)
      assert.deepEqual(
        used.filter(name => !set.includes(name)),
        [],
      )
      assert.deepEqual(
        set.filter(name => !used.includes(name) && !READ_BY_LOA.includes(name)),
        [],
      )
    })

    test(`${unit}.service is taken by systemd and shuts its service in`, {
      skip: missing('systemd-analyze'),
    }, async () => {
      const file = join(directory, `${unit}.service`)
      writeFileSync(file, serviceOf(unit).replaceAll('=/opt/loa/loa ', `=${LOA} `))
      const { stdout, stderr } = await run({ command: 'systemd-analyze', args: ['verify', '--man=no', file] })
      assert.equal(stdout + stderr, '')
      await run({
        command: 'systemd-analyze',
        args: ['security', '--offline=true', `--threshold=${EXPOSURE_TENTHS_MAX}`, '--no-pager', file],
      })
    })
  }

  describeMore('of Debian', () => {
    for (const [unit, peer] of FOREIGN_UNITS)
      test(`${unit}.service of Debian takes its drop-ins, and is started again whatever ends it`, {
        skip: missing('systemd-analyze', peer),
      }, async () => {
        const file = join(directory, `${unit}.service`)
        copyFileSync(`/usr/lib/systemd/system/${unit}.service`, file)
        mkdirSync(`${file}.d`)
        const dropIns = DROP_INS.filter(name => name === 'again' || name === unit)
        for (const name of dropIns) writeFileSync(join(`${file}.d`, `${name}.conf`), read(`systemd/${name}.conf`))
        const { stdout, stderr } = await run({ command: 'systemd-analyze', args: ['verify', '--man=no', file] })
        assert.equal(stdout + stderr, '')
        assert.match(read('systemd/again.conf'), /^StartLimitIntervalSec=0$[\s\S]*^Restart=always$/m)
      })
  })

  test('what the drop-in of nats-server provides is what deploy/nats asks for', () => {
    const asked = read('nats/nats-server.conf')
    const given = read('systemd/nats-server.conf')
    assert.equal(/store_dir: \/var\/lib\/(\S+)/.exec(asked)?.[1], /^StateDirectory=(.+)$/m.exec(given)?.[1])
    assert.match(given, new RegExp(`# ${/password: \$(\w+)/.exec(asked)?.[1]}=`))
  })

  test('the guide to several machines and its figure name the ports that the files have', () => {
    const files = ['nats/nats-server.conf', 'patroni/patroni.yml', 'patroni/haproxy.cfg']
    const said = [...files.map(read), serviceOf('loa-authority')].join('\n')
    const lines = said.matchAll(/^ *(?:listen|http|bind|hosts|ExecStart)\b.*?:(\d{4})\b/gm)
    const ports = new Set([...lines].map(([, port]) => port))
    assert.ok(ports.size > files.length, [...ports].join(' '))
    for (const page of ['../docs/machines.svg', '../docs/how-to/run-on-several-machines.md'])
      for (const port of ports) assert.match(read(page), new RegExp(`\\b${port}\\b`), page)
  })

  test('loa-operator.service lets a round set its priority, as its thread does at the start', () => {
    const calls = [...serviceOf('loa-operator').matchAll(/^SystemCallFilter=(.+)$/gm)]
    assert.deepEqual(
      calls.map(([, which]) => which),
      ['@system-service', '~@privileged @resources', 'setpriority'],
    )
  })

  test('the image names only options that loa has, and needs no more than a read-only root', async () => {
    const containerfile = read('Containerfile')
    for (const command of COMMANDS) {
      const entry = new RegExp(`^ENTRYPOINT \\["/opt/loa/loa", "${command}", (.+)\\]$`, 'm').exec(containerfile)
      assert.ok(entry, command)
      assert.deepEqual(strangers(entry[1], await optionsOf(command)), [])
    }
    assert.match(containerfile, /^USER 10001:10001$/m)
    assert.match(containerfile, /^VOLUME \/var\/lib\/loa$/m)
  })

  test('the page about deploying names only options that loa has', async () => {
    const known = new Set<string>()
    for (const command of [['serve'], ['operator'], ['operator', 'enrol']])
      for (const name of await optionsOf(...command)) known.add(name)
    for (const [, command] of read('README.md').matchAll(/^(?:.*\/)?loa (?:serve|operator) (.+)$/gm))
      assert.deepEqual(strangers(command, known), [])
  })
})

describe('nginx in front of the authority', { skip: missing('nginx', 'openssl') }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-nginx-'))
  const authority = new Authority()
  const running: Child[] = []
  let certificate: Certificate
  let url: string
  let plainUrl: string
  let direct: string
  let setupLink: string

  before(async () => {
    certificate = await authority.of('localhost')
    setDefaultCACertificates([readFileSync(certificate.caFile, 'utf8')])
    const [port, plainPort] = await freePorts(2)
    url = `https://localhost:${port}`
    plainUrl = `http://localhost:${plainPort}`
    const loa = new Child({
      command: LOA,
      args: [
        ...['serve', '--data', join(directory, 'data'), '--listen', '127.0.0.1:0'],
        ...['--require-second-factor', 'none'],
        ...['--url', url, '--trust-proxy', '--json'],
      ],
    })
    running.push(loa)
    const said = JSON.parse((await loa.printed(/^\{"url".+\}$/m))[0]) as { port: number; setupLink: string }
    setupLink = said.setupLink
    direct = `http://127.0.0.1:${said.port}`
    await startHere({ port, plainPort, loaPort: said.port })
  })
  after(async () => {
    for (const child of running.reverse()) await child.stop()
    authority.remove()
    rmSync(directory, { recursive: true, force: true })
  })

  /** The committed file at other addresses. */
  async function startHere(ports: { port: number; plainPort: number; loaPort: number }) {
    const { port, plainPort, loaPort } = ports
    const nginx = await startNginx({
      directory,
      site: read('nginx/loa.conf'),
      swaps: [
        ['    listen [::]:80;\n', ''],
        ['    listen [::]:443 ssl;\n', ''],
        ['listen 80;', `listen 127.0.0.1:${plainPort};`],
        ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
        ['server 127.0.0.1:8080;', `server 127.0.0.1:${loaPort};`],
        ['/etc/ssl/loa/chain.pem', certificate.certFile],
        ['/etc/ssl/loa/key.pem', certificate.keyFile],
        ['/var/cache/nginx/loa', join(directory, 'cache')],
        ['/var/log/nginx/loa.error.log', join(directory, 'error.log')],
        ['loa.example.vn', 'localhost'],
      ],
      ready: async () => await fetch(`${url}/healthz`),
    })
    running.push(nginx)
  }

  test('nginx sends plain HTTP to the encrypted address', async () => {
    const answer = await fetch(`${plainUrl}/free?a=1`, { redirect: 'manual' })
    assert.equal(answer.status, 301)
    assert.equal(answer.headers.get('location'), 'https://localhost/free?a=1')
  })

  test("the console comes through nginx with the server's own headers, each once", async () => {
    const [proxied, own] = await Promise.all(
      [url, direct].map(async from => await fetch(`${from}/`, { headers: { accept: 'text/html' } })),
    )
    assert.equal(proxied.status, 200)
    assert.equal(await proxied.text(), await own.text())
    for (const name of ['strict-transport-security', 'content-security-policy', 'x-frame-options'])
      assert.equal(proxied.headers.get(name), own.headers.get(name), name)
    assert.ok(proxied.headers.get('strict-transport-security'))
  })

  test('an event reaches who watches through nginx while the stream goes on', async () => {
    const person = { name: 'Quản trị', email: 'quan.tri@bo.example', password: 'mot-mat-khau-that-dai' }
    const client = new AuthorityClient(url)
    await client.post('/api/v1/setup', { token: tokenOf(setupLink), ...person })
    await client.signIn(person.email, person.password)
    const ending = new AbortController()
    const stream = await fetch(`${url}/api/v1/events`, { headers: { cookie: client.cookie }, signal: ending.signal })
    assert.equal(stream.status, 200)
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    let seen = (await reader.read()).value ?? ''
    assert.match(seen, /^: beat/)
    await client.post('/api/v1/operators', { id: 'viettel', name: 'Viettel' })
    while (!seen.includes('event: change')) {
      const { value, done } = await reader.read()
      assert.equal(done, false, seen)
      seen += value
    }
    ending.abort()
  })

  test('every stream of the API, and nothing else of it, is a location without buffering', async () => {
    const { paths } = (await (await fetch(`${direct}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>>
    }
    const location = /location ~ (\S+) \{[^}]*proxy_buffering off;/.exec(read('nginx/loa.conf'))
    assert.ok(location)
    const unbuffered = new RegExp(location[1])
    const isStream = (path: string) =>
      Object.values(paths[path].get?.responses ?? {}).some(
        ({ content }) => content !== undefined && 'text/event-stream' in content,
      )
    assert.ok(Object.keys(paths).filter(isStream).length >= 3)
    for (const path of Object.keys(paths))
      assert.equal(unbuffered.test(path.replaceAll(/\{\w+\}/g, 'x')), isStream(path), path)
  })

  test('the server knows who came through nginx, whatever they say of themselves', async () => {
    assert.equal((await fetch(`${direct}/metrics`)).status, 200)
    const claims: Record<string, string>[] = [{}, { 'x-forwarded-for': '127.0.0.1' }, { forwarded: 'for=127.0.0.1' }]
    for (const headers of claims) {
      const { status } = await fetch(`${url}/metrics`, { headers })
      assert.equal(status, 401, JSON.stringify(headers))
    }
  })

  test('that a body is too large is said by the server, in words', async () => {
    const answer = await fetch(`${url}/api/v1/invitations/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ token: 'x'.repeat(1.5 * 1024 * 1024) }),
    })
    assert.equal(answer.status, 413)
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
    const far = await fetch(`${url}/api/v1/invitations/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: 'x'.repeat(3 * 1024 * 1024),
    })
    assert.equal(far.status, 413)
  })

  test('what is free is asked of the server once, however many ask nginx', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/free.json`)))
    // Each answer of the server has an id of its own.
    const ids = new Set(answers.map(({ headers }) => headers.get('x-request-id')))
    // On a busy machine an answer may be waited for longer than its lock.
    assert.ok(ids.size <= 5, [...ids].join(' '))
    for (const { status, headers } of answers) {
      assert.equal(status, 200)
      assert.match(headers.get('cache-control') ?? '', /^public, max-age=[1-5], /)
    }
  })

  test('nginx writes no request to a log', async () => {
    await fetch(`${url}/api/v1/rounds/0912345678`)
    assert.equal(readFileSync(join(directory, 'error.log'), 'utf8'), '')
    assert.doesNotMatch(running[1].stderr + running[1].stdout, /0912345678/)
  })
})

async function optionsOf(...command: readonly string[]): Promise<ReadonlySet<string>> {
  const { stdout } = await run({ command: LOA, args: [...command, '--help'] })
  const options = new Set([...stdout.matchAll(/^ {2}(?:-h, )?(--[a-z][a-z-]*)/gm)].map(([, name]) => name))
  assert.ok(options.has('--help'), command.join(' '))
  return options
}

function strangers(text: string, known: ReadonlySet<string>): readonly string[] {
  return [...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([name]) => name).filter(name => !known.has(name))
}
