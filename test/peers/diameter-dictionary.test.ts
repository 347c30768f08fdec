/**
 * Our dictionary beside those that nobody here wrote: freeDiameter's, as it dumps it, and Wireshark's, as it reads each
 * AVP of ours with some value in it.
 *
 * Where they differ from the RFC or the 3GPP specification, or from each other, it is listed here: a difference that
 * is not listed fails, and so does one that is listed and is none.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { encodeMessage } from '../../src/diameter/codec.ts'
import {
  AVPS,
  type AvpName,
  type AvpSpec,
  type Avps,
  COMMANDS,
  type CommandSpec,
} from '../../src/diameter/dictionary.ts'
import { Authority } from './certificates.ts'
import { type ReadAvp, type ReadMessage, readDiameter } from './diameter-reading.ts'
import { startFreeDiameter } from './freediameter.ts'
import { missing } from './installed.ts'
import { pcap } from './pcap.ts'

const NAMES = Object.keys(AVPS) as AvpName[]
const keyOf = ({ vendor = 0, code }: AvpSpec) => `${vendor}/${code}`

describe('freeDiameter', { skip: missing('freeDiameter', 'openssl') }, () => {
  interface Dumped {
    readonly name: string
    readonly type: string
    readonly mandatory: boolean
  }

  /** RFC 8506 came after its dictionary, which is RFC 4006's. */
  const NOT_THERE = (name: string) =>
    /^(User-Equipment-Info-|Subscription-Id-(Ext|E164|IMSI|SIP|NAI|Priv)|Redirect-Server-Ext|Redirect-Address-(IP|URL|SIP)|QoS-Final)/.test(
      name,
    ) && !/^User-Equipment-Info-(Type|Value)$/.test(name)

  /** Its names, where they are not the specification's. */
  const OTHER_NAMES: Readonly<Record<string, string>> = { '3GPP-PS-Data-Off-Status': '3GPP-PS-Data-Off-Status-32.299' }

  /** What it calls a type: the basic ones alone. */
  const BASIC: Readonly<Partial<Record<AvpSpec['type'], string>>> = {
    OctetString: 'OCTETSTRING',
    UTF8String: 'OCTETSTRING',
    DiameterIdentity: 'OCTETSTRING',
    DiameterURI: 'OCTETSTRING',
    IPFilterRule: 'OCTETSTRING',
    Address: 'OCTETSTRING',
    Time: 'OCTETSTRING',
    Grouped: 'GROUPED',
    Unsigned32: 'UNSIGNED32',
    Unsigned64: 'UNSIGNED64',
    Integer32: 'INTEGER32',
    Integer64: 'INTEGER64',
    Enumerated: 'INTEGER32',
  }

  let dump: Promise<string> | null = null
  const dumped = () => {
    dump ??= dumpDictionary()
    return dump
  }

  test('freeDiameter has the same AVPs under the same names, of the same types, with the same M bits', async () => {
    const theirs = avpsIn(await dumped())
    const odd: string[] = []
    for (const name of NAMES) {
      const spec: AvpSpec = AVPS[name]
      const one = theirs.get(keyOf(spec))
      if (one === undefined) {
        if (!NOT_THERE(name)) odd.push(`${name} is not there`)
        continue
      }
      if (one.name !== (OTHER_NAMES[name] ?? name)) odd.push(`${name} is called ${one.name}`)
      if (one.type !== BASIC[spec.type]) odd.push(`${name} is of type ${one.type}`)
      if (spec.m !== 'may' && one.mandatory !== (spec.m === undefined)) odd.push(`${name}: M is ${one.mandatory}`)
    }
    assert.deepEqual(odd, ODD_AVPS)
  })

  /** Seen and judged: RFC 7155 has both as we have them. */
  const ODD_AVPS: readonly string[] = ['NAS-Port-Type is of type UNSIGNED32', 'Delegated-IPv6-Prefix is not there']

  test('freeDiameter has the same commands, with the same flags', async () => {
    const text = await dumped()
    for (const { name, code, request, proxiable } of Object.values(COMMANDS) as CommandSpec[]) {
      const flags = `${request ? 'R' : '-'}${proxiable ? 'P' : '-'}--`
      assert.match(text, new RegExp(`v/m:${flags}/\\S+, ${code}\\s+"${name}"`), name)
    }
  })

  test('freeDiameter lets the same AVPs come several times', async () => {
    const several = severalIn(await dumped())
    const odd: string[] = []
    for (const name of NAMES) {
      const theirs = several.get(name)
      const ours = 'many' in AVPS[name]
      if (theirs !== undefined && theirs !== ours) odd.push(`${name}: ${theirs ? 'several' : 'one at most'}`)
    }
    assert.deepEqual(odd, ODD_COUNTS)
  })

  /** Several in CER and CEA (RFC 6733, section 5.3), whose grammar it keeps elsewhere. */
  const ODD_COUNTS: readonly string[] = ['Auth-Application-Id: one at most', 'Acct-Application-Id: one at most']

  async function dumpDictionary(): Promise<string> {
    const authority = new Authority()
    try {
      const daemon = await startFreeDiameter({ authority, identity: 'dump.example.net', extensions: ['dbg_dict_dump'] })
      await daemon.stop()
      return daemon.child.stdout
    } finally {
      authority.remove()
    }
  }

  /** By vendor and code. */
  function avpsIn(text: string): Map<string, Dumped> {
    const avps = new Map<string, Dumped>()
    let vendor = '0'
    for (const line of text.split('\n')) {
      vendor = /: VENDOR p:\S+ data: (\d+)/.exec(line)?.[1] ?? vendor
      const avp = /: AVP p:\S+ data: v\/m:(..)\/\S+\s+(\w+), (\d+)\s+"(.*)"/.exec(line)
      if (avp === null) continue
      const [, flags, type, code, name] = avp
      avps.set(`${vendor}/${code}`, { name, type, mandatory: flags.includes('M') })
    }
    return avps
  }

  /** Of the rules of commands and groups: whether an AVP comes more than once in any. */
  function severalIn(text: string): Map<string, boolean> {
    const several = new Map<string, boolean>()
    for (const [, most, name] of text.matchAll(/: RULE .* m\/M:\s*-?\d+\/\s*(-?\d+) avp:"(.*)"/g))
      several.set(name, (several.get(name) ?? false) || Number(most) !== 1)
    return several
  }
})

