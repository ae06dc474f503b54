import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { checkValue, type ValueProblem } from '#rulebook/check_value'
import type { RuleKey } from '#rulebook/declarations'
import { readValue } from '#rulebook/read_value'
import { clock } from '#shared/clock'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { wordsForm } from '../pages/proposal_forms.js'
import { measureRefused } from './propose_measure.js'

const daysForm = vine.create({
  days: vine
    .string()
    .trim()
    .regex(/^\d{1,2}$/),
})

/** What the form of a measure says; `words` is null while something must be mended. */
export interface MeasureTyped {
  value: unknown
  words: { value: unknown; title: string; reasons: string; days: number } | null
  errors: FieldErrors
  problems: ValueProblem[]
}

const FIELDS: Record<string, string> = { too_long: 'days' }

/** Reads the form and asks whether such a measure could be taken now. */
export async function readMeasureForm(ctx: HttpContext, key: RuleKey): Promise<MeasureTyped> {
  const value = readValue(key, ctx.request.input('value'))
  const [form, days] = [await readForm(ctx, wordsForm), await readForm(ctx, daysForm)]
  const checked = await checkValue(key, value)
  const problems = checked.ok ? [] : checked.refusal
  const errors = { ...(form.ok ? {} : form.refusal), ...(days.ok ? {} : days.refusal) }
  if (problems.length > 0) errors.form = ctx.i18n.t('decide.refusals.impossible_value')
  if (!form.ok || !days.ok || !checked.ok) return { value, words: null, errors, problems }

  const { id: personId } = ctx.auth.getUserOrFail()
  const words = { value: checked.value, ...form.value, days: Number(days.value.days) }
  const refusal =
    words.days < 1
      ? 'too_long'
      : await db.transaction((transaction) =>
          measureRefused({ key, personId, ...words }, clock.now(), transaction)
        )
  if (refusal) errors[FIELDS[refusal] ?? 'form'] = ctx.i18n.t(`emergency.refusals.${refusal}`)
  return { value, words: refusal ? null : words, errors, problems }
}
