/**
 * Postfix, OpenDKIM and Rspamd, each with a configuration, a queue and ports of its own on loopback, and nothing of the machine's. No
 * name is looked up anywhere: keys and routes stand in files.
 */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Child, run } from './child.ts'
import { PEER_PATH } from './installed.ts'

const READY_MS = 60_000
const LOOK_EVERY_MS = 50
const ENV = { ...process.env, PATH: PEER_PATH }

export interface Started {
  readonly child: Child
  readonly directory: string
  stop(): Promise<void>
}

/** What whoever sends is given by OpenDKIM: the key that would stand in the DNS, `NAME DER-in-base64`. */
export async function startOpenDkim(port: number, key: { name: string; value: string }) {
  const directory = folder('opendkim')
  const keys = join(directory, 'keys')
  writeFileSync(keys, `${key.name} ${key.value}\n`)
  const conf = join(directory, 'opendkim.conf')
  writeFileSync(
    conf,
    [
      ...['Mode v', `Socket inet:${port}@127.0.0.1`, `TestPublicKeys ${keys}`],
      ...['AlwaysAddARHeader yes', 'AuthservID mx.bo.example', 'Syslog no', 'UMask 022'],
      '',
    ].join('\n'),
  )
  const child = new Child({ command: 'opendkim', args: ['-f', '-x', conf], env: ENV })
  return await started(child, directory, port)
}

/** Takes mail on `port`, has it verified, and gives everything to the server on `relay`. */
export async function startPostfix(ports: { port: number; milter: number; relay: number }) {
  const directory = folder('postfix')
  const at = (name: string) => join(directory, name)
  for (const name of ['conf', 'data', 'queue']) mkdirSync(at(name), { mode: 0o755 })
  const { uid, gid } = await idsOf('postfix', 'postdrop')
  chownSync(at('data'), uid, -1)
  for (const name of QUEUES) ownFolder(at(`queue/${name}`), { uid, mode: 0o700 })
  ownFolder(at('queue/pid'), { uid: 0, mode: 0o755 })
  ownFolder(at('queue/maildrop'), { uid, gid, mode: 0o730 })
  ownFolder(at('queue/public'), { uid, gid, mode: 0o710 })
  writeFileSync(at('conf/master.cf'), MASTER.replace('PORT', String(ports.port)))
  writeFileSync(
    at('conf/main.cf'),
    Object.entries({
      compatibility_level: '3.6',
      queue_directory: at('queue'),
      data_directory: at('data'),
      maillog_file: at('data/mail.log'),
      maillog_file_prefixes: directory,
      myhostname: 'mx.bo.example',
      mydestination: '',
      mynetworks: '127.0.0.0/8',
      inet_interfaces: '127.0.0.1',
      inet_protocols: 'ipv4',
      smtp_dns_support_level: 'disabled',
      relayhost: `[127.0.0.1]:${ports.relay}`,
      alias_maps: '',
      alias_database: '',
      local_recipient_maps: '',
      smtpd_recipient_restrictions: 'permit_mynetworks, reject',
      smtpd_milters: `inet:127.0.0.1:${ports.milter}`,
      milter_default_action: 'tempfail',
    })
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  )
  const conf = at('conf')
  const child = new Child({
    // It ends its whole group of processes with itself: that must be one of its own.
    command: 'setsid',
    args: ['/usr/lib/postfix/sbin/master', '-d', '-c', conf],
    env: { ...ENV, MAIL_CONFIG: conf },
  })
  return await started(child, directory, ports.port)
}

/** Scores by its rules alone: no DNS, no list of the net, nothing learnt. */
export async function startRspamd(port: number) {
  const directory = folder('rspamd')
  const at = (name: string) => join(directory, name)
  // The whole list of top-level domains takes it seconds to read.
  writeFileSync(at('tld'), 'vn\nexample\n')
  writeFileSync(
    at('rspamd.conf'),
    `options {
  filters = "chartable,dkim,regexp"; disable_hyperscan = true;
  hs_cache_dir = "${directory}"; tempdir = "${directory}"; pidfile = false; url_tld = "${at('tld')}";
  dns { nameserver = ["127.0.0.1:9"]; timeout = 0.1s; retransmits = 1; }
}
logging { type = "console"; level = "notice"; }
lua = "/usr/share/rspamd/rules/rspamd.lua";
modules { path = [${['mid', 'once_received', 'maillist', 'mime_types', 'phishing'].map(name => `"/usr/share/rspamd/plugins/${name}.lua"`).join(', ')}]; }
${['modules.d/mid', 'modules.d/chartable', 'modules.d/maillist', 'modules.d/mime_types', 'modules.d/regexp', 'groups', 'actions'].map(name => `.include "/etc/rspamd/${name}.conf"`).join('\n')}
worker "normal" { bind_socket = "127.0.0.1:${port}"; count = 1; }
`,
  )
  const places = ['LOCAL_CONFDIR', 'DBDIR', 'RUNDIR', 'LOGDIR'].map(name => `--var=${name}=${directory}`)
  const child = new Child({ command: 'rspamd', args: ['-f', '-i', '-c', at('rspamd.conf'), ...places], env: ENV })
  return await started(child, directory, port)
}

const QUEUES = [
  ...['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold'],
  ...['incoming', 'private', 'saved', 'trace'],
]
/** Name, type, private, unprivileged, chroot, wakeup, limit, program. */
const MASTER = `127.0.0.1:PORT inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
`

function folder(name: string): string {
  const made = mkdtempSync(join(tmpdir(), `loa-${name}-`))
  // Their processes are not ours.
  chmodSync(made, 0o755)
  return made
}

function ownFolder(path: string, owner: { uid: number; gid?: number; mode: number }): void {
  mkdirSync(path)
  chmodSync(path, owner.mode)
  chownSync(path, owner.uid, owner.gid ?? 0)
}

async function idsOf(user: string, group: string): Promise<{ uid: number; gid: number }> {
  const id = async (database: string, name: string) => {
    const { stdout } = await run({ command: 'getent', args: [database, name] })
    return Number(stdout.split(':')[2])
  }
  return { uid: await id('passwd', user), gid: await id('group', group) }
}

async function started(child: Child, directory: string, port: number): Promise<Started> {
  const ended = child.exited.then(() => true)
  const until = performance.now() + READY_MS
  while (!(await isListening(port))) {
    if (performance.now() > until || (await Promise.race([ended, pause(LOOK_EVERY_MS, false)])))
      throw new Error(`${child.stdout}\n${child.stderr}\nnobody listens on ${port}`)
  }
  return {
    child,
    directory,
    stop: async () => {
      await child.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function isListening(port: number): Promise<boolean> {
  return await new Promise<boolean>(done => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}