describe('Wireshark', { skip: missing('tshark') }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-diameter-dictionary-'))
  after(() => rmSync(directory, { recursive: true }))

  const SAMPLES: Readonly<Record<AvpSpec['type'], unknown>> = {
    OctetString: Buffer.from('abcd'),
    UTF8String: 'xin chao',
    DiameterIdentity: 'ocs.example.net',
    DiameterURI: 'aaa://ocs.example.net:3868',
    IPFilterRule: 'permit out ip from any to any',
    Address: '192.0.2.7',
    Time: Date.UTC(2020, 1, 1, 0, 0, 7),
    Grouped: { 'Origin-State-Id': 7 },
    Unsigned32: 70_000,
    Unsigned64: 12_000_000_000_000_000_000n,
    Integer32: -7,
    Integer64: -7_000_000_000n,
    Enumerated: 1,
  }

  /** Its names, where they are not the specification's. */
  const OTHER_NAMES: Readonly<Record<string, string>> = {
    'Acct-Multi-Session-Id': 'Accounting-Multi-Session-Id',
    '3GPP-CG-Ipv6-Address': '3GPP-CG-IPv6-Address',
    '3GPP-SGSN-Ipv6-Address': '3GPP-SGSN-IPv6-Address',
    '3GPP-GGSN-Ipv6-Address': '3GPP-GGSN-IPv6-Address',
    'Reporting-Reason': '3GPP-Reporting-Reason',
    'SIP-Method': '3GPP-SIP-Method',
    'User-Session-Id': 'User-Session-ID',
    'Trunk-Group-Id': 'Trunk-Group-ID',
    'Incoming-Trunk-Group-Id': 'Incoming-Trunk-Group-ID',
    'Outgoing-Trunk-Group-Id': 'Outgoing-Trunk-Group-ID',
    'MMTel-SService-Type': 'MMTel-Service-Type',
    'Local-GW-Inserted-Indication': 'Local-GW-Inserted-Indicator',
    'IP-Realm-Default-Indication': 'IP-Realm-Default-Indicator',
    'Transcoder-Inserted-Indication': 'Transcoder-Inserted-Indicator',
    'ISUP-Cause': 'ISUP-Release-Cause',
    'Number-Of-Messages-Sent': 'Number-of-Messages-Sent',
  }

  test('Wireshark knows each AVP of ours and reads the value that we meant', async () => {
    const read = (await Promise.all(batches(NAMES).map(readBatch))).flat()
    assert.equal(read.length, NAMES.length)
    const odd: string[] = []
    for (const [i, name] of NAMES.entries()) {
      const spec: AvpSpec = AVPS[name]
      const avp = read[i].avps.find(one => one.code === spec.code && one.vendor === (spec.vendor ?? 0))
      if (avp === undefined || avp.name === 'avp.unknown') odd.push(`${name} is unknown`)
      else if (avp.name !== (OTHER_NAMES[name] ?? name)) odd.push(`${name} is called ${avp.name}`)
      else if (!isMeant(spec, avp, SAMPLES[spec.type])) odd.push(`${name} is read as ${avp.value}`)
      else if (avp.mandatory !== (spec.m === undefined)) odd.push(`${name} has another M bit`)
    }
    assert.deepEqual(odd, ODD)
  })

  /** As many as are read of one capture. */
  const BATCH = 80

  function batches(names: readonly AvpName[]): AvpName[][] {
    return Array.from({ length: Math.ceil(names.length / BATCH) }, (_, i) => names.slice(i * BATCH, (i + 1) * BATCH))
  }

  async function readBatch(names: readonly AvpName[], i: number): Promise<readonly ReadMessage[]> {
    const pdus = names.map(name => encodeMessage(messageWith(name, SAMPLES[AVPS[name].type])))
    const file = join(directory, `${i}.pcap`)
    writeFileSync(file, pcap({ port: 3868, pdus }))
    return (await readDiameter(file, 3868)).messages
  }

  /** Newer than its dictionary: RFC 8506, and late versions of TS 32.299. One is an address there and text here. */
  const ODD: readonly string[] = [
    'Subscription-Id-Extension is unknown',
    'Subscription-Id-E164 is unknown',
    'Subscription-Id-IMSI is unknown',
    'Subscription-Id-SIP-URI is unknown',
    'Subscription-Id-NAI is unknown',
    'Subscription-Id-Private is unknown',
    'Redirect-Server-Extension is unknown',
    'Redirect-Address-IPAddress is unknown',
    'Redirect-Address-URL is unknown',
    'Redirect-Address-SIP-URI is unknown',
    'QoS-Final-Unit-Indication is unknown',
    'Transit-IOI-List is unknown',
    'IMS-Emergency-Indicator is unknown',
    'From-Address is read as 78:69:6e:20:63:68:61:6f',
    'Status-AS-Code is unknown',
  ]

  function messageWith(name: AvpName, value: unknown) {
    const needed: Avps = { 'Result-Code': 2001, 'Origin-Host': 'a', 'Origin-Realm': 'b' }
    const list = 'many' in AVPS[name] ? [value] : value
    return { command: 'CCA' as const, error: true, hopByHop: 1, endToEnd: 2, avps: { ...needed, [name]: list } as Avps }
  }

  function hex(text: string): string {
    return Buffer.from(text)
      .toString('hex')
      .replace(/..(?!$)/g, '$&:')
  }

  /** Of some AVPs it shows the octets, or takes octets for text. */
  function isMeant({ type }: AvpSpec, avp: ReadAvp, meant: unknown): boolean {
    switch (type) {
      case 'OctetString':
        return avp.value === 'abcd' || avp.value === hex('abcd')
      case 'Time':
        return Date.parse(avp.value.replace('.000000000', '')) === meant
      case 'Grouped':
        return avp.members[0]?.name === 'Origin-State-Id' && avp.members[0].value === '7'
      case 'Address':
        return avp.value.endsWith('c0:00:02:07') || avp.value === '192.0.2.7'
      case 'Unsigned32':
        return avp.value === String(meant) || avp.value === '00:01:11:70'
      default:
        return avp.value === String(meant)
    }
  }
})
