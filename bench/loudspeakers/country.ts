/** Communes and clusters with their devices' keys, in the database of a server that does not run yet. */
import { mkdir } from 'node:fs/promises'
import { MIGRATIONS, openStore } from '../../src/app/areas.ts'
import { openDataDirectory } from '../../src/app/serve/data-directory.ts'
import { loudspeakerRows } from '../../src/areas/loudspeakers/store.ts'
import { makeKey, type Signer, signerOf } from '../../src/directive/signing.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'

export interface BenchCluster {
  readonly id: string
  readonly province: string
  readonly signer: Signer
}

/** Of a commune. */
const CLUSTERS = 4

export async function fillLoudspeakers(
  directory: string,
  { clusters, provinces }: { readonly clusters: number; readonly provinces: readonly string[] },
): Promise<{ readonly clusters: readonly BenchCluster[]; readonly authority: string }> {
  const made = await Promise.all(
    Array.from({ length: clusters }, async (_, at) => ({
      commune: Math.floor(at / CLUSTERS),
      signer: await signerOf(await makeKey()),
      id: `${codeOf(Math.floor(at / CLUSTERS))}-${(at % CLUSTERS) + 1}`,
      province: provinces[Math.floor(at / CLUSTERS) % provinces.length],
    })),
  )
  // Not with its parents: of a measurement that was stopped meanwhile they are gone, and stay so.
  await mkdir(directory)
  const data = await openDataDirectory(directory)
  const database = await openDatabase({ file: data.databaseFile })
  try {
    await migrate(database, MIGRATIONS)
    await openStore(database).write(async store => {
      const rows = loudspeakerRows(store)
      for (const { id, commune, province, signer } of made) {
        const code = codeOf(commune)
        const name = `Xã ${code}`
        const places = [{ code: province, from: '2020-01-01', until: null }]
        await rows.putCommune({ code, name, places, windows: null })
        await rows.putCluster({
          id,
          commune: code,
          name: `Cụm ${id}`,
          purpose: 'live',
          code: null,
          hello: null,
          key: { public: signer.publicKey, id: signer.keyId },
          enrolledAt: 0,
          revokedAt: null,
          clockSkewMs: null,
          heardAt: null,
          serial: 0,
          wantedSha256: null,
          issuedAt: null,
          epoch: 1,
          counter: 0,
          lost: 0,
          withheld: [],
        })
      }
    })
    const { keyId } = await signerOf(data.signingKey)
    return { clusters: made, authority: keyId }
  } finally {
    await database.close()
    data.release()
  }
}

function codeOf(commune: number): string {
  return String(commune + 1).padStart(5, '0')
}
