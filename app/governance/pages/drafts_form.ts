import type { HttpContext } from '@adonisjs/core/http'
import { checkValue } from '#rulebook/check_value'
import { isRuleKey, ruleOf, type RuleKey } from '#rulebook/declarations'
import { readValue } from '#rulebook/read_value'
import { descriptionKey, titleKey } from '#rulebook/rule'
import { currentBook } from '#rulebook/rule_book'
import { contradictionSaid, valueFormPage } from '#rulebook/value_form_page'
import { valueInWords } from '#rulebook/value_in_words'
import { clock } from '#shared/clock'
import { CHARTER, draftsIn, MOST_DRAFTS, type Draft } from '../deciding/drafts.js'
import { emptyPayload } from './empty_payload.js'

/** The payload that a form of drafts says, those ticked to be taken away left out. */
export function draftsTyped(key: string, typed: unknown): Record<string, unknown> {
  const rows: unknown[] = Object.values(Object(typed) as Record<string, unknown>)
  const drafts = rows
    .map((row) => Object(row) as Record<string, unknown>)
    .filter(({ removed }) => !removed)
    .slice(0, MOST_DRAFTS + 1)
    .map(({ name, value, fr, en }) =>
      key === CHARTER
        ? { name: textOf(name), fr: textOf(fr), en: textOf(en) }
        : { name: textOf(name), value: isRuleKey(key) ? readValue(key, value) : null }
    )
  return { key, drafts }
}

/** The fields of each draft, as kept or as typed; with one draft more when that was asked for. */
export async function draftsForm(
  payload: Record<string, unknown>,
  { typed, more }: { typed: boolean; more: boolean },
  ctx: HttpContext
) {
  const key = String(payload.key)
  const listed = draftsIn(payload)
  const [blank] = more ? draftsIn((await emptyPayload('drafts', key)) ?? {}) : []
  if (blank && listed.length < MOST_DRAFTS) listed.push(blank)
  return {
    key,
    thing: isRuleKey(key) ? await thingOf(key, ctx) : null,
    mayAdd: listed.length < MOST_DRAFTS,
    listed: await Promise.all(
      listed.map(async (draft, index) => ({
        ...(isRuleKey(key) ? await valueFields(key, draft, index, typed && !more, ctx) : {}),
        ...{ place: `drafts[${index}]`, number: index + 1, name: draft.name },
        ...{ fr: textOf(draft.fr), en: textOf(draft.en) },
      }))
    ),
  }
}

/** The rule that the drafts are about, as it stands. */
async function thingOf(key: RuleKey, { i18n }: HttpContext) {
  const t = (text: string, words?: Record<string, unknown>) => i18n.t(text, words)
  const now = (await currentBook(clock.now())).value(key)
  return {
    title: t(titleKey(key)),
    description: t(descriptionKey(key)),
    before: valueInWords(i18n.locale, ruleOf(key), now, t),
  }
}

async function valueFields(
  key: RuleKey,
  { value }: Draft,
  index: number,
  complain: boolean,
  { i18n }: HttpContext
) {
  const t = (text: string, words?: Record<string, unknown>) => i18n.t(text, words)
  const checked = complain ? await checkValue(key, value) : null
  const problems = checked && !checked.ok ? checked.refusal : []
  const placed = (name: string) => name.replace(/^value/, `drafts[${index}][value]`)
  return {
    contradiction: contradictionSaid(problems, t),
    groups: valueFormPage(key, value, problems, t).map((group) => ({
      ...group,
      removal: group.removal && placed(group.removal),
      fields: group.fields.map((field) => ({ ...field, name: placed(field.name) })),
    })),
  }
}

/** Browsers send the ends of lines as CR LF. */
const textOf = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '')
