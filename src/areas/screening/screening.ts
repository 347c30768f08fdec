/** Health checks at the door: all use cases over one store and one clock. Composes; the rules are in the other files. */
import { doorUseCases } from './doors.ts'
import { dutyUseCases } from './duty.ts'
import { intakeUseCases } from './intake.ts'
import { keepingUseCases } from './keeping.ts'
import type { Doer, Office } from './office.ts'

export function openScreening<Actor extends Doer>(office: Office<Actor>) {
  return {
    ...doorUseCases(office),
    ...intakeUseCases(office),
    ...dutyUseCases(office),
    ...keepingUseCases(office),
  }
}

export type Screening<Actor extends Doer> = ReturnType<typeof openScreening<Actor>>
