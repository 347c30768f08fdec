/** Made-up numbers for a measurement, about one in four in use, as a country's mobile numbers are. */
import { audienceOf } from '../src/audience/digest.ts'
import { writeAudience } from '../src/audience/file.ts'
import { seeded } from '../src/base/random.ts'

const FIRST = 320_000_000
const ONE_IN = 4

export async function writeBenchAudience(
  path: string,
  { subscribers, seed }: { subscribers: number; seed: number },
): Promise<void> {
  const random = seeded(seed)
  const low = new Uint32Array(subscribers)
  for (let rank = 0; rank < subscribers; rank++) low[rank] = FIRST + rank * ONE_IN + random.below(ONE_IN)
  const runs = [{ base: 0, from: 0 }]
  await writeAudience(path, audienceOf({ size: subscribers, country: 'VN', callingCode: '84', runs, low }))
}
