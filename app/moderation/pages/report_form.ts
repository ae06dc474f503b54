import vine from '@vinejs/vine'

/** A report as it is typed; what it lacks is said beside each question. */
export const reportForm = vine.create({
  address: vine.string().trim().minLength(1).maxLength(500),
  breach: vine.string().trim(),
  explanation: vine.string().trim().maxLength(5000).optional(),
  name: vine.string().trim().maxLength(120).optional(),
  email: vine.string().trim().email().maxLength(254).toLowerCase().optional(),
  good_faith: vine.literal('1').optional(),
})

/** What somebody writes who appeals. */
export const appealForm = vine.create({
  reasons: vine.string().trim().minLength(1).maxLength(5000),
  route: vine.enum(['person', 'jury'] as const),
  phrase: vine.string().trim().maxLength(200).optional(),
})

/** A decision as it is typed; which measures there are is asked of the rule book. */
export const decisionForm = vine.create({
  act: vine.string().trim(),
  days: vine
    .string()
    .trim()
    .regex(/^\d{0,3}$/)
    .optional(),
  breach: vine.string().trim(),
  ground: vine.enum(['charter', 'law'] as const).optional(),
  clause: vine.string().trim().maxLength(500).optional(),
  facts: vine.string().trim().minLength(1).maxLength(5000),
  why: vine.string().trim().minLength(1).maxLength(2000),
})

/** Why a second signature is refused. */
export const settingAsideForm = vine.create({
  reason: vine.string().trim().minLength(1).maxLength(2000),
})

/** What answers an appeal, or a juror's voice. */
export const outcomeForm = vine.create({
  outcome: vine.enum(['upheld', 'varied', 'reversed'] as const),
  reasons: vine.string().trim().minLength(1).maxLength(2000),
})

/** What a juror tells the others. */
export const remarkForm = vine.create({
  body: vine.string().trim().minLength(1).maxLength(2000),
})
