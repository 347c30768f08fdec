/**
 * The dictionary: AVPs and commands of the Diameter base protocol (RFC 6733), of credit control (RFC 8506) and of 3GPP's
 * Gy and Ro (TS 32.299 with what it borrows). The codec, the checks and the TypeScript types are derived from it: add an
 * AVP or a command here and nowhere else.
 *
 * `many` follows the grammars: such an AVP may come several times and is a list. `m` is what a sender sets; a receiver
 * goes by the flags that came.
 *
 * Knows no octets and no rules beyond the two tables.
 */

/** IANA's private enterprise number of 3GPP. */
export const THREE_GPP = 10415

export const APPLICATIONS = {
  /** Diameter common messages: CER, DWR, DPR. */
  base: 0,
  creditControl: 4,
  /** What relay agents advertise: any application. */
  relay: 0xffffffff,
} as const

/** RFC 6733, sections 4.2 and 4.3. An IPFilterRule is text here. */
export type AvpType =
  | 'OctetString'
  | 'Integer32'
  | 'Integer64'
  | 'Unsigned32'
  | 'Unsigned64'
  | 'Grouped'
  | 'Address'
  | 'Time'
  | 'UTF8String'
  | 'DiameterIdentity'
  | 'DiameterURI'
  | 'Enumerated'
  | 'IPFilterRule'

export interface AvpSpec {
  readonly code: number
  /** Absent for those of the IETF. */
  readonly vendor?: number
  readonly type: AvpType
  /** Whether a sender sets the M bit. Absent: it must. */
  readonly m?: 'may' | 'no'
  readonly many?: true
}

