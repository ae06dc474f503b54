/** What charges are for and where income comes from, as everyone says it; the longest prefix wins. */
const PURPOSES = {
  hosting: ['6135', '6156'],
  software: ['6065', '6511', '651'],
  communication: ['626'],
  fees: ['627', '6222'],
  insurance: ['616'],
  room: ['6132', '613', '614'],
  supplies: ['606'],
  printing: ['623'],
  travel: ['625'],
  professionals: ['622', '604', '611'],
  federation: ['6281', '6586'],
  aid: ['657'],
  staff: ['64'],
  taxes: ['63', '69'],
  wear: ['68'],
  other_costs: ['6'],
  dues: ['756', '7589'],
  gifts: ['754', '7582'],
  subsidies: ['73', '74', '755'],
  sales: ['70'],
  interest: ['76'],
  other_income: ['7'],
} as const satisfies Record<string, readonly string[]>

export type Purpose = keyof typeof PURPOSES

const BY_PREFIX = Object.entries(PURPOSES)
  .flatMap(([purpose, prefixes]) => prefixes.map((prefix) => [prefix, purpose as Purpose] as const))
  .sort(([one], [other]) => other.length - one.length)

/** What an account of class 6 or 7 is for; a sentence `treasury.purposes.…` names it. */
export function purposeOf(account: string): Purpose {
  const [, purpose] = BY_PREFIX.find(([prefix]) => account.startsWith(prefix)) ?? []
  if (!purpose) throw new Error(`Account ${account} is neither of charges nor of income`)
  return purpose
}
