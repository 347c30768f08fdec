/**
 * What we use of the data types of the 5G core, as JSON Schema written from the specifications' tables: 3GPP TS 29.512
 * clauses 5.6.2.4, .6, .8, .9, .10, .11, .14 and 5.6.3; TS 29.514 (FlowStatus); TS 29.551 (PfdDataForApp, PfdContent);
 * TS 29.571 (simple types). Stricter than they are where they leave room for later releases: a field that we do not mean
 * to write is refused. No test of its own.
 */
const unsigned32 = { type: 'integer', minimum: 0, maximum: 4_294_967_295 }
const text = { type: 'string', minLength: 1 }
const dateTime = { type: 'string', format: 'date-time' }
const bitRate = { type: 'string', pattern: '^\\d+(\\.\\d+)? (bps|Kbps|Mbps|Gbps|Tbps)$' }
const oneReference = { type: 'array', items: text, minItems: 1, maxItems: 1 }

const closed = (properties: object, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const map = (name: string) => ({ type: 'object', additionalProperties: { $ref: `#/$defs/${name}` }, minProperties: 1 })

export const SM_POLICY_DECISION = {
  ...closed(
    {
      pccRules: map('PccRule'),
      qosDecs: map('QosData'),
      chgDecs: map('ChargingData'),
      traffContDecs: map('TrafficControlData'),
      conds: map('ConditionData'),
    },
    [],
  ),
  $defs: {
    PccRule: {
      ...closed(
        {
          pccRuleId: text,
          precedence: { type: 'integer', minimum: 0 },
          flowInfos: { type: 'array', items: { $ref: '#/$defs/FlowInformation' }, minItems: 1 },
          appId: text,
          refQosData: oneReference,
          refTcData: oneReference,
          refChgData: oneReference,
          refCondData: text,
        },
        ['pccRuleId', 'precedence', 'refTcData', 'refChgData', 'refCondData'],
      ),
      oneOf: [{ required: ['flowInfos'] }, { required: ['appId'] }],
    },
    FlowInformation: closed(
      { flowDescription: text, flowDirection: { enum: ['DOWNLINK', 'UPLINK', 'BIDIRECTIONAL'] } },
      ['flowDescription', 'flowDirection'],
    ),
    QosData: closed(
      {
        qosId: text,
        '5qi': { type: 'integer', minimum: 0, maximum: 255 },
        maxbrUl: bitRate,
        maxbrDl: bitRate,
        arp: closed(
          {
            priorityLevel: { type: 'integer', minimum: 1, maximum: 15 },
            preemptCap: { enum: ['NOT_PREEMPT', 'MAY_PREEMPT'] },
            preemptVuln: { enum: ['NOT_PREEMPTABLE', 'PREEMPTABLE'] },
          },
          ['priorityLevel', 'preemptCap', 'preemptVuln'],
        ),
      },
      ['qosId', '5qi', 'arp'],
    ),
    ConditionData: closed({ condId: text, activationTime: dateTime, deactivationTime: dateTime }, [
      'condId',
      'activationTime',
    ]),
    TrafficControlData: closed(
      { tcId: text, flowStatus: { enum: ['ENABLED-UPLINK', 'ENABLED-DOWNLINK', 'ENABLED', 'DISABLED', 'REMOVED'] } },
      ['tcId', 'flowStatus'],
    ),
    ChargingData: closed(
      {
        chgId: text,
        meteringMethod: { enum: ['DURATION', 'VOLUME', 'DURATION_VOLUME', 'EVENT'] },
        offline: { type: 'boolean' },
        online: { type: 'boolean' },
        ratingGroup: unsigned32,
        reportingLevel: { enum: ['SER_ID_LEVEL', 'RAT_GR_LEVEL', 'SPON_CON_LEVEL'] },
        serviceId: unsigned32,
        sponsorId: text,
        appSvcProvId: text,
      },
      ['chgId', 'ratingGroup', 'reportingLevel', 'sponsorId', 'appSvcProvId'],
    ),
  },
} as const

export const PFDS = {
  type: 'array',
  items: closed(
    {
      applicationId: text,
      pfds: {
        type: 'array',
        minItems: 1,
        items: closed(
          {
            pfdId: text,
            flowDescriptions: { type: 'array', items: text, minItems: 1 },
            domainNames: { type: 'array', items: text, minItems: 1 },
          },
          ['pfdId', 'flowDescriptions', 'domainNames'],
        ),
      },
    },
    ['applicationId', 'pfds'],
  ),
} as const