export const AVPS = {
  // RFC 6733, section 4.5
  'User-Name': { code: 1, type: 'UTF8String' },
  Class: { code: 25, type: 'OctetString', many: true },
  'Session-Timeout': { code: 27, type: 'Unsigned32' },
  'Proxy-State': { code: 33, type: 'OctetString' },
  'Acct-Session-Id': { code: 44, type: 'OctetString' },
  'Acct-Multi-Session-Id': { code: 50, type: 'UTF8String' },
  'Event-Timestamp': { code: 55, type: 'Time' },
  'Acct-Interim-Interval': { code: 85, type: 'Unsigned32' },
  'Host-IP-Address': { code: 257, type: 'Address', many: true },
  'Auth-Application-Id': { code: 258, type: 'Unsigned32', many: true },
  'Acct-Application-Id': { code: 259, type: 'Unsigned32', many: true },
  'Vendor-Specific-Application-Id': { code: 260, type: 'Grouped', many: true },
  'Redirect-Host-Usage': { code: 261, type: 'Enumerated' },
  'Redirect-Max-Cache-Time': { code: 262, type: 'Unsigned32' },
  'Session-Id': { code: 263, type: 'UTF8String' },
  'Origin-Host': { code: 264, type: 'DiameterIdentity' },
  'Supported-Vendor-Id': { code: 265, type: 'Unsigned32', many: true },
  'Vendor-Id': { code: 266, type: 'Unsigned32' },
  'Firmware-Revision': { code: 267, type: 'Unsigned32', m: 'no' },
  'Result-Code': { code: 268, type: 'Unsigned32' },
  'Product-Name': { code: 269, type: 'UTF8String', m: 'no' },
  'Session-Binding': { code: 270, type: 'Unsigned32' },
  'Session-Server-Failover': { code: 271, type: 'Enumerated' },
  'Multi-Round-Time-Out': { code: 272, type: 'Unsigned32' },
  'Disconnect-Cause': { code: 273, type: 'Enumerated' },
  'Auth-Request-Type': { code: 274, type: 'Enumerated' },
  'Auth-Grace-Period': { code: 276, type: 'Unsigned32' },
  'Auth-Session-State': { code: 277, type: 'Enumerated' },
  'Origin-State-Id': { code: 278, type: 'Unsigned32' },
  'Failed-AVP': { code: 279, type: 'Grouped', many: true },
  'Proxy-Host': { code: 280, type: 'DiameterIdentity' },
  'Error-Message': { code: 281, type: 'UTF8String', m: 'no' },
  'Route-Record': { code: 282, type: 'DiameterIdentity', many: true },
  'Destination-Realm': { code: 283, type: 'DiameterIdentity' },
  'Proxy-Info': { code: 284, type: 'Grouped', many: true },
  'Re-Auth-Request-Type': { code: 285, type: 'Enumerated' },
  'Accounting-Sub-Session-Id': { code: 287, type: 'Unsigned64' },
  'Authorization-Lifetime': { code: 291, type: 'Unsigned32' },
  'Redirect-Host': { code: 292, type: 'DiameterURI', many: true },
  'Destination-Host': { code: 293, type: 'DiameterIdentity' },
  'Error-Reporting-Host': { code: 294, type: 'DiameterIdentity', m: 'no' },
  'Termination-Cause': { code: 295, type: 'Enumerated' },
  'Origin-Realm': { code: 296, type: 'DiameterIdentity' },
  'Experimental-Result': { code: 297, type: 'Grouped' },
  'Experimental-Result-Code': { code: 298, type: 'Unsigned32' },
  'Inband-Security-Id': { code: 299, type: 'Unsigned32', many: true },
  'Accounting-Record-Type': { code: 480, type: 'Enumerated' },
  'Accounting-Realtime-Required': { code: 483, type: 'Enumerated' },
  'Accounting-Record-Number': { code: 485, type: 'Unsigned32' },
  // RFC 7155: what network access lends to credit control
  'NAS-IP-Address': { code: 4, type: 'OctetString' },
  'NAS-Port': { code: 5, type: 'Unsigned32' },
  'Framed-IP-Address': { code: 8, type: 'OctetString' },
  'Filter-Id': { code: 11, type: 'UTF8String', many: true },
  'Called-Station-Id': { code: 30, type: 'UTF8String' },
  'Calling-Station-Id': { code: 31, type: 'UTF8String' },
  'NAS-Identifier': { code: 32, type: 'UTF8String' },
  'NAS-Port-Type': { code: 61, type: 'Enumerated' },
  'NAS-Port-Id': { code: 87, type: 'UTF8String' },
  'Framed-Interface-Id': { code: 96, type: 'Unsigned64' },
  'Framed-IPv6-Prefix': { code: 97, type: 'OctetString', many: true },
  'Delegated-IPv6-Prefix': { code: 123, type: 'OctetString', many: true },
  // RFC 8506, section 8
  'CC-Correlation-Id': { code: 411, type: 'OctetString', m: 'may' },
  'CC-Input-Octets': { code: 412, type: 'Unsigned64' },
  'CC-Money': { code: 413, type: 'Grouped' },
  'CC-Output-Octets': { code: 414, type: 'Unsigned64' },
  'CC-Request-Number': { code: 415, type: 'Unsigned32' },
  'CC-Request-Type': { code: 416, type: 'Enumerated' },
  'CC-Service-Specific-Units': { code: 417, type: 'Unsigned64' },
  'CC-Session-Failover': { code: 418, type: 'Enumerated' },
  'CC-Sub-Session-Id': { code: 419, type: 'Unsigned64' },
  'CC-Time': { code: 420, type: 'Unsigned32' },
  'CC-Total-Octets': { code: 421, type: 'Unsigned64' },
  'Check-Balance-Result': { code: 422, type: 'Enumerated' },
  'Cost-Information': { code: 423, type: 'Grouped' },
  'Cost-Unit': { code: 424, type: 'UTF8String' },
  'Currency-Code': { code: 425, type: 'Unsigned32' },
  'Credit-Control': { code: 426, type: 'Enumerated' },
  'Credit-Control-Failure-Handling': { code: 427, type: 'Enumerated' },
  'Direct-Debiting-Failure-Handling': { code: 428, type: 'Enumerated' },
  Exponent: { code: 429, type: 'Integer32' },
  'Final-Unit-Indication': { code: 430, type: 'Grouped' },
  'Granted-Service-Unit': { code: 431, type: 'Grouped' },
  'Rating-Group': { code: 432, type: 'Unsigned32' },
  'Redirect-Address-Type': { code: 433, type: 'Enumerated' },
  'Redirect-Server': { code: 434, type: 'Grouped' },
  'Redirect-Server-Address': { code: 435, type: 'UTF8String' },
  'Requested-Action': { code: 436, type: 'Enumerated' },
  'Requested-Service-Unit': { code: 437, type: 'Grouped' },
  'Restriction-Filter-Rule': { code: 438, type: 'IPFilterRule', many: true },
  'Service-Identifier': { code: 439, type: 'Unsigned32', many: true },
  'Service-Parameter-Info': { code: 440, type: 'Grouped', m: 'may', many: true },
  'Service-Parameter-Type': { code: 441, type: 'Unsigned32', m: 'may' },
  'Service-Parameter-Value': { code: 442, type: 'OctetString', m: 'may' },
  'Subscription-Id': { code: 443, type: 'Grouped', many: true },
  'Subscription-Id-Data': { code: 444, type: 'UTF8String' },
  'Unit-Value': { code: 445, type: 'Grouped' },
  'Used-Service-Unit': { code: 446, type: 'Grouped', many: true },
  'Value-Digits': { code: 447, type: 'Integer64' },
  'Validity-Time': { code: 448, type: 'Unsigned32' },
  'Final-Unit-Action': { code: 449, type: 'Enumerated' },
  'Subscription-Id-Type': { code: 450, type: 'Enumerated' },
  'Tariff-Time-Change': { code: 451, type: 'Time' },
  'Tariff-Change-Usage': { code: 452, type: 'Enumerated' },
  'G-S-U-Pool-Identifier': { code: 453, type: 'Unsigned32' },
  'CC-Unit-Type': { code: 454, type: 'Enumerated' },
  'Multiple-Services-Indicator': { code: 455, type: 'Enumerated' },
  'Multiple-Services-Credit-Control': { code: 456, type: 'Grouped', many: true },
  'G-S-U-Pool-Reference': { code: 457, type: 'Grouped', many: true },
  'User-Equipment-Info': { code: 458, type: 'Grouped', m: 'may' },
  'User-Equipment-Info-Type': { code: 459, type: 'Enumerated', m: 'may' },
  'User-Equipment-Info-Value': { code: 460, type: 'OctetString', m: 'may' },
  'Service-Context-Id': { code: 461, type: 'UTF8String' },
  'User-Equipment-Info-Extension': { code: 653, type: 'Grouped', m: 'may' },
  'User-Equipment-Info-IMEISV': { code: 654, type: 'OctetString', m: 'may' },
  'User-Equipment-Info-MAC': { code: 655, type: 'OctetString', m: 'may' },
  'User-Equipment-Info-EUI64': { code: 656, type: 'OctetString', m: 'may' },
  'User-Equipment-Info-ModifiedEUI64': { code: 657, type: 'OctetString', m: 'may' },
  'User-Equipment-Info-IMEI': { code: 658, type: 'OctetString', m: 'may' },
  'Subscription-Id-Extension': { code: 659, type: 'Grouped', m: 'may', many: true },
  'Subscription-Id-E164': { code: 660, type: 'UTF8String', m: 'may' },
  'Subscription-Id-IMSI': { code: 661, type: 'UTF8String', m: 'may' },
  'Subscription-Id-SIP-URI': { code: 662, type: 'UTF8String', m: 'may' },
  'Subscription-Id-NAI': { code: 663, type: 'UTF8String', m: 'may' },
  'Subscription-Id-Private': { code: 664, type: 'UTF8String', m: 'may' },
  'Redirect-Server-Extension': { code: 665, type: 'Grouped', m: 'may' },
  'Redirect-Address-IPAddress': { code: 666, type: 'Address', m: 'may' },
  'Redirect-Address-URL': { code: 667, type: 'UTF8String', m: 'may' },
  'Redirect-Address-SIP-URI': { code: 668, type: 'UTF8String', m: 'may' },
  'QoS-Final-Unit-Indication': { code: 669, type: 'Grouped', m: 'may' },
  // TS 29.061: of the packet session
  '3GPP-IMSI': { code: 1, vendor: THREE_GPP, type: 'UTF8String' },
  '3GPP-Charging-Id': { code: 2, vendor: THREE_GPP, type: 'Unsigned32' },
  '3GPP-PDP-Type': { code: 3, vendor: THREE_GPP, type: 'Enumerated' },
  '3GPP-CG-Address': { code: 4, vendor: THREE_GPP, type: 'OctetString', m: 'no' },
  '3GPP-GPRS-Negotiated-QoS-Profile': { code: 5, vendor: THREE_GPP, type: 'UTF8String' },
  '3GPP-SGSN-Address': { code: 6, vendor: THREE_GPP, type: 'OctetString', m: 'no' },
  '3GPP-GGSN-Address': { code: 7, vendor: THREE_GPP, type: 'OctetString', m: 'no' },
  '3GPP-IMSI-MCC-MNC': { code: 8, vendor: THREE_GPP, type: 'UTF8String' },
  '3GPP-GGSN-MCC-MNC': { code: 9, vendor: THREE_GPP, type: 'UTF8String' },
  '3GPP-NSAPI': { code: 10, vendor: THREE_GPP, type: 'OctetString' },
  '3GPP-Session-Stop-Indicator': { code: 11, vendor: THREE_GPP, type: 'OctetString', m: 'no' },
  '3GPP-Selection-Mode': { code: 12, vendor: THREE_GPP, type: 'UTF8String' },
  '3GPP-Charging-Characteristics': { code: 13, vendor: THREE_GPP, type: 'UTF8String' },
  '3GPP-CG-Ipv6-Address': { code: 14, vendor: THREE_GPP, type: 'OctetString' },
  '3GPP-SGSN-Ipv6-Address': { code: 15, vendor: THREE_GPP, type: 'OctetString' },
  '3GPP-GGSN-Ipv6-Address': { code: 16, vendor: THREE_GPP, type: 'OctetString' },
  '3GPP-SGSN-MCC-MNC': { code: 18, vendor: THREE_GPP, type: 'UTF8String' },
  '3GPP-IMEISV': { code: 20, vendor: THREE_GPP, type: 'OctetString' },
  '3GPP-RAT-Type': { code: 21, vendor: THREE_GPP, type: 'OctetString' },
  '3GPP-User-Location-Info': { code: 22, vendor: THREE_GPP, type: 'OctetString' },
  '3GPP-MS-TimeZone': { code: 23, vendor: THREE_GPP, type: 'OctetString' },
  '3GPP-Packet-Filter': { code: 25, vendor: THREE_GPP, type: 'OctetString', m: 'no' },
  '3GPP-Negotiated-DSCP': { code: 26, vendor: THREE_GPP, type: 'OctetString', m: 'no' },
  '3GPP-Allocate-IP-Type': { code: 27, vendor: THREE_GPP, type: 'OctetString', m: 'no' },
  // TS 29.212 and 29.214: what PS-Information borrows
  'AF-Charging-Identifier': { code: 505, vendor: THREE_GPP, type: 'OctetString' },
  'Flow-Number': { code: 509, vendor: THREE_GPP, type: 'Unsigned32', many: true },
  Flows: { code: 510, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Media-Component-Number': { code: 518, vendor: THREE_GPP, type: 'Unsigned32', many: true },
  'Max-Requested-Bandwidth-DL': { code: 515, vendor: THREE_GPP, type: 'Unsigned32' },
  'Max-Requested-Bandwidth-UL': { code: 516, vendor: THREE_GPP, type: 'Unsigned32' },
  'Charging-Rule-Base-Name': { code: 1004, vendor: THREE_GPP, type: 'UTF8String' },
  'QoS-Information': { code: 1016, vendor: THREE_GPP, type: 'Grouped' },
  'Guaranteed-Bitrate-DL': { code: 1025, vendor: THREE_GPP, type: 'Unsigned32' },
  'Guaranteed-Bitrate-UL': { code: 1026, vendor: THREE_GPP, type: 'Unsigned32' },
  'QoS-Class-Identifier': { code: 1028, vendor: THREE_GPP, type: 'Enumerated' },
  'Allocation-Retention-Priority': { code: 1034, vendor: THREE_GPP, type: 'Grouped', m: 'no' },
  'APN-Aggregate-Max-Bitrate-DL': { code: 1040, vendor: THREE_GPP, type: 'Unsigned32', m: 'no' },
  'APN-Aggregate-Max-Bitrate-UL': { code: 1041, vendor: THREE_GPP, type: 'Unsigned32', m: 'no' },
  'Priority-Level': { code: 1046, vendor: THREE_GPP, type: 'Unsigned32', m: 'no' },
  'Pre-emption-Capability': { code: 1047, vendor: THREE_GPP, type: 'Enumerated', m: 'no' },
  'Pre-emption-Vulnerability': { code: 1048, vendor: THREE_GPP, type: 'Enumerated', m: 'no' },
  'Bearer-Identifier': { code: 1020, vendor: THREE_GPP, type: 'OctetString' },
  'Sponsor-Identity': { code: 531, vendor: THREE_GPP, type: 'UTF8String', m: 'no' },
  'Application-Service-Provider-Identity': { code: 532, vendor: THREE_GPP, type: 'UTF8String', m: 'no' },
  'User-Location-Info-Time': { code: 2812, vendor: THREE_GPP, type: 'Time', m: 'no' },
  // TS 32.299: quotas and their reports
  'Time-Quota-Threshold': { code: 868, vendor: THREE_GPP, type: 'Unsigned32' },
  'Volume-Quota-Threshold': { code: 869, vendor: THREE_GPP, type: 'Unsigned32' },
  'Unit-Quota-Threshold': { code: 1226, vendor: THREE_GPP, type: 'Unsigned32' },
  'Quota-Holding-Time': { code: 871, vendor: THREE_GPP, type: 'Unsigned32' },
  'Quota-Consumption-Time': { code: 881, vendor: THREE_GPP, type: 'Unsigned32' },
  'Reporting-Reason': { code: 872, vendor: THREE_GPP, type: 'Enumerated', many: true },
  Trigger: { code: 1264, vendor: THREE_GPP, type: 'Grouped' },
  'Trigger-Type': { code: 870, vendor: THREE_GPP, type: 'Enumerated', many: true },
  'Time-Quota-Mechanism': { code: 1270, vendor: THREE_GPP, type: 'Grouped' },
  'Time-Quota-Type': { code: 1271, vendor: THREE_GPP, type: 'Enumerated' },
  'Base-Time-Interval': { code: 1265, vendor: THREE_GPP, type: 'Unsigned32' },
  Envelope: { code: 1266, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Envelope-Start-Time': { code: 1269, vendor: THREE_GPP, type: 'Time' },
  'Envelope-End-Time': { code: 1267, vendor: THREE_GPP, type: 'Time' },
  'Envelope-Reporting': { code: 1268, vendor: THREE_GPP, type: 'Enumerated' },
  'Event-Charging-TimeStamp': { code: 1258, vendor: THREE_GPP, type: 'Time', many: true },
  'AF-Correlation-Information': { code: 1276, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Refund-Information': { code: 2022, vendor: THREE_GPP, type: 'OctetString' },
  'PS-Furnish-Charging-Information': { code: 865, vendor: THREE_GPP, type: 'Grouped' },
  'PS-Free-Format-Data': { code: 866, vendor: THREE_GPP, type: 'OctetString' },
  'PS-Append-Free-Format-Data': { code: 867, vendor: THREE_GPP, type: 'Enumerated' },
  'Low-Balance-Indication': { code: 2020, vendor: THREE_GPP, type: 'Enumerated' },
  'Remaining-Balance': { code: 2021, vendor: THREE_GPP, type: 'Grouped' },
  'Announcement-Information': { code: 3904, vendor: THREE_GPP, type: 'Grouped', many: true },
  // TS 32.299: the service
  'Service-Information': { code: 873, vendor: THREE_GPP, type: 'Grouped' },
  'PS-Information': { code: 874, vendor: THREE_GPP, type: 'Grouped' },
  'IMS-Information': { code: 876, vendor: THREE_GPP, type: 'Grouped' },
  'SMS-Information': { code: 2000, vendor: THREE_GPP, type: 'Grouped' },
  'MMTel-Information': { code: 2030, vendor: THREE_GPP, type: 'Grouped' },
  'VCS-Information': { code: 3410, vendor: THREE_GPP, type: 'Grouped' },
  'Service-Generic-Information': { code: 1256, vendor: THREE_GPP, type: 'Grouped' },
  // TS 32.299: of PS-Information
  'PDP-Address': { code: 1227, vendor: THREE_GPP, type: 'Address', many: true },
  'PDP-Address-Prefix-Length': { code: 2606, vendor: THREE_GPP, type: 'Unsigned32' },
  'PDP-Context-Type': { code: 1247, vendor: THREE_GPP, type: 'Enumerated' },
  'PDN-Connection-Charging-ID': { code: 2050, vendor: THREE_GPP, type: 'Unsigned32' },
  'Dynamic-Address-Flag': { code: 2051, vendor: THREE_GPP, type: 'Enumerated' },
  'Dynamic-Address-Flag-Extension': { code: 2068, vendor: THREE_GPP, type: 'Enumerated' },
  'SGSN-Address': { code: 1228, vendor: THREE_GPP, type: 'Address', many: true },
  'GGSN-Address': { code: 847, vendor: THREE_GPP, type: 'Address', many: true },
  'CG-Address': { code: 846, vendor: THREE_GPP, type: 'Address' },
  'SGW-Address': { code: 2067, vendor: THREE_GPP, type: 'Address', many: true },
  'Serving-Node-Type': { code: 2047, vendor: THREE_GPP, type: 'Enumerated' },
  'SGW-Change': { code: 2065, vendor: THREE_GPP, type: 'Enumerated' },
  'Charging-Characteristics-Selection-Mode': { code: 2066, vendor: THREE_GPP, type: 'Enumerated' },
  'Start-Time': { code: 2041, vendor: THREE_GPP, type: 'Time' },
  'Stop-Time': { code: 2042, vendor: THREE_GPP, type: 'Time' },
  'Change-Time': { code: 2038, vendor: THREE_GPP, type: 'Time' },
  'Change-Condition': { code: 2037, vendor: THREE_GPP, type: 'Integer32' },
  Diagnostics: { code: 2039, vendor: THREE_GPP, type: 'Integer32' },
  'Traffic-Data-Volumes': { code: 2046, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Service-Data-Container': { code: 2040, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Service-Specific-Info': { code: 1249, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Service-Specific-Data': { code: 863, vendor: THREE_GPP, type: 'UTF8String' },
  'Service-Specific-Type': { code: 1257, vendor: THREE_GPP, type: 'Unsigned32' },
  'Time-First-Usage': { code: 2043, vendor: THREE_GPP, type: 'Time' },
  'Time-Last-Usage': { code: 2044, vendor: THREE_GPP, type: 'Time' },
  'Time-Usage': { code: 2045, vendor: THREE_GPP, type: 'Unsigned32' },
  'Local-Sequence-Number': { code: 2063, vendor: THREE_GPP, type: 'Unsigned32' },
  'Node-Id': { code: 2064, vendor: THREE_GPP, type: 'UTF8String' },
  'Offline-Charging': { code: 1278, vendor: THREE_GPP, type: 'Grouped' },
  'User-CSG-Information': { code: 2319, vendor: THREE_GPP, type: 'Grouped' },
  'CSG-Access-Mode': { code: 2317, vendor: THREE_GPP, type: 'Enumerated' },
  'CSG-Membership-Indication': { code: 2318, vendor: THREE_GPP, type: 'Enumerated' },
  'Low-Priority-Indicator': { code: 2602, vendor: THREE_GPP, type: 'Enumerated' },
  'IMSI-Unauthenticated-Flag': { code: 2308, vendor: THREE_GPP, type: 'Enumerated' },
  'Access-Network-Information': { code: 1263, vendor: THREE_GPP, type: 'OctetString', many: true },
  'Cellular-Network-Information': { code: 3924, vendor: THREE_GPP, type: 'OctetString' },
  'Charging-Per-IP-CAN-Session-Indicator': { code: 4400, vendor: THREE_GPP, type: 'Enumerated' },
  '3GPP-PS-Data-Off-Status': { code: 4406, vendor: THREE_GPP, type: 'Enumerated' },
  'TWAN-User-Location-Info': { code: 2714, vendor: THREE_GPP, type: 'Grouped' },
  'UWAN-User-Location-Info': { code: 3918, vendor: THREE_GPP, type: 'Grouped' },
  // TS 32.299: of IMS-Information
  'Event-Type': { code: 823, vendor: THREE_GPP, type: 'Grouped' },
  'SIP-Method': { code: 824, vendor: THREE_GPP, type: 'UTF8String' },
  Event: { code: 825, vendor: THREE_GPP, type: 'UTF8String' },
  Expires: { code: 888, vendor: THREE_GPP, type: 'Unsigned32' },
  'Role-Of-Node': { code: 829, vendor: THREE_GPP, type: 'Enumerated' },
  'Node-Functionality': { code: 862, vendor: THREE_GPP, type: 'Enumerated' },
  'User-Session-Id': { code: 830, vendor: THREE_GPP, type: 'UTF8String' },
  'Outgoing-Session-Id': { code: 2320, vendor: THREE_GPP, type: 'UTF8String' },
  'Session-Priority': { code: 650, vendor: THREE_GPP, type: 'Enumerated', m: 'no' },
  'Calling-Party-Address': { code: 831, vendor: THREE_GPP, type: 'UTF8String', many: true },
  'Called-Party-Address': { code: 832, vendor: THREE_GPP, type: 'UTF8String' },
  'Called-Asserted-Identity': { code: 1250, vendor: THREE_GPP, type: 'UTF8String', many: true },
  'Called-Identity': { code: 3916, vendor: THREE_GPP, type: 'UTF8String' },
  'Called-Identity-Change': { code: 3917, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Requested-Party-Address': { code: 1251, vendor: THREE_GPP, type: 'UTF8String', many: true },
  'Associated-URI': { code: 856, vendor: THREE_GPP, type: 'UTF8String', many: true },
  'Associated-Party-Address': { code: 2035, vendor: THREE_GPP, type: 'UTF8String' },
  'Alternate-Charged-Party-Address': { code: 1280, vendor: THREE_GPP, type: 'UTF8String' },
  'Charged-Party': { code: 857, vendor: THREE_GPP, type: 'UTF8String' },
  'Application-Provided-Called-Party-Address': { code: 837, vendor: THREE_GPP, type: 'UTF8String', many: true },
  'Number-Portability-Routing-Information': { code: 2024, vendor: THREE_GPP, type: 'UTF8String' },
  'Carrier-Select-Routing-Information': { code: 2023, vendor: THREE_GPP, type: 'UTF8String' },
  'Number-Of-Diversions': { code: 2034, vendor: THREE_GPP, type: 'Unsigned32' },
  'Time-Stamps': { code: 833, vendor: THREE_GPP, type: 'Grouped' },
  'SIP-Request-Timestamp': { code: 834, vendor: THREE_GPP, type: 'Time' },
  'SIP-Request-Timestamp-Fraction': { code: 2301, vendor: THREE_GPP, type: 'Unsigned32' },
  'SIP-Response-Timestamp': { code: 835, vendor: THREE_GPP, type: 'Time' },
  'SIP-Response-Timestamp-Fraction': { code: 2302, vendor: THREE_GPP, type: 'Unsigned32' },
  'Application-Server-Information': { code: 850, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Application-Server': { code: 836, vendor: THREE_GPP, type: 'UTF8String' },
  'Inter-Operator-Identifier': { code: 838, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Originating-IOI': { code: 839, vendor: THREE_GPP, type: 'UTF8String' },
  'Terminating-IOI': { code: 840, vendor: THREE_GPP, type: 'UTF8String' },
  'Transit-IOI-List': { code: 2701, vendor: THREE_GPP, type: 'UTF8String' },
  'IMS-Charging-Identifier': { code: 841, vendor: THREE_GPP, type: 'UTF8String' },
  'Initial-IMS-Charging-Identifier': { code: 2321, vendor: THREE_GPP, type: 'UTF8String' },
  'Related-IMS-Charging-Identifier': { code: 2711, vendor: THREE_GPP, type: 'UTF8String' },
  'Related-IMS-Charging-Identifier-Node': { code: 2712, vendor: THREE_GPP, type: 'Address' },
  'IMS-Communication-Service-Identifier': { code: 1281, vendor: THREE_GPP, type: 'UTF8String' },
  'IMS-Application-Reference-Identifier': { code: 2601, vendor: THREE_GPP, type: 'UTF8String' },
  'IMS-Visited-Network-Identifier': { code: 2713, vendor: THREE_GPP, type: 'UTF8String' },
  'IMS-Emergency-Indicator': { code: 2322, vendor: THREE_GPP, type: 'Enumerated' },
  'SDP-Session-Description': { code: 842, vendor: THREE_GPP, type: 'UTF8String', many: true },
  'SDP-Media-Component': { code: 843, vendor: THREE_GPP, type: 'Grouped', many: true },
  'SDP-Media-Name': { code: 844, vendor: THREE_GPP, type: 'UTF8String' },
  'SDP-Media-Description': { code: 845, vendor: THREE_GPP, type: 'UTF8String', many: true },
  'SDP-TimeStamps': { code: 1273, vendor: THREE_GPP, type: 'Grouped' },
  'SDP-Offer-Timestamp': { code: 1274, vendor: THREE_GPP, type: 'Time' },
  'SDP-Answer-Timestamp': { code: 1275, vendor: THREE_GPP, type: 'Time' },
  'SDP-Type': { code: 2036, vendor: THREE_GPP, type: 'Enumerated' },
  'Media-Initiator-Flag': { code: 882, vendor: THREE_GPP, type: 'Enumerated' },
  'Media-Initiator-Party': { code: 1288, vendor: THREE_GPP, type: 'UTF8String' },
  'Early-Media-Description': { code: 1272, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Served-Party-IP-Address': { code: 848, vendor: THREE_GPP, type: 'Address' },
  'Trunk-Group-Id': { code: 851, vendor: THREE_GPP, type: 'Grouped' },
  'Incoming-Trunk-Group-Id': { code: 852, vendor: THREE_GPP, type: 'UTF8String' },
  'Outgoing-Trunk-Group-Id': { code: 853, vendor: THREE_GPP, type: 'UTF8String' },
  'Bearer-Service': { code: 854, vendor: THREE_GPP, type: 'OctetString' },
  'Service-Id': { code: 855, vendor: THREE_GPP, type: 'UTF8String' },
  'Message-Body': { code: 889, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Content-Type': { code: 826, vendor: THREE_GPP, type: 'UTF8String' },
  'Content-Length': { code: 827, vendor: THREE_GPP, type: 'Unsigned32' },
  'Content-Disposition': { code: 828, vendor: THREE_GPP, type: 'UTF8String' },
  Originator: { code: 864, vendor: THREE_GPP, type: 'Enumerated' },
  'Cause-Code': { code: 861, vendor: THREE_GPP, type: 'Integer32' },
  'Reason-Header': { code: 3401, vendor: THREE_GPP, type: 'UTF8String', many: true },
  'From-Address': { code: 2708, vendor: THREE_GPP, type: 'UTF8String' },
  'Instance-Id': { code: 3402, vendor: THREE_GPP, type: 'UTF8String' },
  'Route-Header-Received': { code: 3403, vendor: THREE_GPP, type: 'UTF8String' },
  'Route-Header-Transmitted': { code: 3404, vendor: THREE_GPP, type: 'UTF8String' },
  'Session-Direction': { code: 2707, vendor: THREE_GPP, type: 'Enumerated' },
  'NNI-Information': { code: 2703, vendor: THREE_GPP, type: 'Grouped', many: true },
  'NNI-Type': { code: 2704, vendor: THREE_GPP, type: 'Enumerated' },
  'Neighbour-Node-Address': { code: 2705, vendor: THREE_GPP, type: 'Address' },
  'Relationship-Mode': { code: 2706, vendor: THREE_GPP, type: 'Enumerated' },
  'Access-Transfer-Information': { code: 2709, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Access-Transfer-Type': { code: 2710, vendor: THREE_GPP, type: 'Enumerated' },
  'Status-AS-Code': { code: 2702, vendor: THREE_GPP, type: 'Enumerated' },
  'TAD-Identifier': { code: 2717, vendor: THREE_GPP, type: 'Enumerated' },
  'Online-Charging-Flag': { code: 2303, vendor: THREE_GPP, type: 'Enumerated' },
  'Real-Time-Tariff-Information': { code: 2305, vendor: THREE_GPP, type: 'Grouped' },
  'Tariff-XML': { code: 2306, vendor: THREE_GPP, type: 'UTF8String' },
  'Supplementary-Service': { code: 2048, vendor: THREE_GPP, type: 'Grouped', many: true },
  'MMTel-SService-Type': { code: 2031, vendor: THREE_GPP, type: 'Unsigned32' },
  'Service-Mode': { code: 2032, vendor: THREE_GPP, type: 'Unsigned32' },
  'Subscriber-Role': { code: 2033, vendor: THREE_GPP, type: 'Enumerated' },
  'Local-GW-Inserted-Indication': { code: 2604, vendor: THREE_GPP, type: 'Enumerated' },
  'IP-Realm-Default-Indication': { code: 2603, vendor: THREE_GPP, type: 'Enumerated' },
  'Transcoder-Inserted-Indication': { code: 2605, vendor: THREE_GPP, type: 'Enumerated' },
  'FE-Identifier-List': { code: 4413, vendor: THREE_GPP, type: 'UTF8String' },
  // TS 32.299: of VCS-Information
  'Basic-Service-Code': { code: 3411, vendor: THREE_GPP, type: 'Grouped' },
  'Bearer-Capability': { code: 3412, vendor: THREE_GPP, type: 'OctetString' },
  Teleservice: { code: 3413, vendor: THREE_GPP, type: 'OctetString' },
  'ISUP-Cause': { code: 3416, vendor: THREE_GPP, type: 'Grouped' },
  'ISUP-Cause-Diagnostics': { code: 3422, vendor: THREE_GPP, type: 'OctetString' },
  'ISUP-Cause-Location': { code: 3423, vendor: THREE_GPP, type: 'Unsigned32' },
  'ISUP-Cause-Value': { code: 3424, vendor: THREE_GPP, type: 'Unsigned32' },
  'ISUP-Location-Number': { code: 3414, vendor: THREE_GPP, type: 'OctetString' },
  'MSC-Address': { code: 3417, vendor: THREE_GPP, type: 'OctetString' },
  'VLR-Number': { code: 3420, vendor: THREE_GPP, type: 'OctetString' },
  'Network-Call-Reference-Number': { code: 3418, vendor: THREE_GPP, type: 'OctetString' },
  'Forwarding-Pending': { code: 3415, vendor: THREE_GPP, type: 'Enumerated' },
  'Start-of-Charging': { code: 3419, vendor: THREE_GPP, type: 'Time' },
  // TS 32.299: of SMS-Information
  'SMS-Node': { code: 2016, vendor: THREE_GPP, type: 'Enumerated' },
  'Client-Address': { code: 2018, vendor: THREE_GPP, type: 'Address' },
  'Originator-SCCP-Address': { code: 2008, vendor: THREE_GPP, type: 'Address' },
  'SMSC-Address': { code: 2017, vendor: THREE_GPP, type: 'Address' },
  'Data-Coding-Scheme': { code: 2001, vendor: THREE_GPP, type: 'Integer32' },
  'SM-Discharge-Time': { code: 2012, vendor: THREE_GPP, type: 'Time' },
  'SM-Message-Type': { code: 2007, vendor: THREE_GPP, type: 'Enumerated' },
  'Originator-Interface': { code: 2009, vendor: THREE_GPP, type: 'Grouped' },
  'Destination-Interface': { code: 2002, vendor: THREE_GPP, type: 'Grouped' },
  'Interface-Id': { code: 2003, vendor: THREE_GPP, type: 'UTF8String' },
  'Interface-Text': { code: 2005, vendor: THREE_GPP, type: 'UTF8String' },
  'Interface-Port': { code: 2004, vendor: THREE_GPP, type: 'UTF8String' },
  'Interface-Type': { code: 2006, vendor: THREE_GPP, type: 'Enumerated' },
  'SM-Protocol-ID': { code: 2013, vendor: THREE_GPP, type: 'OctetString' },
  'Reply-Path-Requested': { code: 2011, vendor: THREE_GPP, type: 'Enumerated' },
  'SM-Status': { code: 2014, vendor: THREE_GPP, type: 'OctetString' },
  'SM-User-Data-Header': { code: 2015, vendor: THREE_GPP, type: 'OctetString' },
  'Number-Of-Messages-Sent': { code: 2019, vendor: THREE_GPP, type: 'Unsigned32' },
  'Recipient-Info': { code: 2026, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Recipient-Address': { code: 1201, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Recipient-Received-Address': { code: 2028, vendor: THREE_GPP, type: 'Grouped', many: true },
  'Recipient-SCCP-Address': { code: 2010, vendor: THREE_GPP, type: 'Address' },
  'Originator-Address': { code: 886, vendor: THREE_GPP, type: 'Grouped' },
  'Originator-Received-Address': { code: 2027, vendor: THREE_GPP, type: 'Grouped' },
  'Address-Type': { code: 899, vendor: THREE_GPP, type: 'Enumerated' },
  'Address-Data': { code: 897, vendor: THREE_GPP, type: 'UTF8String' },
  'Address-Domain': { code: 898, vendor: THREE_GPP, type: 'Grouped' },
  'Domain-Name': { code: 1200, vendor: THREE_GPP, type: 'UTF8String' },
  'Addressee-Type': { code: 1208, vendor: THREE_GPP, type: 'Enumerated' },
  'SM-Service-Type': { code: 2029, vendor: THREE_GPP, type: 'Enumerated' },
  'SM-Sequence-Number': { code: 3408, vendor: THREE_GPP, type: 'Unsigned32' },
  'SMS-Result': { code: 3409, vendor: THREE_GPP, type: 'Unsigned32' },
} as const satisfies Record<string, AvpSpec>

export type AvpName = keyof typeof AVPS

export interface CommandSpec {
  /** As the RFC names it. */
  readonly name: string
  readonly code: number
  readonly request: boolean
  /** PXY in its grammar: it may be proxied, and carries the P bit. */
  readonly proxiable: boolean
  readonly application: number
  /** `< >` and `{ }` of its grammar. */
  readonly required: readonly AvpName[]
}

const ORIGIN = ['Origin-Host', 'Origin-Realm'] as const satisfies readonly AvpName[]
const RESULT = ['Result-Code', ...ORIGIN] as const satisfies readonly AvpName[]
const CAPABILITIES = ['Host-IP-Address', 'Vendor-Id', 'Product-Name'] as const satisfies readonly AvpName[]
const BASE = { proxiable: false, application: APPLICATIONS.base } as const
const GY = { proxiable: true, application: APPLICATIONS.creditControl } as const

export const COMMANDS = {
  // RFC 6733, sections 5.3 to 5.5
  CER: {
    name: 'Capabilities-Exchange-Request',
    code: 257,
    request: true,
    ...BASE,
    required: [...ORIGIN, ...CAPABILITIES],
  },
  CEA: {
    name: 'Capabilities-Exchange-Answer',
    code: 257,
    request: false,
    ...BASE,
    required: [...RESULT, ...CAPABILITIES],
  },
  DWR: { name: 'Device-Watchdog-Request', code: 280, request: true, ...BASE, required: ORIGIN },
  DWA: { name: 'Device-Watchdog-Answer', code: 280, request: false, ...BASE, required: RESULT },
  DPR: {
    name: 'Disconnect-Peer-Request',
    code: 282,
    request: true,
    ...BASE,
    required: [...ORIGIN, 'Disconnect-Cause'],
  },
  DPA: { name: 'Disconnect-Peer-Answer', code: 282, request: false, ...BASE, required: RESULT },
  // RFC 8506, section 3
  CCR: {
    name: 'Credit-Control-Request',
    code: 272,
    request: true,
    ...GY,
    required: [
      'Session-Id',
      ...ORIGIN,
      'Destination-Realm',
      'Auth-Application-Id',
      'Service-Context-Id',
      'CC-Request-Type',
      'CC-Request-Number',
    ],
  },
  CCA: {
    name: 'Credit-Control-Answer',
    code: 272,
    request: false,
    ...GY,
    required: ['Session-Id', ...RESULT, 'Auth-Application-Id', 'CC-Request-Type', 'CC-Request-Number'],
  },
  // RFC 6733, sections 8.3 and 8.5: what a charging system asks of a client
  RAR: {
    name: 'Re-Auth-Request',
    code: 258,
    request: true,
    ...GY,
    required: [
      'Session-Id',
      ...ORIGIN,
      'Destination-Realm',
      'Destination-Host',
      'Auth-Application-Id',
      'Re-Auth-Request-Type',
    ],
  },
  RAA: { name: 'Re-Auth-Answer', code: 258, request: false, ...GY, required: ['Session-Id', ...RESULT] },
  ASR: {
    name: 'Abort-Session-Request',
    code: 274,
    request: true,
    ...GY,
    required: ['Session-Id', ...ORIGIN, 'Destination-Realm', 'Destination-Host', 'Auth-Application-Id'],
  },
  ASA: { name: 'Abort-Session-Answer', code: 274, request: false, ...GY, required: ['Session-Id', ...RESULT] },
} as const satisfies Record<string, CommandSpec>

/** By the RFCs' abbreviation. */
export type CommandName = keyof typeof COMMANDS

type ValueOf<T extends AvpType> = T extends 'OctetString'
  ? Buffer
  : T extends 'Integer64' | 'Unsigned64'
    ? bigint
    : T extends 'Grouped'
      ? Avps
      : T extends 'Integer32' | 'Unsigned32' | 'Enumerated' | 'Time'
        ? number
        : string

/** AVPs as values, by their names. A Time is in milliseconds since 1970, an Address is IPv4 or IPv6 as text. */
export type Avps = {
  readonly [N in AvpName]?: (typeof AVPS)[N] extends { many: true }
    ? readonly ValueOf<(typeof AVPS)[N]['type']>[]
    : ValueOf<(typeof AVPS)[N]['type']>
} & { readonly others?: readonly OtherAvp[] }

/** An AVP as it came: unknown, of a length that its type does not have, or one too many. */
export interface OtherAvp {
  readonly code: number
  readonly vendor: number
  readonly mandatory: boolean
  readonly data: Buffer
}

export interface Message {
  readonly command: CommandName
  readonly proxiable: boolean
  /** E: the answer tells of a protocol error and does not keep to the command's grammar. */
  readonly error: boolean
  /** T: sent again, perhaps a duplicate. */
  readonly retransmitted: boolean
  readonly application: number
  readonly hopByHop: number
  readonly endToEnd: number
  readonly avps: Avps
}

/** A message to encode. Absent flags are those of the command's grammar. */
export interface MessageInput extends Pick<Message, 'command' | 'hopByHop' | 'endToEnd' | 'avps'> {
  readonly proxiable?: boolean
  readonly error?: boolean
  readonly retransmitted?: boolean
  readonly application?: number
}

/** RFC 8506, section 8.3. */
export const CC_REQUEST_TYPE = {
  INITIAL_REQUEST: 1,
  UPDATE_REQUEST: 2,
  TERMINATION_REQUEST: 3,
  EVENT_REQUEST: 4,
} as const

/** RFC 8506, section 8.41. */
export const REQUESTED_ACTION = { DIRECT_DEBITING: 0, REFUND_ACCOUNT: 1, CHECK_BALANCE: 2, PRICE_ENQUIRY: 3 } as const

/** RFC 6733, section 5.4.3. */
export const DISCONNECT_CAUSE = { REBOOTING: 0, BUSY: 1, DO_NOT_WANT_TO_TALK_TO_YOU: 2 } as const
