import { declare, whole } from '../rule.js'

/**
 * How long personal data is kept, in calendar months. Upper bounds are the law's where there is one
 * (décret n° 2021-1362, art. 2 to 5: five years for the identity, one year for the rest).
 */
export const privacyRules = [
  // Counted from the decision; evidence of an open case stays until it is closed.
  declare('privacy.retention_sealed_evidence_months', {
    schema: whole(6, 36),
    unit: 'months',
    founding: 6,
    majority: 'ordinary',
  }),
  declare('privacy.retention_statements_of_reasons_months', {
    schema: whole(6, 120),
    unit: 'months',
    founding: 60,
    majority: 'ordinary',
  }),
  declare('privacy.retention_reporter_identity_months', {
    schema: whole(6, 36),
    unit: 'months',
    founding: 12,
    majority: 'ordinary',
  }),
  declare('privacy.retention_rota_log_months', {
    schema: whole(1, 36),
    unit: 'months',
    founding: 12,
    majority: 'ordinary',
  }),
  declare('privacy.retention_photo_hashes_months', {
    schema: whole(0, 60),
    unit: 'months',
    founding: 36,
    majority: 'ordinary',
  }),
  declare('privacy.retention_civil_identity_months', {
    schema: whole(0, 60),
    unit: 'months',
    founding: 60,
    majority: 'ordinary',
  }),
  declare('privacy.retention_account_data_months', {
    schema: whole(0, 12),
    unit: 'months',
    founding: 12,
    majority: 'ordinary',
  }),
  declare('privacy.retention_connection_addresses_months', {
    schema: whole(0, 12),
    unit: 'months',
    founding: 12,
    majority: 'ordinary',
  }),
] as const
