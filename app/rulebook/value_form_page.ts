import type { ValueProblem } from './check_value.js'
import type { RuleKey } from './declarations.js'
import { ruleOf } from './declarations.js'
import type { Translate } from './value_in_words.js'
import { valueForm, type FieldGroup, type ValueField } from './value_form.js'

/** A rule's form as its page asks it: each question with its words, its bounds and its complaint. */
export function valueFormPage(
  key: RuleKey,
  value: unknown,
  problems: ValueProblem[],
  t: Translate
) {
  const complaints = new Map(problems.map(({ field, rule }) => [nameOf(field), rule]))
  return valueForm(key, value).map((group) => ({
    legend: legendOf(group, t),
    removal: group.removal,
    fields: group.fields.map((field) => {
      const rule = complaints.get(field.name)
      return {
        ...field,
        label: labelOf(field, t),
        hint: hintOf(field, t),
        options: optionsOf(key, field, t),
        error: rule === undefined ? null : t('rule_form.refusals.bounds'),
      }
    }),
  }))
}

/** What is wrong with the value as a whole: parts that contradict each other. */
export function contradictionSaid(problems: ValueProblem[], t: Translate): string | null {
  const problem = problems.find(({ field }) => field === 'value')
  if (!problem) return null
  const known = CONTRADICTIONS.has(problem.rule)
  return t(`rule_form.refusals.${known ? problem.rule : 'bounds'}`)
}

/** Every contradiction that a rule's declaration names. */
export const CONTRADICTIONS = new Set([
  'two_plans_one_code',
  'no_such_day',
  'suggested_below_floor',
  'not_in_order',
  'method_fills_one_seat',
  'at_most_below_base',
  'only_pauses_last',
  'pause_ends_before_it_starts',
  'dismissal_to_exclusion',
  'even_jury',
  'small_jury_larger',
  'members_see_less',
  'minority_decides',
  'unreachable',
  'colleges_count',
  'colleges_twice',
  'colleges_sum',
])

/** `value.seats.base` as the form names it: `value[seats][base]`. */
function nameOf(field: string): string {
  const [first = '', ...others] = field.split('.')
  return first + others.map((word) => `[${word}]`).join('')
}

function legendOf({ words, item }: FieldGroup, t: Translate): string | null {
  if (item !== null) return t('rule_form.item', { number: item })
  const word = words.at(-1)
  return word ? t(`rule_form.fields.${word}`) : null
}

function labelOf({ name, word }: ValueField, t: Translate): string {
  if (word === 'value') return t('rule_form.new_value')
  return t(`rule_form.fields.${name.includes('[seats][base]') ? 'seats_base' : word}`)
}

function hintOf({ kind, least, most, word }: ValueField, t: Translate): string | null {
  if (word === 'starts_weekday') return t('rule_form.weekday_hint')
  if (word === 'starts_at') return t('rule_form.time_hint')
  if (least === null || most === null) return null
  const bounds = { least, most }
  if (kind === 'numbers' || kind === 'cents_list') return t('rule_form.list_hint', bounds)
  return t(kind === 'cents' ? 'rule_form.euros_hint' : 'rule_form.bounds_hint', bounds)
}

function optionsOf(key: RuleKey, { options, optional, word }: ValueField, t: Translate) {
  const rule = ruleOf(key)
  const said = options.map((value) => ({
    value,
    label:
      rule.unit === 'choice' && word === 'value'
        ? t(`rulebook.rules.${key}.choices.${value}`)
        : t(`rule_form.options.${value.replaceAll('-', '_')}`),
  }))
  return optional && said.length > 0 ? [{ value: '', label: '—' }, ...said] : said
}
