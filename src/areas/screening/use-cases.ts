/** Health checks at the door: all use cases together. Composes; the rules are in the other files. */
import { doorUseCases } from './doors.ts'
import { dutyUseCases } from './duty.ts'
import { intakeUseCases } from './intake.ts'
import { keepingUseCases } from './keeping.ts'
import type { Office } from './office.ts'

export function screeningUseCases(office: Office) {
  return { ...doorUseCases(office), ...intakeUseCases(office), ...dutyUseCases(office), ...keepingUseCases(office) }
}

export type Screening = ReturnType<typeof screeningUseCases>
