import { keepsCompanyBooks, type LegalForm } from './chart.js'

/** What an account is for in a standard entry, whatever its number in the chart. */
export const ACCOUNT_ROLES = [
  ...(['bank', 'cash', 'cheques', 'provider:stripe', 'provider:mollie', 'provider:demo'] as const),
  ...(['members', 'doubtful_members', 'advances', 'suspense', 'suppliers'] as const),
  ...(['volunteers', 'internal_transfers', 'dues', 'dues_with_counterpart', 'gifts'] as const),
  ...(['waived_expenses', 'fees', 'volunteer_travel', 'uncollectable'] as const),
  ...(['share_capital', 'share_subscribers', 'share_refunds_due', 'share_losses'] as const),
  ...(['dedicated_funds', 'dedicated_in', 'dedicated_out', 'dues_in_advance'] as const),
  ...(['result_surplus', 'result_deficit', 'goods_kept', 'goods_kept_gift'] as const),
  ...(['kind_goods_given', 'kind_services_given', 'volunteering_given'] as const),
  ...(['kind_goods_used', 'kind_loans_used', 'kind_services_used', 'volunteering_used'] as const),
] as const
export type AccountRole = (typeof ACCOUNT_ROLES)[number]

const ASSOCIATION: Readonly<Record<AccountRole, string>> = {
  'bank': '512100',
  'cash': '530',
  'cheques': '5112',
  'provider:stripe': '512200',
  'provider:mollie': '512300',
  'provider:demo': '512900',
  'members': '411',
  'doubtful_members': '416',
  'advances': '4191',
  'suspense': '471',
  'suppliers': '401',
  'volunteers': '4681',
  'internal_transfers': '580',
  'dues': '7561',
  'dues_with_counterpart': '7562',
  'gifts': '75411',
  'waived_expenses': '75412',
  'fees': '6278',
  'volunteer_travel': '6251',
  'uncollectable': '654',
  // An association has no capital: what members bring and may take back is 1034.
  'share_capital': '1034',
  'share_subscribers': '467',
  'share_refunds_due': '468',
  'share_losses': '119',
  'dedicated_funds': '196',
  'dedicated_in': '6896',
  'dedicated_out': '7896',
  'dues_in_advance': '487',
  'result_surplus': '120',
  'result_deficit': '129',
  'goods_kept': '2183',
  'goods_kept_gift': '7541',
  'kind_goods_given': '870',
  'kind_services_given': '871',
  'volunteering_given': '875',
  'kind_goods_used': '860',
  'kind_loans_used': '861',
  'kind_services_used': '862',
  'volunteering_used': '864',
}

/**
 * A company has neither dues nor gifts of its own in the PCG: dues are other products (758, our own
 * 7589) and gifts *libéralités reçues* (7582, PCG 2025). Without dedicated funds, a gift tied to a
 * campaign not yet spent is a product received in advance (487), taken out of and put back into 7582.
 */
const COOPERATIVE: Readonly<Record<AccountRole, string>> = {
  ...ASSOCIATION,
  dues: '7589',
  dues_with_counterpart: '706',
  gifts: '7582',
  waived_expenses: '7582',
  goods_kept_gift: '7582',
  share_capital: '1013',
  share_subscribers: '4561',
  share_refunds_due: '4567',
  dedicated_funds: '487',
  dedicated_in: '7582',
  dedicated_out: '7582',
}

/** A sole trader sells subscriptions: turnover (706), whatever they are called on the pages. */
const SOLE_TRADER: Readonly<Record<AccountRole, string>> = { ...COOPERATIVE, dues: '706' }

/** Règlement CRC 99-01 (years before 2020) had volunteering and goods the other way round. */
const SWAPPED: Partial<Record<AccountRole, string>> = {
  kind_goods_given: '875',
  volunteering_given: '870',
}

/** The account of the chart that plays a role for a form, in the year opened in `year`. */
export function accountFor(role: AccountRole, form: LegalForm, year: number): string {
  if (keepsCompanyBooks(form)) return (form === 'cooperative' ? COOPERATIVE : SOLE_TRADER)[role]
  return (year < 2020 ? SWAPPED[role] : undefined) ?? ASSOCIATION[role]
}
