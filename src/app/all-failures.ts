/** The failures of all rooms, for what looks at every sentence. */

import { AUDIENCE_FAILURES } from '../audience/failures.ts'
import { AUDIT_FAILURES } from '../audit/failures.ts'
import { AUTHORITY_FAILURES } from '../authority/failures.ts'
import type { FailureTable } from '../base/failure.ts'
import { BASE_FAILURES } from '../base/failures.ts'
import { CAP_FAILURES } from '../cap/failures.ts'
import { CHARGING_FAILURES } from '../charging/failures.ts'
import { DIAMETER_FAILURES } from '../diameter/failures.ts'
import { DIRECTIVE_FAILURES } from '../directive/failures.ts'
import { ENDPOINT_FAILURES } from '../endpoint/failures.ts'
import { HTTP_FAILURES } from '../http/failures.ts'
import { OPERATOR_FAILURES } from '../operator/failures.ts'
import { PLAN_FAILURES } from '../plan/failures.ts'
import { REPORT_FAILURES } from '../report/failures.ts'
import { ROUND_FAILURES } from '../round/failures.ts'
import { SFU_FAILURES } from '../sfu/failures.ts'
import { SMPP_FAILURES } from '../smpp/failures.ts'
import { SPEAKER_FAILURES } from '../speaker/failures.ts'
import { SQL_FAILURES } from '../sql/failures.ts'
import { TEXT_FAILURES } from '../text/failures.ts'
import { ZERORATING_FAILURES } from '../zerorating/failures.ts'
import { AREAS } from './areas.ts'
import { APP_FAILURES } from './failures.ts'

export const FAILURES: FailureTable = {
  ...Object.assign({}, ...AREAS.map(({ failures }) => failures)),
  ...APP_FAILURES,
  ...AUDIENCE_FAILURES,
  ...AUDIT_FAILURES,
  ...AUTHORITY_FAILURES,
  ...BASE_FAILURES,
  ...CAP_FAILURES,
  ...CHARGING_FAILURES,
  ...DIAMETER_FAILURES,
  ...DIRECTIVE_FAILURES,
  ...ENDPOINT_FAILURES,
  ...HTTP_FAILURES,
  ...OPERATOR_FAILURES,
  ...PLAN_FAILURES,
  ...REPORT_FAILURES,
  ...ROUND_FAILURES,
  ...SFU_FAILURES,
  ...SMPP_FAILURES,
  ...SPEAKER_FAILURES,
  ...SQL_FAILURES,
  ...TEXT_FAILURES,
  ...ZERORATING_FAILURES,
}
