/**
 * What is measured: an authority with years of work in its database, as `loa serve` runs it; its people, signed in; one
 * real operator with a node and a centre; and nodes of the other operators that report made-up progress.
 *
 * Invariant: when it is closed, none of its processes runs any more.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Children } from '../../src/app/children/children.ts'
import { openDataDirectory } from '../../src/app/serve/data-directory.ts'
import { makeKey, type PrivateJwk, publicOf, signerOf } from '../../src/directive/signing.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { arrive } from '../../town/arrival.ts'
import type { Signed } from '../../town/authority-client.ts'
import { of } from '../../town/deeds.ts'
import { TownHost } from '../../town/host.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { demoAccounts } from '../../town/people.ts'
import { writeBenchAudience } from '../audience.ts'
import { type CountrySize, fillCountry, operatorIds } from './large-country.ts'
import { Teller } from './teller.ts'

export interface AuthorityStageOptions {
  readonly directory: string
  readonly size: CountrySize
  /** Of the real operator. */
  readonly subscribers: number
  readonly seed: number
}

/** The operator that is real. Its numbers are made up as they are needed. */
const REAL: DemoOperator = { id: 'bench', name: 'Bench', subscribers: 0, length: 9, prefixes: [] }
const LANES = 2

export class AuthorityStage {
  readonly host: TownHost
  readonly real = REAL
  readonly #options: AuthorityStageOptions
  readonly #accounts = demoAccounts([])
  readonly #keys: PrivateJwk[] = []
  readonly #children = new Children()
  #authorityKey: PrivateJwk | null = null
  signed: Signed = new Map()

  constructor(options: AuthorityStageOptions) {
    this.#options = options
    this.host = new TownHost({
      directory: options.directory,
      listen: '127.0.0.1:0',
      children: this.#children,
      accounts: this.#accounts,
    })
  }

  /** The database, before the authority ever runs on it; by another filler where there is one. */
  async fill(filler: typeof fillCountry = fillCountry): Promise<void> {
    const { size } = this.#options
    for (let i = 0; i < size.operators; i++) this.#keys.push(await makeKey())
    const keys = await Promise.all(
      this.#keys.map(async key => {
        const { publicKey, keyId } = await signerOf(key)
        return { publicKey, keyId }
      }),
    )
    // Not with its parents: of a measurement that was stopped meanwhile they are gone, and stay so.
    await mkdir(this.host.authorityData)
    const directory = await openDataDirectory(this.host.authorityData)
    this.#authorityKey = directory.signingKey
    const database = await openDatabase({ file: directory.databaseFile })
    try {
      await filler(database, { ...size, keys })
    } finally {
      await database.close()
      directory.release()
    }
  }

  async open(): Promise<void> {
    const link = await this.host.startAuthority()
    this.signed = await arrive(this.host.url, link, { accounts: this.#accounts, operators: [REAL] })
  }

  /** Enrolled, at full speed, connected. */
  async startReal(): Promise<void> {
    const { subscribers, seed } = this.#options
    const { code } = await of(this.signed, 'administrator').post<{ code: string }>(
      `/api/v1/operators/${REAL.id}/enrolment`,
    )
    await this.host.enrol(REAL, code)
    await writeBenchAudience(this.host.audience(REAL), { subscribers, seed })
    await writeFile(this.host.staff(REAL), '0912345678\n')
    await this.host.startRehearsal()
    await this.host.startCentre(REAL, { mishap: 'none', centre: {} })
    this.host.startNode(REAL, 0, { flags: ['--binds', String(LANES)] })
  }

  /** Each connected, as its node would be. */
  async startTellers(): Promise<readonly Teller[]> {
    const { url } = this.host
    const publicKey = publicOf(this.#authorityKey as PrivateJwk)
    const ids = operatorIds(this.#keys.length)
    return await Promise.all(
      this.#keys.map(
        async (key, i) =>
          await Teller.start({
            file: join(this.#options.directory, `${ids[i]}.key`),
            keys: { operator: ids[i], name: ids[i], authority: { url, publicKey }, key },
          }),
      ),
    )
  }

  /** Ids of the operators whose nodes report. */
  get reporting(): readonly string[] {
    return operatorIds(this.#keys.length)
  }

  async close(): Promise<void> {
    await this.host.end()
  }
}
